/**
 * What the cell is made of and what strains it, from its state: the lattice of each particle at its own mean stoichiometry, lithium between the
 * electrolyte's grains, and growth of the front. Linear eigenstrains, isotropic. Source: physics.md 4.4, 5, 5.2, 8.3.
 */
import { consumedCharge, departedCharge, grownThickness } from "../anode/lithium.ts";
import { LITHIUM_VOLUME_PER_CHARGE } from "../base/constants.ts";
import { linearStrain } from "../cathode/lattice.ts";
import { averageShells } from "../cathode/radial-grid.ts";
import { hasContact } from "../cell/frame.ts";
import { latticeWindow } from "../cell/material.ts";
import type { Model } from "../cell/model.ts";
import type { CellState } from "../cell/state.ts";
import { interphaseThickness } from "../degradation/interphase.ts";
import { addedVolume, swellingStrain } from "../electrolyte/filled-electrolyte.ts";
import { occupiedFraction } from "../electrolyte/intergranular-lithium.ts";
import { addParticleEigenstrain } from "../mechanics/eigenstrain.ts";
import { createModuli, type ElasticModuli } from "../mechanics/elastic-material.ts";
import type { Scenario } from "../scenario/record/scenario.ts";
import type { MechanicsBody } from "./body.ts";

/** Stiffness of a detached particle over its own: small enough for a hole, large enough for the factorisation. */
const HOLE_STIFFNESS = 1e-9;

/** Returns 1 for particles without contact: they neither bear nor are borne. */
export function listDetached({ particles }: Pick<CellState, "particles">): Uint8Array {
  return particles.status.map((status) => (hasContact(status) ? 0 : 1));
}

/**
 * Returns the moduli of the regions; a detached particle has next to none. The coating, too thin to be meshed, counts
 * with its share of the particle's area (Voigt's bound): 1 % for 25 nm on 5 um.
 */
export function chooseModuli(
  { scenario, population }: Pick<Model, "scenario" | "population">,
  detached: Uint8Array,
): ElasticModuli {
  const { mechanics, ncm } = scenario;
  const { coatingThickness } = scenario.interface;
  return createModuli([
    { youngsModulus: mechanics.electrolyteYoungsModulus, poissonRatio: mechanics.electrolytePoissonRatio },
    { youngsModulus: mechanics.lithiumYoungsModulus, poissonRatio: mechanics.lithiumPoissonRatio },
    ...Array.from(detached, (loose, p) => {
      const coated = 1 - Math.max(0, 1 - coatingThickness / population.radius[p]) ** 2;
      const mix = (core: number, coating: number): number => core + coated * (coating - core);
      const stiffness = mix(ncm.youngsModulus, mechanics.coatingYoungsModulus);
      return {
        youngsModulus: (loose === 1 ? HOLE_STIFFNESS : 1) * stiffness,
        poissonRatio: mix(ncm.poissonRatio, mechanics.coatingPoissonRatio),
      };
    }),
  ]);
}

/** Returns the eigenstrain at the corners of the body's elements, [nTriangle*3]. */
export function composeEigenstrain(
  model: Pick<Model, "scenario" | "radial" | "grains" | "boundary">,
  state: Pick<CellState, "particles" | "electrolyte" | "potentials">,
  body: Pick<MechanicsBody, "mesh" | "corners" | "triangles">,
): Float64Array {
  const out = new Float64Array(3 * body.mesh.region.length);
  addParticleEigenstrain(body.corners, measureLatticeStrain(model, state), out);
  addSwelling(model, state, { body, out });
  return out;
}

/** Linear strain of each particle against the formed, discharged lattice. */
function measureLatticeStrain(
  { scenario, radial }: Pick<Model, "scenario" | "radial">,
  { particles }: Pick<CellState, "particles">,
): Float64Array {
  const window = latticeWindow(scenario);
  return particles.surface.map((_, p) => {
    const mean = averageShells(radial, particles.concentration, p * radial.shells);
    return linearStrain(mean / scenario.ncm.maximumConcentration, window);
  });
}

