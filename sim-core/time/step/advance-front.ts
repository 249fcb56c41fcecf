/**
 * One time step of the lithium front: Faraday's law node by node, the interphase, voids, what plating diverts into grain
 * boundaries and stripping takes back from them, depletion. physics.md 7, 8.1.
 */
import { evenOut } from "../../anode/even-out.ts";
import { departedCharge, grownThickness, markDepleted, takeMean } from "../../anode/lithium.ts";
import { columnThickness, frontPressure, interphaseOf } from "../../cell/front-conditions.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState, FrontState } from "../../cell/state.ts";
import { divertedShare } from "../../degradation/intergranular-plating.ts";
import { growInterphase } from "../../degradation/interphase.ts";
import { advanceContact, localCurrentDensity } from "../../degradation/voids.ts";
import { totalLithium } from "../../electrolyte/intergranular-lithium.ts";
import { displaceGrown } from "../../remeshing/moving-mesh.ts";
import { combineStates, type SchemeCoefficients } from "./integrate.ts";

/** Share of the shortest front edge by which the front may leave the mesh before the mesh follows. */
const FOLLOW_SHARE = 0.25;

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
  step: FrontStep,
): { readonly state: FrontState; readonly density: Float64Array } | { readonly reason: string } {
  const { front: shape, scenario } = model;
  const { front, geometry } = before;
  const { dt, coefficients } = step;
  const density = distributePlating(model, before, step);
  const plated = new Float64Array(density.length);
  combineStates(coefficients, [front.plated, ...before.earlier.map((own) => own.plated)], plated);
  for (let k = 0; k < density.length; k++) {
    plated[k] += (coefficients.scale * density[k] * geometry.frontLength[k]) / shape.segmentLength[k];
  }
  const passing = meanDensity(plated, before, { dt, reference: shape.segmentLength });
  const { chemical, driven, surface } = growInterphase(
    interphaseOf(front),
    {
      currentDensity: passing,
      length: geometry.frontLength,
      evened: evenOut(passing, geometry.frontLength, scenario.anode.creepLength),
      hasLithium: front.depleted.map((d) => 1 - d),
      temperature: scenario.cell.temperature,
      duration: dt,
    },
    scenario.interphase,
  );
  const pressure = frontPressure(model, before);
  const state = {
    ...front,
    plated,
    interphaseChemical: chemical,
    interphaseDriven: driven,
    surfaceRatio: surface,
    ...divertLithium(model, before, { density: passing, pressure, dt }),
    contactFraction: scenario.voids.active
      ? advanceContact(
          front.contactFraction,
          { currentDensity: passing, pressure, duration: dt },
          scenario.voids,
        )
      : front.contactFraction,
  };
  const thickness = columnThickness(model, state);
  if (thickness.some((h) => h < 0)) return { reason: "more lithium was stripped than there was" };
  const depleted = markDepleted(thickness, front.depleted, scenario.anode.minimumThickness);
  const same = depleted.every((d, k) => d === front.depleted[k]);
  return { state: same ? state : { ...state, depleted }, density };
}

/**
 * Plating current density [nFront], A/m2, as the electrolyte brings it; where the cathode does not act on the anode its
 * mean, when stripping over what has lithium left.
 */
function distributePlating(
  { boundary, scenario }: Model,
  { front, geometry }: CellState,
  { injection, missing }: FrontStep,
): Float64Array {
  const { frontLength } = geometry;
  let length = 0;
  for (const own of frontLength) length += own;
  const density = new Float64Array(frontLength.length);
  for (let k = 0; k < density.length; k++)
    density[k] = missing / length - injection[boundary.frontStart + k] / frontLength[k];
  return scenario.mediator.cathodeToAnode ? density : takeMean(density, frontLength, front.depleted);
}

/**
 * Plating current density [nFront] that over `dt` makes just the charge which the time integration moved, A/m2: the laws
 * that take a share of it take it of that.
 */
function meanDensity(
  plated: Float64Array,
  { front, geometry }: CellState,
  { dt, reference }: { readonly dt: number; readonly reference: ArrayLike<number> },
): Float64Array {
  return plated.map((own, k) => ((own - front.plated[k]) * reference[k]) / (geometry.frontLength[k] * dt));
}

/** Lithium between front and grain boundaries in this step: what plating diverts, and what stripping takes back. */
function divertLithium(
  model: Model,
  { front, geometry, cursor, electrolyte }: CellState,
  step: { readonly density: Float64Array; readonly pressure: Float64Array; readonly dt: number },
): Pick<FrontState, "diverted" | "entering" | "returning"> {
  const { intergranular } = model.scenario;
  const { density, pressure, dt } = step;
  const { diverted: before, entering: entered, returning: returned } = front;
  const none = { diverted: before, entering: entered, returning: returned };
  if (intergranular.level === "none") return none;
  const share = divertedShare(
    {
      localCurrent: localCurrentDensity(density, front.contactFraction),
      pressure,
      plated: new Float64Array(density.length).fill(cursor.passed),
    },
    intergranular,
  );
  const priority = totalLithium(electrolyte.lithium).connected > 0 ? intergranular.strippingPriority : 0;
  if (priority === 0 && !share.some((own) => own > 0)) return none;
  const diverted = before.slice();
  const entering = entered.slice();
  const returning = returned.slice();
  for (let k = 0; k < density.length; k++) {
    const charge = (density[k] * dt * geometry.frontLength[k]) / model.front.segmentLength[k];
    const into = charge > 0 ? share[k] * charge : 0;
    const back = charge < 0 ? -priority * charge : 0;
    entering[k] += into;
    returning[k] += back;
    diverted[k] += into - back;
  }
  return { diverted, entering, returning };
}

/** Grown thickness [nFront] when the front has left the mesh by too much, undefined otherwise. */
export function needsMove(model: Model, state: CellState): Float64Array | undefined {
  const grown = grownThickness(state.front.plated, departedCharge(state.front));
  const { segmentLength } = model.front;
  const displacement = displaceGrown(model, grown, state.geometry.grown);
  let shortest = Number.POSITIVE_INFINITY;
  for (let k = 1; k + 1 < segmentLength.length; k++) shortest = Math.min(shortest, segmentLength[k]);
  const limit = FOLLOW_SHARE * shortest;
  return displacement.some((part) => Math.abs(part) > limit) ? grown : undefined;
}
