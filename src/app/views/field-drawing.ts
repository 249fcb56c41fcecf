/**
 * The electrolyte, its triangles coloured by one nodal value through a table, with isolines found per pixel from
 * the value and its slope; and the grains of the electrolyte as fine lines. Lithium in the electrolyte has two tables:
 * what is dead is coloured by the second one and striped. Only points and values travel to the GPU.
 */
import { type Buffer, Geometry, UniformGroup } from "pixi.js";
import { type CellPicture, fieldOf } from "./cell-picture.ts";
import { colourTable, deadTable, neutralTable } from "./colour-maps.ts";
import { isolineStep } from "./colour-range.ts";
import {
  createDrawing,
  createDynamicBuffer,
  createIndexBuffer,
  createProgram,
  createTableTexture,
  type Drawing,
  destroyDrawing,
} from "./gpu.ts";
import {
  coloursElectrolyte,
  frameRange,
  isStressLayer,
  LAYER_SCALES,
  type Layer,
  type LayerRange,
  rootOf,
} from "./layers.ts";
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
uniform float uRoot;
void main() {
  float share = scalePlace(vValue, uRange, uRoot);
  vec3 colour = lookUp(uTable, share);
  if (uSplit > 0.5) {
    float dead = clamp(vPart / max(vValue, 1e-9), 0.0, 1.0);
    vec2 at = gl_FragCoord.xy / uPixel.y;
    float stripe = smoothstep(0.3, 0.45, abs(fract((at.x + at.y) / 7.0) - 0.5));
    vec3 gone = lookUp(uPartTable, share) * mix(1.0, 0.72, stripe);
    colour = mix(colour, gone, smoothstep(0.25, 0.75, dead));
  }
  float level = vValue / uIsoline.x;
  float slope = length(vec2(dFdx(level), dFdy(level)));
  float distance = abs(fract(level - 0.5) - 0.5) / max(slope, 1e-6);
  float line = (1.0 - smoothstep(0.35, 1.15, distance / uPixel.y)) * (1.0 - smoothstep(0.12, 0.3, slope * uPixel.y));
  colour = mix(colour, uIsolineColour, line * uIsoline.y);
  paint(mix(colour, uPlain.rgb, uPlain.a), 1.0);
}`,
);

const GRAIN_PROGRAM = createProgram(
  "grains",
  `in vec2 aPoint;
void main() { gl_Position = place(aPoint); }`,
  `uniform vec4 uColour;
void main() { paint(uColour.rgb, uColour.a); }`,
);

export interface FieldDrawing {
  readonly meshes: readonly Drawing[];
  /** Takes the newest values of the layer. */
  update(layer: Layer): void;
  style(layer: Layer, range: LayerRange): void;
  destroy(): void;
}

type Table = ReturnType<typeof createTableTexture>;

/** Tables on the GPU, one per layer, shared by both cells. */
export type Tables = Readonly<Record<Layer | "neutral" | "dead", Table>>;

export function createTables(): Tables {
  const layers = Object.keys(LAYER_SCALES) as Layer[];
  const own = Object.fromEntries(layers.map((layer) => [layer, createTableTexture(colourTable(layer))]));
  return {
    ...(own as Record<Layer, Table>),
    neutral: createTableTexture(neutralTable()),
    dead: createTableTexture(deadTable()),
  };
}

export function createFieldDrawing(picture: CellPicture, view: UniformGroup, tables: Tables): FieldDrawing {
  const points = createDynamicBuffer(picture.drawnPoints);
  const values = createDynamicBuffer(new Float32Array(picture.potential.length));
  const parts = createDynamicBuffer(picture.intergranularDead);
  const geometry = new Geometry({
    attributes: {
      aPoint: { buffer: points, format: "float32x2" },
      aValue: { buffer: values, format: "float32" },
      aPart: { buffer: parts, format: "float32" },
    },
    indexBuffer: createIndexBuffer(picture.topology.triangles),
  });
  const uniforms = new UniformGroup({
    uRange: { value: new Float32Array([0, 1]), type: "vec2<f32>" },
    uIsoline: { value: new Float32Array([1, 0]), type: "vec2<f32>" },
    uIsolineColour: { value: new Float32Array(PALETTE.isoline), type: "vec3<f32>" },
    uPlain: { value: new Float32Array([...PALETTE.electrolyte, 0]), type: "vec4<f32>" },
    uSplit: { value: 0, type: "f32" },
    uRoot: { value: 0, type: "f32" },
  });
  const mesh = createDrawing(PROGRAM, geometry, {
    view,
    field: uniforms,
    uTable: tables.potential,
    uPartTable: tables.dead,
  });
  const grains = createGrainDrawing(picture, points, view);
  let plain = true;

  return {
    meshes: grains === undefined ? [mesh] : [mesh, grains],
    update(layer) {
      points.update();
      if (layer === "intergranular") parts.update();
      plain = !coloursElectrolyte(layer) || (isStressLayer(layer) && !picture.stress.solved);
      uniforms.uniforms.uPlain[3] = plain ? 1 : 0;
      if (plain) return;
      (values.data as Float32Array).set(fieldOf(picture, layer));
      values.update();
    },
    style(layer, range) {
      const [minimum, maximum] = frameRange(range);
      mesh.shader!.resources.uTable = tables[layer];
      uniforms.uniforms.uRange[0] = minimum;
      uniforms.uniforms.uRange[1] = maximum;
      uniforms.uniforms.uIsoline[0] = isolineStep(range, 40) / LAYER_SCALES[layer].factor;
      uniforms.uniforms.uIsoline[1] = layer === "potential" ? 0.3 : 0;
      uniforms.uniforms.uRoot = rootOf(layer);
      uniforms.uniforms.uSplit = layer === "intergranular" ? 1 : 0;
      if (grains !== undefined) grains.visible = layer === "intergranular";
    },
    destroy() {
      if (grains !== undefined) destroyDrawing(grains);
      destroyDrawing(mesh);
    },
  };
}

/** Edges between grains, one device px wide; undefined where none are mapped. */
function createGrainDrawing(picture: CellPicture, points: Buffer, view: UniformGroup): Drawing | undefined {
  if (picture.mesh.grainEdges.length === 0) return undefined;
  const geometry = new Geometry({
    attributes: { aPoint: { buffer: points, format: "float32x2" } },
    indexBuffer: createIndexBuffer(picture.mesh.grainEdges),
    topology: "line-list",
  });
  const uniforms = new UniformGroup({
    uColour: { value: new Float32Array([...PALETTE.grain, 0.17]), type: "vec4<f32>" },
  });
  return createDrawing(GRAIN_PROGRAM, geometry, { view, grains: uniforms });
}
