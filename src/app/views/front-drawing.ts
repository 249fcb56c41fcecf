/**
 * The lithium front as one ribbon: a fine line in every layer; in a layer that has values along it also the interphase
 * on the electrolyte side (thickness exaggerated), a band on the lithium side as thick as the size of the local value and
 * coloured by it, hatched below zero, with a dashed line at the mean. In every layer dark bubbles on the line stand
 * for voids, as long in all as the share of the front without contact, and hatching for where no lithium is left.
 */
import { Geometry, UniformGroup } from "pixi.js";
import { greyColours } from "../layers/form/colour-maps.ts";
import type { Layer } from "../layers/form/layer.ts";
import type { ShownCell } from "./cell-picture.ts";
import { bendOf, frameRange, type LayerRange } from "./colour-range.ts";
import type { ColourTextures } from "./colour-textures.ts";
import { EXAGGERATION } from "./exaggeration.ts";
import {
  createDrawing,
  createDynamicBuffer,
  createIndexBuffer,
  createProgram,
  type Drawing,
  destroyDrawing,
} from "./gpu.ts";
import { PALETTE } from "./palette.ts";

/** Per ribbon point: x, y, normal x, y (into the lithium), side, arc length, value, interphase, depleted, void. */
const STRIDE = 10;

/** Thickness of the band at the end of the scale, CSS px. */
const BAND = 34;

/** Distance from void to void and their height at full loss of contact, CSS px. */
const VOID_PITCH = 12;
const VOID_HEIGHT = { plain: 4, emphasised: 9 } as const;

const PROGRAM = createProgram(
  "front",
  `in vec4 aPlace;
in vec2 aSide;
in vec4 aValue;
uniform float uEmphasis;
out float vAcross;
out float vArc;
out vec4 vValue;
void main() {
  float px = uPixel.y;
  float up = mix(${VOID_HEIGHT.plain + 2}.0, ${BAND + 4}.0, uEmphasis) * px;
  float down = 3.0 * px + uEmphasis * aValue.y * uPixel.x;
  vAcross = aSide.x > 0.0 ? up : -down;
  vArc = aSide.y;
  vValue = aValue;
  // Straight up where the band is thick: along the normal it would fold over itself inside a protrusion.
  vec2 direction = aSide.x > 0.0 ? mix(aPlace.zw, vec2(0.0, 1.0), uEmphasis) : aPlace.zw;
  gl_Position = place(aPlace.xy + direction * vAcross / uPixel.x);
}`,
  `in float vAcross;
in float vArc;
in vec4 vValue;
uniform float uEmphasis;
uniform vec2 uRange;
uniform sampler2D uTable;
uniform vec3 uLine;
uniform vec3 uInterphase;
uniform vec3 uDepleted;
uniform vec3 uVoid;
uniform vec3 uVoidRim;
uniform float uMean;
uniform float uBend;
void main() {
  float px = uPixel.y;
  vec3 colour = uLine;
  float alpha = 0.0;
  if (uEmphasis > 0.5) {
    float share = 2.0 * scalePlace(vValue.x, uRange, uBend) - 1.0;
    float band = (1.0 + ${BAND}.0 * min(1.0, abs(share))) * px;
    float inBand = cover(abs(vAcross - 0.5 * band) - 0.5 * band);
    // Stripping is hatched: both ends of the scale are as light as each other.
    float slant = abs(fract((vArc * uPixel.x + vAcross) / (6.0 * px)) - 0.5) * 6.0 * px;
    float strip = share < 0.0 ? 0.75 * cover(slant - 1.0 * px) : 0.0;
    vec3 tone = mix(lookUp(uTable, 0.5 + 0.5 * share), vec3(0.03, 0.04, 0.05), strip);
    colour = mix(colour, tone, inBand);
    float crest = cover(abs(vAcross - band) - 0.5 * px);
    colour = mix(colour, vec3(0.04, 0.06, 0.08), crest * 0.8);
    alpha = max(inBand, crest * 0.8);
    float level = (1.0 + ${BAND}.0 * min(1.0, 2.0 * scalePlace(uMean, uRange, uBend) - 1.0)) * px;
    float dash = step(0.45, fract(vArc * uPixel.x / (9.0 * px))) * cover(abs(vAcross - level) - 0.5 * px);
    colour = mix(colour, uLine, dash);
    alpha = max(alpha, dash);
    float film = vValue.y * uPixel.x;
    float inFilm = cover(abs(vAcross + 0.5 * film) - max(0.5 * film, 0.5 * px));
    colour = mix(colour, uInterphase, inFilm * step(vAcross, 0.0));
    alpha = max(alpha, inFilm);
  }
  if (vValue.z > 0.5) {
    float stripe = abs(fract((vArc * uPixel.x + vAcross) / (7.0 * px)) - 0.5) * 7.0 * px;
    float hatch = cover(stripe - 1.6 * px);
    float depth = mix(2.0, 9.0, uEmphasis) * px;
    float inMark = cover(abs(vAcross - 0.5 * depth) - 0.5 * depth);
    colour = mix(colour, mix(vec3(0.08, 0.03, 0.03), uDepleted, hatch), inMark);
    alpha = max(alpha, inMark);
  }
  float line = cover(abs(vAcross + 0.2 * px) - 0.75 * px);
  colour = mix(colour, uLine, line);
  alpha = max(alpha, line);
  if (vValue.w > 0.004) {
    float pitch = ${VOID_PITCH}.0 * px;
    float half_ = 0.5 * vValue.w * pitch;
    float along = (fract(vArc * uPixel.x / pitch) - 0.5) * pitch;
    float height = mix(${VOID_HEIGHT.plain}.0, ${VOID_HEIGHT.emphasised}.0, uEmphasis) * px * min(1.0, 0.4 + vValue.w);
    float bow = height * sqrt(max(0.0, 1.0 - along * along / (half_ * half_)));
    float inside = cover(abs(along) - half_) * cover(vAcross - bow) * cover(-vAcross - 0.9 * px);
    float rim = cover(abs(along) - half_) * cover(abs(vAcross - bow) - 0.5 * px) * step(0.0, vAcross);
    colour = mix(mix(colour, uVoid, inside), uVoidRim, 0.75 * rim);
    alpha = max(alpha, max(inside, 0.75 * rim));
  }
  paint(colour, alpha);
}`,
);

