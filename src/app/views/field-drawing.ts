/**
 * The electrolyte, its triangles coloured by one nodal value through a table, with isolines found per pixel from
 * the value and its slope. Only the points and the values travel to the GPU.
 */
import { Geometry, UniformGroup } from "pixi.js";
import type { CellPicture } from "./cell-picture.ts";
import { colourTable } from "./colour-maps.ts";
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
import { coloursElectrolyte, type Layer, type LayerRange } from "./layers.ts";
import { PALETTE } from "./palette.ts";

const PROGRAM = createProgram(
  "field",
  `in vec2 aPoint;
in float aValue;
out float vValue;
void main() {
  vValue = aValue;
  gl_Position = place(aPoint);
}`,
  `in float vValue;
uniform sampler2D uTable;
uniform vec2 uRange;
uniform vec2 uIsoline;
uniform vec3 uIsolineColour;
uniform vec4 uPlain;
void main() {
  vec3 colour = lookUp(uTable, (vValue - uRange.x) / (uRange.y - uRange.x));
  float level = vValue / uIsoline.x;
  float slope = length(vec2(dFdx(level), dFdy(level)));
  float distance = abs(fract(level - 0.5) - 0.5) / max(slope, 1e-6);
  float line = (1.0 - smoothstep(0.35, 1.15, distance / uPixel.y)) * (1.0 - smoothstep(0.12, 0.3, slope * uPixel.y));
  colour = mix(colour, uIsolineColour, line * uIsoline.y);
  paint(mix(colour, uPlain.rgb, uPlain.a), 1.0);
}`,
);

export interface FieldDrawing {
  readonly mesh: Drawing;
  /** Takes the newest values of the layer. */
  update(layer: Layer): void;
  style(layer: Layer, range: LayerRange): void;
  destroy(): void;
}

/** Tables on the GPU, one per layer, shared by both cells. */
export type Tables = Readonly<Record<Layer | "neutral", ReturnType<typeof createTableTexture>>>;

export function createTables(neutral: Uint8Array): Tables {
  const of = (layer: Layer) => createTableTexture(colourTable(layer));
  return {
    potential: of("potential"),
    flux: of("flux"),
    stoichiometry: of("stoichiometry"),
    front: of("front"),
    neutral: createTableTexture(neutral),
  };
}

/** Returns the values by which a layer colours the electrolyte. */
export function fieldOf(picture: CellPicture, layer: Layer): Float32Array {
  return layer === "flux" ? picture.fluxSize : picture.potential;
}

export function createFieldDrawing(picture: CellPicture, view: UniformGroup, tables: Tables): FieldDrawing {
  const points = createDynamicBuffer(picture.drawnPoints);
  const values = createDynamicBuffer(new Float32Array(picture.potential.length));
  const geometry = new Geometry({
    attributes: {
      aPoint: { buffer: points, format: "float32x2" },
      aValue: { buffer: values, format: "float32" },
    },
    indexBuffer: createIndexBuffer(picture.topology.triangles),
  });
  const uniforms = new UniformGroup({
    uRange: { value: new Float32Array([0, 1]), type: "vec2<f32>" },
    uIsoline: { value: new Float32Array([1, 0]), type: "vec2<f32>" },
    uIsolineColour: { value: new Float32Array(PALETTE.isoline), type: "vec3<f32>" },
    uPlain: { value: new Float32Array([...PALETTE.electrolyte, 0]), type: "vec4<f32>" },
  });
  const mesh = createDrawing(PROGRAM, geometry, { view, field: uniforms, uTable: tables.potential });

  return {
    mesh,
    update(layer) {
      (values.data as Float32Array).set(fieldOf(picture, layer));
      values.update();
      points.update();
    },
    style(layer, range) {
      mesh.shader!.resources.uTable = tables[layer];
      uniforms.uniforms.uPlain[3] = coloursElectrolyte(layer) ? 0 : 1;
      uniforms.uniforms.uRange[0] = range.minimum;
      uniforms.uniforms.uRange[1] = range.maximum;
      uniforms.uniforms.uIsoline[0] = isolineStep(range, 40);
      uniforms.uniforms.uIsoline[1] = layer === "potential" ? 0.3 : 0;
    },
    destroy() {
      destroyDrawing(mesh);
    },
  };
}
