/**
 * Stress of a cell whose metal flows: lithium yields at its own stress and hands pressure on, the electrolyte by its law,
 * particles are elastic. What grows at the front is a jump that the lithium can give way to. One load step per update,
 * from the plastic strain of the state; where it does not come to balance it is cut into parts.
 */
import { LITHIUM_VOLUME_PER_CHARGE } from "../base/constants.ts";
import { frontPressure } from "../cell/front-conditions.ts";
import type { Model } from "../cell/model.ts";
import { type CellState, passedBy } from "../cell/state.ts";
import type { ElasticLoad, ElasticSystem } from "../mechanics/elastic-system.ts";
import { ELASTIC, type FlowLaw } from "../mechanics/flow/flow-law.ts";
import { createFlowState, type FlowOutcome, type FlowState, stepFlow } from "../mechanics/flow/flow-step.ts";
import { interpolateChain } from "../mechanics/front/chain-places.ts";
import { addFrontGrowth } from "../mechanics/front/front-growth.ts";
import { supportSection } from "../mechanics/section-supports.ts";
import type { Scenario } from "../scenario/record/scenario.ts";
import { createBodySystem, createMechanicsBody, type MechanicsBody } from "./body.ts";
import type { CellMechanics } from "./cell-mechanics-types.ts";
import { chooseModuli, composeEigenstrain, listDetached, measureGrowth } from "./loads.ts";
import { remapMechanics } from "./remap-flow.ts";
import { createStressReport, describeStress, type StressReport } from "./report.ts";

/** Parts into which a load is cut when it does not come to balance at once. */
const FURTHER_PARTS = [4, 16];

export function createPhysicalMechanics(built: Model): CellMechanics {
  const body = createMechanicsBody(built, "with lithium");
  const { system, unitForce, laws, report } = createSolver(built, body);
  let model = built;

  const advance = (state: CellState, duration: number): FlowOutcome => {
    const load = composeLoad(model, state, { body, unitForce });
    const moduli = chooseModuli(model, listDetached(state));
    const from = state.mechanics?.flow ?? createFlowState(system);
    const attempt = (parts: number): FlowOutcome =>
      stepInParts(system, { moduli, laws, duration: duration / parts }, { from, load, parts });
    let outcome = attempt(1);
    for (let k = 0; k < FURTHER_PARTS.length && !outcome.ok; k++) outcome = attempt(FURTHER_PARTS[k]);
    return outcome;
  };
  const update: CellMechanics["update"] = (state, duration) => {
    const outcome = advance(state, duration);
    if (!outcome.ok)
      return { ok: false, reason: `the stress of the cell has no solution: ${outcome.reason}` };
    const { state: flow } = outcome;
    const solved = report(flow.stress, (point) => hasFlown(flow, point));
    const felt = lagPressure(
      frontPressure(model, state),
      solved.frontPressure,
      sustainedPressure(model, state),
    );
    return {
      ok: true,
      mechanics: { ...solved, frontPressure: felt, flow, time: state.time, passed: passedBy(state) },
    };
  };
  return {
    body,
    update,
    adopt: (before, mechanics) => remapMechanics(mechanics, { from: before.body, to: body }),
    describe: ({ mechanics }) =>
      mechanics?.flow && isBalanced(mechanics.flow)
        ? describeStress({ body, geometry: system.geometry, field: mechanics.flow })
        : undefined,
    revise(changed) {
      model = changed;
    },
  };
}

/** What balances the forces of a body. */
interface Solver {
  readonly system: ElasticSystem;
  /** Forces of a stack pressure of 1 Pa. */
  readonly unitForce: Float64Array;
  readonly laws: readonly FlowLaw[];
  readonly report: StressReport;
}

/** Throws InputError where its factor takes too much memory. */
function createSolver(model: Model, body: MechanicsBody): Solver {
  const { scenario } = model;
  const { mesh, corners } = body;
  const { sides } = scenario.mechanics;
  const supports = supportSection(mesh, corners, { sides, top: "plate", pressure: 1 });
  const system = createBodySystem(model, body, supports);
  const laws = chooseLaws(scenario, mesh.regionCount);
  const report = createStressReport(model, { body, geometry: system.geometry });
  return { system, unitForce: supports.force, laws, report };
}

/** A flow that has been carried over, and has not come to balance since, is under no load. */
function isBalanced({ load }: FlowState): boolean {
  return load.force !== undefined;
}

