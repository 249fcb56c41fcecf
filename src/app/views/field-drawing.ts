/**
 * The electrolyte, its triangles coloured through a table by one value at each node, or by one of their own, with
 * isolines found per pixel from the value and its slope. A part of the value that is of another kind has a second table
 * and stripes. Only points and values travel to the GPU.
 */
import { type Buffer, Container, Geometry, type TextureSource, UniformGroup } from "pixi.js";
import { greyColours } from "../layers/form/colour-maps.ts";
import type { Layer } from "../layers/form/layer.ts";
import type { ShownCell } from "./cell-picture.ts";
import { bendOf, frameRange, isolineStep, type LayerRange } from "./colour-range.ts";
import type { ColourTextures } from "./colour-textures.ts";
import { createEdgeDrawing } from "./edge-drawing.ts";
import {
  createDrawing,
  createDynamicBuffer,
  createIndexBuffer,
  createProgram,
  type Drawing,
  destroyDrawing,
} from "./gpu.ts";
import { PALETTE } from "./palette.ts";

const PROGRAM = createProgram(
  "field",
  `in vec2 aPoint;
in float aValue;
in float aPart;
out float vValue;
out float vPart;
void main() {
  vValue = aValue;
  vPart = aPart;
  gl_Position = place(aPoint);
}`,
  `in float vValue;
in float vPart;
uniform sampler2D uTable;
uniform sampler2D uPartTable;
uniform vec2 uRange;
uniform vec2 uIsoline;
uniform vec3 uIsolineColour;
uniform vec4 uPlain;
uniform float uSplit;
uniform float uBend;
void main() {
  float share = scalePlace(vValue, uRange, uBend);
  vec3 colour = lookUp(uTable, share);
  if (uSplit > 0.5) {
    float part = clamp(vPart / max(vValue, 1e-9), 0.0, 1.0);
    vec2 at = gl_FragCoord.xy / uPixel.y;
    float stripe = smoothstep(0.3, 0.45, abs(fract((at.x + at.y) / 7.0) - 0.5));
    vec3 other = lookUp(uPartTable, share) * mix(1.0, 0.72, stripe);
    colour = mix(colour, other, smoothstep(0.25, 0.75, part));
  }
  // Beyond the ends one colour stands for all: dark lines say so.
  float room = 1e-3 * (uRange.y - uRange.x);
  float beyond = max(step(uRange.y + room, vValue), step(vValue, uRange.x - room));
  vec2 place = gl_FragCoord.xy / uPixel.y;
  float hatch = 1.0 - smoothstep(0.12, 0.22, abs(fract((place.x - place.y) / 5.0) - 0.5));
  colour *= 1.0 - 0.55 * beyond * hatch;
  float level = vValue / uIsoline.x;
  float slope = length(vec2(dFdx(level), dFdy(level)));
  float distance = abs(fract(level - 0.5) - 0.5) / max(slope, 1e-6);
  float line = (1.0 - smoothstep(0.35, 1.15, distance / uPixel.y)) * (1.0 - smoothstep(0.12, 0.3, slope * uPixel.y));
  colour = mix(colour, uIsolineColour, line * uIsoline.y);
  paint(mix(colour, uPlain.rgb, uPlain.a), 1.0);
}`,
);

/** Lines of equal value on the whole of a scale, about. */
const ISOLINES = 40;

export interface FieldDrawing {
  readonly container: Container;
  /** Takes the newest values of the layer. */
  update(layer: Layer): void;
  style(range: LayerRange): void;
  destroy(): void;
}

/** Triangles with buffers of their values. */
interface Surface {
  readonly drawing: Drawing;
  /** Takes values and, where there is one, the part of them that is of another kind. */
  update(values: Float32Array, part: Float32Array | undefined): void;
}

