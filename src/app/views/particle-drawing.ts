/**
 * The cathode particles as discs drawn by distance, one square each: tinted by mean stoichiometry or by mean stress, a
 * ring for the surface value, a dark arc as long as the damage, and for inactive ones hatching and a broken outline. The rim
 * between solved and drawn radius takes the electrolyte's colour, so that shrinking alone opens no gap.
 */
import { UniformGroup } from "pixi.js";
import { type CellPicture, DISC_STRIDE, fieldOf, STATE_STRIDE } from "./cell-picture.ts";
import type { Tables } from "./field-drawing.ts";
import {
  createDrawing,
  createDynamicBuffer,
  createProgram,
  createSquares,
  type Drawing,
  destroyDrawing,
} from "./gpu.ts";
import {
  coloursElectrolyte,
  frameRange,
  isStressLayer,
  type Layer,
  type LayerRange,
  rootOf,
} from "./layers.ts";
import { PALETTE } from "./palette.ts";
import { PARTICLE_FRAGMENT, PARTICLE_VERTEX } from "./particle-shader.ts";

/** How strongly particles are tinted where they are not the matter. */
const TINT_STRENGTH: Partial<Record<Layer, number>> = {
  front: 0.55,
  intergranular: 0.4,
  vonMises: 0.4,
  principalStress: 0.4,
  displacement: 0.4,
};

const PROGRAM = createProgram("particles", PARTICLE_VERTEX, PARTICLE_FRAGMENT);

export interface ParticleDrawing {
  readonly mesh: Drawing;
  update(layer: Layer): void;
  /** `tint` is the range of stoichiometry, `range` that of the field around the particles. */
  style(layer: Layer, range: LayerRange, tint: LayerRange): void;
  select(particle: number | undefined): void;
  destroy(): void;
}

export function createParticleDrawing(
  picture: CellPicture,
  view: UniformGroup,
  tables: Tables,
): ParticleDrawing {
  const count = picture.discs.length / DISC_STRIDE;
  const discs = createDynamicBuffer(picture.discs);
  const states = createDynamicBuffer(picture.states);
  const values = createDynamicBuffer(new Float32Array(2 * count));
  const geometry = createSquares(count, [
    { buffer: discs, stride: DISC_STRIDE, attributes: [["aDisc", 4, 0]] },
    { buffer: states, stride: STATE_STRIDE, attributes: [["aState", 4, 0]] },
    { buffer: values, stride: 2, attributes: [["aValues", 2, 0]] },
  ]);
  const uniforms = createUniforms();
  const mesh = createDrawing(PROGRAM, geometry, {
    view,
    particles: uniforms,
    uTable: tables.potential,
    uTint: tables.neutral,
  });

  return {
    mesh,
    update(layer) {
      const stressed = isStressLayer(layer) && picture.stress.solved;
      const out = values.data as Float32Array;
      if (coloursElectrolyte(layer)) picture.averageOverPerimeters(fieldOf(picture, layer), out, 2);
      for (let p = 0; p < count; p++) {
        out[2 * p + 1] =
          layer === "meanStress" ? picture.particleStress[p]! : picture.states[STATE_STRIDE * p]!;
      }
      // Particles without a stress of their own take the colour of plain electrolyte.
      const tinted = layer !== "meanStress" || (stressed && picture.stress.ofParticles);
      uniforms.uniforms.uMode[1] = tinted ? (TINT_STRENGTH[layer] ?? 1) : 0;
      uniforms.uniforms.uPlain[3] = coloursElectrolyte(layer) && (stressed || !isStressLayer(layer)) ? 0 : 1;
      values.update();
      discs.update();
      states.update();
    },
    style(layer, range, tint) {
      const ownTable = layer === "stoichiometry" || layer === "meanStress";
      mesh.shader!.resources.uTable = tables[layer];
      mesh.shader!.resources.uTint = ownTable ? tables[layer] : tables.neutral;
      const styled = uniforms.uniforms;
      styled.uRange.set(frameRange(range));
      styled.uTintRange.set(layer === "meanStress" ? frameRange(range) : [tint.minimum, tint.maximum]);
      styled.uRoot.set([rootOf(layer), layer === "meanStress" ? 1 : 0]);
      styled.uMode[0] = layer === "stoichiometry" ? 1 : 0;
    },
    select(particle) {
      uniforms.uniforms.uMode[2] = particle ?? -1;
    },
    destroy() {
      destroyDrawing(mesh);
    },
  };
}

function createUniforms() {
  return new UniformGroup({
    uRange: { value: new Float32Array([0, 1]), type: "vec2<f32>" },
    uTintRange: { value: new Float32Array([0, 1]), type: "vec2<f32>" },
    uPlain: { value: new Float32Array([...PALETTE.electrolyte, 0]), type: "vec4<f32>" },
    /** 1 with surface rings; strength of the tint; selected particle or -1. */
    uMode: { value: new Float32Array([0, 1, -1]), type: "vec3<f32>" },
    /** 1 where the scale of the surroundings, and of the tint, goes by the root. */
    uRoot: { value: new Float32Array(2), type: "vec2<f32>" },
    uGap: { value: new Float32Array(PALETTE.gap), type: "vec3<f32>" },
    uOutline: { value: new Float32Array(PALETTE.outline), type: "vec3<f32>" },
    uInactive: { value: new Float32Array(PALETTE.inactive), type: "vec3<f32>" },
    uInactiveLine: { value: new Float32Array(PALETTE.inactiveLine), type: "vec3<f32>" },
    uSelection: { value: new Float32Array(PALETTE.selection), type: "vec3<f32>" },
  });
}
