/**
 * What the lithium front is like for the potentials of a step: exchange current and resistance of each node from its
 * contact, its films and the pressure on it. A share theta of contact carries all the current: theta i0, films R/theta,
 * and in series what narrowing to it costs. Pressure p beyond the stack's shifts the equilibrium by p V_Li/F.
 * Source: physics.md 3.2, 7.2.
 */
import { departedCharge, grownThickness, takeMean } from "../anode/lithium.ts";
import { LITHIUM_VOLUME_PER_CHARGE } from "../base/constants.ts";
import type { Interphase } from "../degradation/interphase.ts";
import { constrictionResistance } from "../degradation/voids.ts";
import type { InterfaceConditions } from "../potentials/interface-kinetics.ts";
import type { Model } from "./model.ts";
import type { CellState, FrontState } from "./state.ts";

/** Lithium above each front node [nFront], m. */
export function columnThickness(model: Model, front: FrontState): Float64Array {
  const grown = grownThickness(front.plated, departedCharge(front));
  for (let k = 0; k < grown.length; k++) grown[k] = model.initialColumn[k] + grown[k];
  return grown;
}

/** Underside of the anode collector, m: it is lifted by what was plated on the mean; `thickness` of the columns [nFront], m. */
export function collectorHeight(model: Model, thickness: Float64Array): number {
  const { section, front, initialColumn, meshedGrown } = model;
  let grown = 0;
  for (let k = 0; k < thickness.length; k++) {
    grown += (thickness[k] - initialColumn[k] - meshedGrown[k]) * front.segmentLength[k];
  }
  const top = section.cathodeThickness + section.electrolyteThickness + section.lithiumThickness;
  return top + grown / section.width;
}

/** The interphase of a front, as its law has it. */
export function interphaseOf({ interphaseChemical, interphaseDriven, surfaceRatio }: FrontState): Interphase {
  return { chemical: interphaseChemical, driven: interphaseDriven, surface: surfaceRatio };
}

/** Normal pressure on the front [nFront], Pa: of the last update of mechanics, the stack's where it is off. */
export function frontPressure({ scenario }: Model, { mechanics, front }: CellState): Float64Array {
  return mechanics?.frontPressure ?? new Float64Array(front.plated.length).fill(scenario.cell.stackPressure);
}

/** Plating current density as it acts on the lithium [nFront], A/m2: its mean where the cathode does not reach it. */
export function platingDensity({ boundary, scenario }: Model, state: CellState): Float64Array {
  const { frontLength } = state.geometry;
  const { injection } = state.potentials;
  const brought = frontLength.map((length, k) => -injection[boundary.frontStart + k] / length);
  return scenario.mediator.cathodeToAnode ? brought : takeMean(brought, frontLength, state.front.depleted);
}

/** Potential of the electrolyte at the front as it acts on the lithium [nFront], V: its mean likewise. */
export function frontOverpotential({ boundary, scenario }: Model, state: CellState): Float64Array {
  const { frontLength } = state.geometry;
  const own = state.potentials.potential.slice(boundary.frontStart);
  if (scenario.mediator.cathodeToAnode) return own;
  return own.fill(weigh(frontLength, (k) => own[k]) / weigh(frontLength, () => 1));
}

/**
 * Returns the front's part of the conditions; `exchange` in A/m2 and `film` [nFront] in ohm m2 are those of full
 * contact. Where the anode does not act on the cathode every node has the mean conductance of all.
 */
export function describeFront(
  model: Model,
  state: CellState,
  { exchange, film }: { readonly exchange: number; readonly film: Float64Array },
): Pick<InterfaceConditions, "frontExchange" | "frontResistance" | "frontShift"> {
  const { scenario } = model;
  const { contactFraction } = state.front;
  const { conductivity, frontLength } = state.geometry;
  const { patchSize } = scenario.voids;
  const frontExchange = new Float64Array(contactFraction.length);
  const frontResistance = new Float64Array(contactFraction.length);
  for (let k = 0; k < contactFraction.length; k++) {
    const theta = contactFraction[k];
    frontExchange[k] = theta * exchange;
    frontResistance[k] = film[k] / theta + constrictionResistance(theta, patchSize, conductivity);
  }
  const frontShift = shiftFront(model, state);
  if (scenario.mediator.anodeToCathode) return { frontExchange, frontResistance, frontShift };
  const total = weigh(frontLength, () => 1);
  const even = (value: number): Float64Array => new Float64Array(contactFraction.length).fill(value);
  const hasFilm = frontResistance.every((own) => own > 0);
  return {
    frontExchange: even(weigh(frontLength, (k) => frontExchange[k]) / total),
    frontResistance: even(hasFilm ? total / weigh(frontLength, (k) => 1 / frontResistance[k]) : 0),
    frontShift: even(weigh(frontLength, (k) => frontShift[k]) / total),
  };
}

/** What stress adds to the front's equilibrium potential [nFront], V; in physical mode only, the one with feedback. */
function shiftFront({ scenario }: Model, { mechanics, front }: CellState): Float64Array {
  if (mechanics === undefined || scenario.mechanics.mode !== "physical")
    return new Float64Array(front.plated.length);
  const { stackPressure } = scenario.cell;
  return mechanics.frontPressure.map((own) => (own - stackPressure) * LITHIUM_VOLUME_PER_CHARGE);
}

function weigh(length: ArrayLike<number>, quantityAt: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < length.length; k++) sum += length[k] * quantityAt(k);
  return sum;
}
