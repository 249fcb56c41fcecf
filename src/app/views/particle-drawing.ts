/**
 * The cathode particles as discs drawn by distance, one square each: grey by lithium content or in the colours of a
 * layer, a ring for a second value, one for a coating (not to scale), a dark arc as long as the damage, and for inactive ones hatching and a broken outline. The rim
 * between solved and drawn radius takes the electrolyte's colour, so that shrinking alone opens no gap.
 */
import { UniformGroup } from "pixi.js";
import { greyColours } from "../layers/form/colour-maps.ts";
import type { Layer } from "../layers/form/layer.ts";
import { DISC_STRIDE, type ShownCell, STATE_STRIDE } from "./cell-picture.ts";
import { bendOf, frameRange, type LayerRange } from "./colour-range.ts";
import type { ColourTextures } from "./colour-textures.ts";
import {
  createDrawing,
  createDynamicBuffer,
  createProgram,
  createSquares,
  type Drawing,
  destroyDrawing,
} from "./gpu.ts";
import { PALETTE } from "./palette.ts";
import { PARTICLE_FRAGMENT, PARTICLE_VERTEX } from "./particle-shader.ts";

/** Floats per particle: of the electrolyte around it, of the particle, of its ring; the fourth is room. */
const VALUE_STRIDE = 4;

const PROGRAM = createProgram("particles", PARTICLE_VERTEX, PARTICLE_FRAGMENT);

export interface ParticleDrawing {
  readonly mesh: Drawing;
  update(layer: Layer): void;
  /** `grey` is the range of the lithium content, `range` that of the layer. */
  style(range: LayerRange, grey: LayerRange): void;
  select(particle: number | undefined): void;
  /** Draws the coating, as a ring that is never thinner than can be seen. */
  setCoated(coated: boolean): void;
  destroy(): void;
}

export function createParticleDrawing(
  picture: ShownCell,
  view: UniformGroup,
  textures: ColourTextures,
): ParticleDrawing {
  const count = picture.discs.length / DISC_STRIDE;
  const discs = createDynamicBuffer(picture.discs);
  const states = createDynamicBuffer(picture.states);
  const values = createDynamicBuffer(new Float32Array(VALUE_STRIDE * count));
  const geometry = createSquares(count, [
    { buffer: discs, stride: DISC_STRIDE, attributes: [["aDisc", 4, 0]] },
    { buffer: states, stride: STATE_STRIDE, attributes: [["aState", 2, 0]] },
    { buffer: values, stride: VALUE_STRIDE, attributes: [["aValues", 4, 0]] },
  ]);
  const uniforms = createUniforms();
  const mesh = createDrawing(PROGRAM, geometry, {
    view,
    particles: uniforms,
    uTable: textures.textureOf(greyColours),
    uTint: textures.textureOf(greyColours),
  });

  return {
    mesh,
    update(layer) {
      const isSurrounded = writeValues(picture, layer, values.data as Float32Array);
      uniforms.uniforms.uPlain[3] = isSurrounded ? 0 : 1;
      uniforms.uniforms.uMode[1] = strengthOf(picture, layer);
      values.update();
      discs.update();
      states.update();
    },
    style(range, grey) {
      const { layer } = range;
      const { particles, colours } = layer;
      const isColoured = particles.colouredBy === "layer";
      mesh.shader!.resources.uTable = textures.textureOf(colours);
      mesh.shader!.resources.uTint = textures.textureOf(isColoured ? colours : greyColours);
      const styled = uniforms.uniforms;
      styled.uRange.set(frameRange(range));
      styled.uTintRange.set(frameRange(isColoured ? range : grey));
      styled.uBend.set([bendOf(range), isColoured ? bendOf(range) : 0]);
      styled.uMode[0] = isColoured && particles.rings !== undefined ? 1 : 0;
    },
    select(particle) {
      uniforms.uniforms.uMode[2] = particle ?? -1;
    },
    setCoated(coated) {
      uniforms.uniforms.uCoat[3] = coated ? 1 : 0;
    },
    destroy() {
      destroyDrawing(mesh);
    },
  };
}

/** Returns whether the electrolyte around the particles has values at its nodes, from which the gap at their rims takes its colour. */
function writeValues(picture: ShownCell, layer: Layer, out: Float32Array): boolean {
  const { solved, electrolyte, particles = picture.lithiumContent, rings } = picture.painted(layer);
  for (let p = 0; VALUE_STRIDE * p < out.length; p++) {
    out[VALUE_STRIDE * p + 1] = particles[p]!;
    out[VALUE_STRIDE * p + 2] = rings === undefined ? 0 : rings[p]!;
  }
  if (!solved || electrolyte === undefined || layer.electrolyte?.at !== "nodes") return false;
  picture.averageOverPerimeters(electrolyte, out, VALUE_STRIDE);
  return true;
}

/** Particles without values of their own take the colour of bare electrolyte. */
function strengthOf(picture: ShownCell, layer: Layer): number {
  if (layer.particles.colouredBy === "lithium content") return layer.particles.strength;
  const { solved, particlesSolved } = picture.painted(layer);
  return solved && particlesSolved ? 1 : 0;
}

function createUniforms() {
  return new UniformGroup({
    uRange: { value: new Float32Array([0, 1]), type: "vec2<f32>" },
    uTintRange: { value: new Float32Array([0, 1]), type: "vec2<f32>" },
    uPlain: { value: new Float32Array([...PALETTE.electrolyte, 0]), type: "vec4<f32>" },
    /** 1 with surface rings; strength of the tint; selected particle or -1. */
    uMode: { value: new Float32Array([0, 1, -1]), type: "vec3<f32>" },
    /** How the scale of the surroundings, and of the tint, is bent. */
    uBend: { value: new Float32Array(2), type: "vec2<f32>" },
    uGap: { value: new Float32Array(PALETTE.gap), type: "vec3<f32>" },
    uOutline: { value: new Float32Array(PALETTE.outline), type: "vec3<f32>" },
    uInactive: { value: new Float32Array(PALETTE.inactive), type: "vec3<f32>" },
    uInactiveLine: { value: new Float32Array(PALETTE.inactiveLine), type: "vec3<f32>" },
    /** Colour, and 1 where there is one. */
    uCoat: { value: new Float32Array([...PALETTE.coating, 0]), type: "vec4<f32>" },
    uSelection: { value: new Float32Array(PALETTE.selection), type: "vec3<f32>" },
  });
}