/**
 * The pressure that plating feels until the next update [nFront], Pa. It acts on the growth that makes it only with that
 * delay, and growth of nanometres in stiff lithium makes more than the overpotential sustains. What is felt therefore
 * goes towards what was found by D d/(|D| + |d|), D the difference and d the way to the pressure p = F phi/V_Li at
 * which plating stops: where growth alone changes the pressure this is the step that an implicit coupling takes, and no
 * step passes the pressure that the overpotential sustains.
 */
function lagPressure(before: Float64Array, found: Float64Array, sustained: Float64Array): Float64Array {
  return before.map((felt, k) => {
    const difference = found[k] - felt;
    const way = Math.abs(sustained[k] - felt);
    return difference === 0 ? felt : felt + (difference * way) / (way + Math.abs(difference));
  });
}

/** The pressure at which plating stops [nFront], Pa. */
function sustainedPressure(
  { boundary, scenario }: Pick<Model, "boundary" | "scenario">,
  { potentials }: Pick<CellState, "potentials">,
): Float64Array {
  const { stackPressure } = scenario.cell;
  return potentials.potential
    .slice(boundary.frontStart)
    .map((potential) => stackPressure + potential / LITHIUM_VOLUME_PER_CHARGE);
}

function chooseLaws({ mechanics }: Scenario, regionCount: number): FlowLaw[] {
  const yieldStress = mechanics.electrolyteYieldStress;
  const { flowRate: rate, overstress, flowExponent: exponent, electrolyteLaw } = mechanics;
  const electrolyte: FlowLaw =
    electrolyteLaw === "elastic"
      ? ELASTIC
      : electrolyteLaw === "plastic"
        ? { kind: "plastic", yieldStress }
        : { kind: "viscoplastic", yieldStress, rate, overstress, exponent };
  const lithium: FlowLaw = { kind: "plastic", yieldStress: mechanics.lithiumYieldStress };
  return [electrolyte, lithium, ...new Array<FlowLaw>(regionCount - 2).fill(ELASTIC)];
}

function stepInParts(
  system: Parameters<typeof stepFlow>[0],
  problem: Parameters<typeof stepFlow>[1],
  { from, load, parts }: { readonly from: FlowState; readonly load: ElasticLoad; readonly parts: number },
): FlowOutcome {
  let at = from;
  for (let k = 1; ; k++) {
    const share = k / parts;
    const outcome = stepFlow(system, problem, {
      from: at,
      load: share === 1 ? load : mixLoads(from.load, load, share),
    });
    if (!outcome.ok || k === parts) return outcome;
    at = outcome.state;
  }
}

/** The load at `share` of the way; what is left out is zero. */
function mixLoads(before: ElasticLoad, after: ElasticLoad, share: number): ElasticLoad {
  const mix = (a?: ArrayLike<number>, b?: ArrayLike<number>): Float64Array | undefined => {
    const either = a ?? b;
    return either && Float64Array.from(either, (_, k) => (1 - share) * (a?.[k] ?? 0) + share * (b?.[k] ?? 0));
  };
  return {
    eigenstrain: mix(before.eigenstrain, after.eigenstrain),
    offset: mix(before.offset, after.offset),
    force: mix(before.force, after.force),
  };
}

function hasFlown({ plasticStrain }: FlowState, point: number): boolean {
  const at = 4 * point;
  return (
    plasticStrain[at] !== 0 ||
    plasticStrain[at + 1] !== 0 ||
    plasticStrain[at + 2] !== 0 ||
    plasticStrain[at + 3] !== 0
  );
}

/** What acts on the body: strain, growth of the front, and the stack, of which `unitForce` is that of 1 Pa. */
function composeLoad(
  model: Model,
  state: CellState,
  { body, unitForce }: { readonly body: MechanicsBody; readonly unitForce: Float64Array },
): ElasticLoad {
  const { mesh, corners, frontOnCell } = body;
  const offset = new Float64Array(2 * mesh.nodeCount);
  addFrontGrowth(mesh, corners, interpolateChain(frontOnCell, measureGrowth(model, state)), offset);
  const { stackPressure } = model.scenario.cell;
  return {
    eigenstrain: composeEigenstrain(model, state, body),
    offset,
    force: unitForce.map((own) => stackPressure * own),
  };
}