export function createFieldDrawing(
  picture: ShownCell,
  view: UniformGroup,
  textures: ColourTextures,
): FieldDrawing {
  const points = createDynamicBuffer(picture.drawnPoints);
  const uniforms = createUniforms();
  const resources = {
    view,
    field: uniforms,
    uTable: textures.textureOf(greyColours),
    uPartTable: textures.textureOf(greyColours),
  };
  const nodal = createNodalSurface(picture, points, resources);
  const edges = createEdgeDrawing(picture, points, view);
  const holder = new Container({ children: [nodal.drawing], eventMode: "none" });
  const container = new Container({ children: [holder, edges.container], eventMode: "none" });
  /** Of whole triangles: made when a layer first asks for it. */
  let broken: Surface | undefined;

  function surfaceOf(layer: Layer): Surface {
    if (layer.electrolyte?.at !== "triangles") return nodal;
    if (broken === undefined) {
      broken = createBrokenSurface(picture, resources);
      holder.addChild(broken.drawing);
    }
    return broken;
  }

  return {
    container,
    update(layer) {
      points.update();
      const { solved, electrolyte, part } = picture.painted(layer);
      const bare = !solved || electrolyte === undefined;
      uniforms.uniforms.uPlain[3] = bare ? 1 : 0;
      const surface = bare ? nodal : surfaceOf(layer);
      nodal.drawing.visible = surface === nodal;
      if (broken !== undefined) broken.drawing.visible = surface === broken;
      if (!bare) surface.update(electrolyte, part);
    },
    style(range) {
      const { colours, electrolyte } = range.layer;
      const tables = [colours, electrolyte?.part?.colours ?? colours].map(textures.textureOf);
      for (const surface of [nodal, surfaceOf(range.layer)]) {
        surface.drawing.shader!.resources.uTable = tables[0];
        surface.drawing.shader!.resources.uPartTable = tables[1];
      }
      setUniforms(uniforms, range);
      edges.style(range.layer);
    },
    destroy() {
      edges.destroy();
      for (const surface of [nodal, broken]) if (surface !== undefined) destroyDrawing(surface.drawing);
      container.destroy({ children: true });
    },
  };
}

function createUniforms() {
  return new UniformGroup({
    uRange: { value: new Float32Array([0, 1]), type: "vec2<f32>" },
    uIsoline: { value: new Float32Array([1, 0]), type: "vec2<f32>" },
    uIsolineColour: { value: new Float32Array(PALETTE.isoline), type: "vec3<f32>" },
    uPlain: { value: new Float32Array([...PALETTE.electrolyte, 0]), type: "vec4<f32>" },
    uSplit: { value: 0, type: "f32" },
    uBend: { value: 0, type: "f32" },
  });
}

function setUniforms({ uniforms }: ReturnType<typeof createUniforms>, range: LayerRange): void {
  const { electrolyte, onTop, scale } = range.layer;
  uniforms.uRange.set(frameRange(range));
  uniforms.uIsoline.set([isolineStep(range, ISOLINES) / scale.factor, onTop.isolines ?? 0]);
  uniforms.uBend = bendOf(range);
  uniforms.uSplit = electrolyte?.part === undefined ? 0 : 1;
}

type Resources = Record<string, UniformGroup | TextureSource>;

/** Triangles that share their nodes: values are linear on each and continuous. */
function createNodalSurface(picture: ShownCell, points: Buffer, resources: Resources): Surface {
  const nPoint = picture.drawnPoints.length / 2;
  const values = createDynamicBuffer(new Float32Array(nPoint));
  const parts = createDynamicBuffer(new Float32Array(nPoint));
  const geometry = new Geometry({
    attributes: {
      aPoint: { buffer: points, format: "float32x2" },
      aValue: { buffer: values, format: "float32" },
      aPart: { buffer: parts, format: "float32" },
    },
    indexBuffer: createIndexBuffer(picture.topology.triangles),
  });
  return {
    drawing: createDrawing(PROGRAM, geometry, resources),
    update(newest, part) {
      (values.data as Float32Array).set(newest);
      values.update();
      if (part === undefined) return;
      (parts.data as Float32Array).set(part);
      parts.update();
    },
  };
}

/** Triangles with three nodes of their own each: one value on each, which may jump from one to the next. */
function createBrokenSurface(picture: ShownCell, resources: Resources): Surface {
  const { triangles } = picture.topology;
  const points = createDynamicBuffer(new Float32Array(2 * triangles.length));
  const values = createDynamicBuffer(new Float32Array(triangles.length));
  // Pixi takes attributes of one buffer for neighbours in it, unless it is told.
  const value = { buffer: values, format: "float32", stride: 4, offset: 0 } as const;
  const geometry = new Geometry({
    attributes: { aPoint: { buffer: points, format: "float32x2" }, aValue: value, aPart: value },
    indexBuffer: createIndexBuffer(Uint32Array.from(triangles, (_, corner) => corner)),
  });
  return {
    drawing: createDrawing(PROGRAM, geometry, resources),
    update(newest) {
      const { drawnPoints } = picture;
      const places = points.data as Float32Array;
      const out = values.data as Float32Array;
      for (let corner = 0; corner < triangles.length; corner++) {
        places[2 * corner] = drawnPoints[2 * triangles[corner]!]!;
        places[2 * corner + 1] = drawnPoints[2 * triangles[corner]! + 1]!;
        out[corner] = newest[Math.floor(corner / 3)]!;
      }
      points.update();
      values.update();
    },
  };
}
