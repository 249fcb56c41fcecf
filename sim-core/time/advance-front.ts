/** One time step of the lithium front: Faraday's law node by node, the interphase, depletion. physics.md 7. */
import { displaceFront } from "../anode/front.ts";
import { departedCharge, grownThickness, markDepleted } from "../anode/lithium.ts";
import type { Model } from "../cell/model.ts";
import type { CellState, FrontState } from "../cell/state.ts";
import { growInterphase } from "../degradation/interphase.ts";
import { combineStates, type SchemeCoefficients } from "./integrate.ts";

/** Share of the shortest front edge by which the front may leave the mesh before the mesh follows. */
const FOLLOW_SHARE = 0.1;

export interface FrontStep {
  readonly dt: number;
  readonly coefficients: SchemeCoefficients;
  /** Current into the electrolyte at every boundary node, A/m; the front's part is minus the plating. */
  readonly injection: ArrayLike<number>;
  /** A/m that the particles gave and the front did not receive; spread evenly over its length. */
  readonly missing: number;
}

/** Returns the new front and the plating current density [nFront] (A/m2), or why the step cannot be. */
export function advanceFront(
  model: Model,
  before: CellState,
  { dt, coefficients, injection, missing }: FrontStep,
): { readonly state: FrontState; readonly density: Float64Array } | { readonly reason: string } {
  const { boundary, front: shape, scenario } = model;
  const { front, geometry } = before;
  const count = front.plated.length;
  const density = new Float64Array(count);
  const plated = new Float64Array(count);
  combineStates(coefficients, front.plated, before.before?.plated, plated);
  let total = 0;
  for (const length of geometry.frontLength) total += length;
  for (let k = 0; k < count; k++) {
    const plating = (missing * geometry.frontLength[k]!) / total - injection[boundary.frontStart + k]!;
    density[k] = plating / geometry.frontLength[k]!;
    plated[k]! += (coefficients.scale * plating) / shape.length[k]!;
  }
  const { chemical, driven } = growInterphase(
    { chemical: front.interphaseChemical, driven: front.interphaseDriven },
    {
      currentDensity: density,
      hasLithium: front.depleted.map((d) => 1 - d),
      temperature: scenario.cell.temperature,
      duration: dt,
    },
    scenario.interphase,
  );
  const state = { ...front, plated, interphaseChemical: chemical, interphaseDriven: driven };
  const thickness = columnThickness(model, state);
  if (thickness.some((h) => h < 0)) return { reason: "more lithium was stripped than there was" };
  const depleted = markDepleted(thickness, front.depleted, scenario.anode.minimumThickness);
  const same = depleted.every((d, k) => d === front.depleted[k]);
  return { state: same ? state : { ...state, depleted }, density };
}

/** Lithium above each front node [nFront], m. */
export function columnThickness(model: Model, front: FrontState): Float64Array {
  const grown = grownThickness(front.plated, departedCharge(front));
  return grown.map((g, k) => model.initialColumn[k]! + g);
}

/** Grown thickness [nFront] when the front has left the mesh by too much, undefined otherwise. */
export function needsMove(model: Model, state: CellState): Float64Array | undefined {
  const grown = grownThickness(state.front.plated, departedCharge(state.front));
  const { length } = model.front;
  const since = grown.map((own, k) => own - state.geometry.grown[k]!);
  const { displacement } = displaceFront(model.front, since, model.section.width);
  let shortest = Number.POSITIVE_INFINITY;
  for (let k = 1; k + 1 < length.length; k++) shortest = Math.min(shortest, length[k]!);
  const limit = FOLLOW_SHARE * shortest;
  return displacement.some((part) => Math.abs(part) > limit) ? grown : undefined;
}