/**
 * Swelling of the cell's triangles: the mean over those with their middle in an element, in finer elements that of the
 * triangle around them; up to what the overpotential can press against the electrolyte's bulk modulus, for beyond
 * p = F |phi|/V_Li lithium would rather go elsewhere (physics.md 0.4).
 */
function addSwelling(
  { grains, scenario, boundary }: Pick<Model, "grains" | "scenario" | "boundary">,
  { electrolyte, potentials }: Pick<CellState, "electrolyte" | "potentials">,
  { body, out }: { readonly body: Pick<MechanicsBody, "mesh" | "triangles">; readonly out: Float64Array },
): void {
  const { triangles } = body;
  if (grains === undefined || triangles === undefined) return;
  const { area } = grains.columns;
  const { poreFraction, poreFilling } = scenario.intergranular;
  const occupied = occupiedFraction(electrolyte.lithium, area, addedVolume(scenario.interphase));
  const swelling = occupied.map((fraction) => swellingStrain(fraction, poreFraction * poreFilling));
  const weight = new Float64Array(body.mesh.region.length);
  const sum = new Float64Array(weight.length);
  const { elementOf, triangleOf } = triangles;
  for (let t = 0; t < elementOf.length; t++) {
    const element = elementOf[t];
    if (element < 0) continue;
    weight[element] += area[t];
    sum[element] += area[t] * swelling[t];
  }
  const most = sustainedSwelling(scenario, potentials.potential.subarray(boundary.frontStart));
  for (let element = 0; element < triangleOf.length; element++) {
    const t = triangleOf[element];
    const own = Math.min(
      most,
      t >= 0 ? swelling[t] : weight[element] > 0 ? sum[element] / weight[element] : 0,
    );
    for (let k = 3 * element; k < 3 * element + 3; k++) out[k] += own;
  }
}

/** Linear strain whose pressure, held all round, is the largest that the front's overpotential sustains. */
function sustainedSwelling(
  { mechanics, fracture }: Scenario,
  onFront: Float64Array /* [nFront], V */,
): number {
  const { electrolyteYoungsModulus: stiffness, electrolytePoissonRatio: ratio } = mechanics;
  let overpotential = 0;
  for (const own of onFront) overpotential = Math.max(overpotential, Math.abs(own));
  const pressure = Math.min(fracture.pressureLimit, overpotential / LITHIUM_VOLUME_PER_CHARGE);
  return (pressure * (1 - 2 * ratio)) / stiffness;
}

/**
 * Thickness that the lithium has gained against the electrolyte since the cell was meshed [nFront], m: plated less
 * departed, less what the interphase has shrunk. A layer that thin is no part of the mesh: bonded to the electrolyte it
 * can only shrink along its normal, by (1 + nu)/(1 - nu) times its linear strain.
 */
export function measureGrowth(
  { scenario, meshedGrown }: Pick<Model, "scenario" | "meshedGrown">,
  { front }: Pick<CellState, "front">,
): Float64Array {
  const nu = scenario.mechanics.electrolytePoissonRatio;
  const normalStrain = ((scenario.interphase.shrinkage / 3) * (1 + nu)) / (1 - nu);
  const consumed = consumedCharge(front);
  const { thicknessPerCharge } = scenario.interphase;
  return grownThickness(front.plated, departedCharge(front)).map(
    (grown, k) =>
      grown - meshedGrown[k] - normalStrain * interphaseThickness(consumed[k], thicknessPerCharge),
  );
}

/**
 * Thickness that has been plated on the protrusions since the cell was built [nFront], m; 0 on the flat front between
 * them, whose growth lifts the collector.
 */
export function measureProtrusionGrowth(
  { scenario, electrolyte, boundary }: Pick<Model, "scenario" | "electrolyte" | "boundary">,
  { front }: Pick<CellState, "front">,
): Float64Array {
  const plated = grownThickness(front.plated, new Float64Array(front.plated.length));
  return plated.map((grown, k) => {
    const x = electrolyte.points[2 * boundary.nodes[boundary.frontStart + k]];
    const inside = scenario.anode.protrusions.some((one) => Math.abs(x - one.x) < one.halfWidth);
    return inside ? grown : 0;
  });
}
