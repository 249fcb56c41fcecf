/**
 * Brings the electrolyte up to date with what the front has done since the last time: diverted lithium finds its place in
 * grain boundaries and returning lithium leaves it, what is there reacts, electrons leak, cracks grow, a chain of lithium or a crack may have
 * crossed. Too dear for every step and slow against it; what is on its way counts in the ledger. physics.md 5.3, 8.
 */
import { evenOut } from "../../anode/even-out.ts";
import { FARADAY } from "../../base/constants.ts";
import { platingDensity } from "../../cell/front-conditions.ts";
import { grainsOf, type Model } from "../../cell/model.ts";
import { obstruct } from "../../cell/obstruction.ts";
import type { CellState, ElectrolyteState, FrontState } from "../../cell/state.ts";
import { chemicalRate } from "../../degradation/interphase.ts";
import { localCurrentDensity } from "../../degradation/voids.ts";
import { productVolume } from "../../electrolyte/filled-electrolyte.ts";
import { findHotSpots } from "../../electrolyte/front-columns.ts";
import {
  plateIntergranular,
  stripIntergranular,
  totalLithium,
} from "../../electrolyte/intergranular-lithium.ts";
import { reactIntergranular } from "../../electrolyte/intergranular-reaction.ts";
import { advanceCracks, markCracked } from "./advance-cracks.ts";
import { findCrossing } from "./find-crossing.ts";
import type { Leak } from "./leak.ts";

/** Share of the nominal capacity after which the electrolyte is brought up to date. */
const SHARE = 0.05;
/** Change of a triangle's obstruction that the potentials are told of, unless a phase ends. */
const NOTICEABLE = 0.005;

/** Whether enough charge has passed since the last time. */
export function needsUpdate(model: Model, { electrolyte }: CellState): boolean {
  const nominal = (model.oneC * 3600) / model.section.width;
  return model.grains !== undefined && electrolyte.passed >= SHARE * nominal;
}

/** Returns the state with its electrolyte up to date, its ledger not counted again, and what there is to say about it. */
export function updateElectrolyte(
  model: Model,
  state: CellState,
  { leak, phaseEnds }: { readonly leak: Leak | undefined; readonly phaseEnds: boolean },
): { readonly state: CellState; readonly notice: string | undefined } {
  if (model.grains === undefined || state.electrolyte.elapsed === 0) return { state, notice: undefined };
  const placed = placeLithium(model, state);
  const leaked = leak === undefined ? { ...placed, notice: undefined } : leak(model, { ...state, ...placed });
  const { notice } = leaked;
  const cracks = advanceCracks(model, state, leaked.electrolyte);
  const crossing = findCrossing(model, { ...leaked.electrolyte, cracks }, state.geometry.points);
  const electrolyte: ElectrolyteState = {
    ...leaked.electrolyte,
    cracks,
    shortCircuit: crossing,
    elapsed: 0,
    passed: 0,
  };
  const { front } = leaked;
  const { lithium } = electrolyte;
  if (lithium === state.electrolyte.lithium && cracks === state.electrolyte.cracks) {
    return { state: { ...state, electrolyte }, notice };
  }
  const obstruction = obstruct(model, electrolyte);
  const geometry =
    phaseEnds || differ(obstruction, state.geometry.obstruction)
      ? { ...state.geometry, obstruction }
      : state.geometry;
  return { state: { ...state, electrolyte, front, geometry }, notice };
}

function differ(now: Float64Array | undefined, before: Float64Array | undefined): boolean {
  if (now === undefined || before === undefined) return now !== before;
  return now.some((own, t) => Math.abs(own - before[t]) > NOTICEABLE * before[t]);
}

interface Settled {
  readonly front: FrontState;
  readonly electrolyte: ElectrolyteState;
}

/** Finds places for what entered and takes back what returns; what finds no place or nothing stays with the front. */
function placeLithium(model: Model, state: CellState): Settled {
  const { front, electrolyte } = state;
  const { intergranular } = model.scenario;
  const { columns, grains } = grainsOf(model);
  const { segmentLength } = model.front;
  const isPlating = front.entering.some((own) => own > 0);
  const isStripping = front.returning.some((own) => own > 0);
  if (!isPlating && !isStripping) return { front, electrolyte: react(model, electrolyte) };
  let { lithium } = electrolyte;
  const diverted = front.diverted.slice();
  /** Lithium of each front node, mol/m of depth. */
  const amountOf = (charge: Float64Array): Float64Array =>
    charge.map((own, k) => (own * segmentLength[k]) / FARADAY);
  if (isPlating) {
    const amount = amountOf(front.entering);
    const local = localCurrentDensity(platingDensity(model, state), front.contactFraction);
    const spot = findHotSpots(local, columns.frontX, intergranular.columnHalfWidth);
    const seeds = markCracked(model, electrolyte);
    const products = productVolume(model.scenario.interphase);
    const plating = { amount, spot, boundaryDensity: grains.density, productVolume: products, seeds };
    const placement = plateIntergranular(lithium, columns, plating, intergranular);
    lithium = placement.lithium;
    placement.moved.forEach((moved, k) => {
      diverted[k] -= (FARADAY * (amount[k] - moved)) / segmentLength[k];
    });
  }
  if (isStripping) {
    const amount = amountOf(front.returning);
    const placement = stripIntergranular(lithium, columns, amount, intergranular);
    lithium = placement.lithium;
    placement.moved.forEach((moved, k) => {
      diverted[k] += (FARADAY * (amount[k] - moved)) / segmentLength[k];
    });
  }
  const none = new Float64Array(diverted.length);
  // What has left or come back since the last time, drawn from as wide a piece of lithium as a column.
  const settled = front.diverted.map((own, k) => own - front.entering[k] + front.returning[k]);
  const change = diverted.map((own, k) => own - settled[k]);
  const evened = evenOut(change, segmentLength, intergranular.columnHalfWidth);
  return {
    front: {
      ...front,
      diverted: settled.map((own, k) => own + evened[k]),
      entering: none,
      returning: none,
    },
    electrolyte: react(model, { ...electrolyte, lithium }),
  };
}

/** What lithium in boundaries has reacted with the grains since the last time. */
function react(model: Model, electrolyte: ElectrolyteState): ElectrolyteState {
  const { interphase, intergranular, cell } = model.scenario;
  const { connected, dead } = totalLithium(electrolyte.lithium);
  if (interphase.law !== "fresh-surface" || connected + dead === 0) return electrolyte;
  const lithium = reactIntergranular(electrolyte.lithium, grainsOf(model).columns.area, {
    rate: chemicalRate(interphase, cell.temperature),
    width: intergranular.filmWidth,
    productVolume: productVolume(interphase),
    maximumFraction: intergranular.maximumFraction,
    duration: electrolyte.elapsed,
  });
  return { ...electrolyte, lithium };
}
