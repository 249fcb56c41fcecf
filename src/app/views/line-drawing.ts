/**
 * Edges of patches, cracks and the chain of a short circuit: lines of a few px over every layer, dark with a light rim or
 * bright with a dark or glowing one, so that they stand out on any colour.
 */
import { type Buffer, UniformGroup } from "pixi.js";
import { LINE_STRIDE, type Lines } from "./cell-marks.ts";
import {
  createDrawing,
  createDynamicBuffer,
  createProgram,
  createSquares,
  type Drawing,
  destroyDrawing,
} from "./gpu.ts";
import { PALETTE, type Rgb } from "./palette.ts";

const PROGRAM = createProgram(
  "lines",
  `in vec2 aCorner;
in vec4 aEnds;
uniform vec2 uWidth;
out vec2 vLocal;
flat out float vLength;
void main() {
  vec2 along = aEnds.zw - aEnds.xy;
  float size = length(along);
  vec2 forward = size > 0.0 ? along / size : vec2(1.0, 0.0);
  vLength = size * uPixel.x;
  float pad = (uWidth.x + uWidth.y + 1.0) * uPixel.y;
  vLocal = vec2(mix(-pad, vLength + pad, 0.5 * aCorner.x + 0.5), aCorner.y * pad);
  gl_Position = place(aEnds.xy + (vLocal.x * forward + vLocal.y * vec2(-forward.y, forward.x)) / uPixel.x);
}`,
  `in vec2 vLocal;
flat in float vLength;
uniform vec2 uWidth;
uniform vec3 uCore;
uniform vec4 uRim;
void main() {
  float beyond = max(max(-vLocal.x, vLocal.x - vLength), 0.0);
  float off = length(vec2(beyond, vLocal.y));
  float core = cover(off - uWidth.x * uPixel.y);
  float rim = uRim.a * (1.0 - smoothstep(uWidth.x, uWidth.x + uWidth.y, off / uPixel.y));
  float alpha = max(core, rim);
  if (alpha <= 0.0) discard;
  paint(mix(uRim.rgb, uCore, core), alpha);
}`,
);

export interface LineStyle {
  readonly core: Rgb;
  readonly rim: Rgb;
  readonly rimAlpha: number;
  /** Half width of the core and width of the rim, CSS px. */
  readonly width: readonly [number, number];
}

export const PATCH_STYLE: LineStyle = {
  core: PALETTE.patch,
  rim: PALETTE.patchRim,
  rimAlpha: 0.7,
  width: [0.8, 1.2],
};
export const CRACK_STYLE: LineStyle = {
  core: PALETTE.crack,
  rim: PALETTE.crackRim,
  rimAlpha: 0.5,
  width: [0.9, 0.9],
};
export const SHORT_STYLE: LineStyle = {
  core: PALETTE.short,
  rim: PALETTE.shortRim,
  rimAlpha: 0.85,
  width: [1.8, 5],
};

export interface LineDrawing {
  readonly mesh: Drawing;
  /** Sends the lines, which are read in place, to the GPU. */
  update(): void;
  destroy(): void;
}

export function createLineDrawing(lines: Lines, view: UniformGroup, style: LineStyle): LineDrawing {
  // One line of no length: a buffer must not be empty.
  const buffer: Buffer = createDynamicBuffer(new Float32Array(LINE_STRIDE));
  const geometry = createSquares(1, [{ buffer, stride: LINE_STRIDE, attributes: [["aEnds", 4, 0]] }]);
  const uniforms = new UniformGroup({
    uWidth: { value: new Float32Array(style.width), type: "vec2<f32>" },
    uCore: { value: new Float32Array(style.core), type: "vec3<f32>" },
    uRim: { value: new Float32Array([...style.rim, style.rimAlpha]), type: "vec4<f32>" },
  });
  const mesh = createDrawing(PROGRAM, geometry, { view, lines: uniforms });
  mesh.visible = false;
  return {
    mesh,
    update() {
      mesh.visible = lines.count > 0;
      if (!mesh.visible) return;
      if (buffer.data !== lines.ends) buffer.data = lines.ends;
      else buffer.update();
      geometry.instanceCount = lines.count;
    },
    destroy() {
      destroyDrawing(mesh);
    },
  };
}