export interface FrontDrawing {
  readonly mesh: Drawing;
  update(layer: Layer): void;
  style(range: LayerRange): void;
  destroy(): void;
}

export function createFrontDrawing(
  picture: ShownCell,
  view: UniformGroup,
  textures: ColourTextures,
): FrontDrawing {
  const nFront = picture.front.x.length;
  const buffer = createDynamicBuffer(new Float32Array(2 * STRIDE * nFront));
  const at = (size: 2 | 3 | 4, offset: number) =>
    ({ buffer, format: `float32x${size}`, stride: 4 * STRIDE, offset: 4 * offset }) as const;
  const geometry = new Geometry({
    attributes: { aPlace: at(4, 0), aSide: at(2, 4), aValue: at(4, 6) },
    indexBuffer: createIndexBuffer(connect(nFront)),
  });
  const uniforms = new UniformGroup({
    uEmphasis: { value: 0, type: "f32" },
    uRange: { value: new Float32Array([-1, 1]), type: "vec2<f32>" },
    uVoid: { value: new Float32Array(PALETTE.void), type: "vec3<f32>" },
    uVoidRim: { value: new Float32Array(PALETTE.voidRim), type: "vec3<f32>" },
    uMean: { value: 0, type: "f32" },
    uBend: { value: 0, type: "f32" },
    uLine: { value: new Float32Array(PALETTE.lithiumEdge), type: "vec3<f32>" },
    uInterphase: { value: new Float32Array(PALETTE.interphase), type: "vec3<f32>" },
    uDepleted: { value: new Float32Array(PALETTE.depleted), type: "vec3<f32>" },
  });
  const mesh = createDrawing(PROGRAM, geometry, {
    view,
    front: uniforms,
    uTable: textures.textureOf(greyColours),
  });
  return {
    mesh,
    update(layer) {
      const { frontBand } = picture.painted(layer);
      writeRibbon(picture, frontBand, buffer.data as Float32Array);
      if (frontBand !== undefined) uniforms.uniforms.uMean = meanSize(picture.front.x, frontBand);
      buffer.update();
    },
    style(range) {
      const { frontBand, colours } = range.layer;
      uniforms.uniforms.uEmphasis = frontBand === undefined ? 0 : 1;
      uniforms.uniforms.uRange.set(frameRange(range));
      uniforms.uniforms.uBend = bendOf(range);
      mesh.shader!.resources.uTable = textures.textureOf(colours);
    },
    destroy() {
      destroyDrawing(mesh);
    },
  };
}

/** Mean of |value| over the width of the cell. */
function meanSize(x: Float32Array, values: Float32Array): number {
  let sum = 0;
  for (let k = 1; k < x.length; k++) {
    sum += (x[k]! - x[k - 1]!) * (Math.abs(values[k]!) + Math.abs(values[k - 1]!));
  }
  return sum / (2 * (x[x.length - 1]! - x[0]!));
}

function writeRibbon(picture: ShownCell, band: Float32Array | undefined, out: Float32Array): void {
  const { x, shape, interphase, depleted, contact } = picture.front;
  const y = shape.drawnY;
  const last = x.length - 1;
  let arc = 0;
  for (let k = 0; k <= last; k++) {
    const before = Math.max(0, k - 1);
    const after = Math.min(last, k + 1);
    const tx = x[after]! - x[before]!;
    const ty = y[after]! - y[before]!;
    const size = Math.sqrt(tx * tx + ty * ty) || 1;
    if (k > 0) arc += Math.sqrt((x[k]! - x[k - 1]!) ** 2 + (y[k]! - y[k - 1]!) ** 2);
    for (let side = 0; side < 2; side++) {
      const at = STRIDE * (2 * k + side);
      out[at] = x[k]!;
      out[at + 1] = y[k]!;
      out[at + 2] = -ty / size;
      out[at + 3] = tx / size;
      out[at + 4] = side === 0 ? -1 : 1;
      out[at + 5] = arc;
      out[at + 6] = band === undefined ? 0 : band[k]!;
      out[at + 7] = 1e-3 * EXAGGERATION.interphase * interphase[k]!;
      out[at + 8] = depleted[k]!;
      out[at + 9] = 1 - contact[k]!;
    }
  }
}

function connect(nFront: number): Uint32Array {
  const index: number[] = [];
  for (let k = 0; k + 1 < nFront; k++) index.push(2 * k, 2 * k + 2, 2 * k + 3, 2 * k, 2 * k + 3, 2 * k + 1);
  return Uint32Array.from(index);
}
