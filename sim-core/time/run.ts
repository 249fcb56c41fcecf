/**
 * Runs a scenario: protocol, steps, damage between charge and discharge, cycles. The shell asks for time and gets
 * what happened; not asking is pausing. Ends with a sentence when the protocol is over, a step cannot be made, or
 * the cell takes no more charge.
 */
import { MILLIAMPERE_HOURS } from "../base/constants.ts";
import { InputError } from "../base/errors.ts";
import { composeFrame, composeFrameMesh } from "../cell/compose-frame.ts";
import type { CycleSummary, Frame, FrameMesh, Phase, RunEvent, StepSample } from "../cell/frame.ts";
import { createInitialState, EMPTY_TALLY } from "../cell/initial-state.ts";
import { evaluateMaterial } from "../cell/material.ts";
import { createMeshSource, type MeshSource } from "../cell/mesher.ts";
import { createModel, type Model } from "../cell/model.ts";
import type { CellState } from "../cell/state.ts";
import { listRebuilds } from "../scenario/changes.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { columnThickness } from "./advance-front.ts";
import { countDamage, drawReturns } from "./count-damage.ts";
import { activeFraction, forgetPast, meanStoichiometry, summariseCycle } from "./end-of-phase.ts";
import { listHappened, noteEvents } from "./events.ts";
import { createFollower } from "./follow-front.ts";
import { createLeak } from "./leak.ts";
import { takeStep } from "./next-step.ts";
import { currentStep, nextCursor, phaseOf } from "./protocol.ts";
import type { Advance, Run, RunStatus } from "./run-types.ts";
import { isUnsettled, settleElectrolyte } from "./settle-electrolyte.ts";
import { collapse } from "./short-circuit.ts";
import { createStepper, type Stepper } from "./step.ts";
import { createStressUpkeep } from "./stress-upkeep.ts";

/** Share of the first cycle's discharge below which the cell counts as dead. */
const DEAD_SHARE = 1e-3;

/** What has happened since the shell asked. */
interface Told {
  readonly samples: StepSample[];
  readonly cycles: CycleSummary[];
  readonly events: RunEvent[];
}

/** A step that has been made: its state, undefined where the protocol step was over before it began. */
interface Made {
  readonly stepper: Stepper;
  readonly state: CellState | undefined;
  /** The protocol step is over. */
  readonly limit: boolean;
}

/**
 * Builds the cell of `scenario` and returns its run; throws InputError when the geometry cannot be built. `meshes` makes
 * the meshes that it needs later on.
 */
export function createRun(scenario: Scenario, meshes?: MeshSource): Run {
  const model = createModel(scenario);
  return resumeRun(model, createInitialState(model), meshes);
}

/**
 * Returns the run of `model` from `start`, which may be any state of a run of the same model. A state belongs to the
 * model that the run had at the time: a new mesh brings a new one.
 */
export function resumeRun(
  model: Model,
  start: CellState,
  meshes: MeshSource = createMeshSource(),
): Run & { readonly model: Model; readonly state: CellState } {
  let stepper = createStepper(model);
  let mesh: FrameMesh = composeFrameMesh(model);
  let state = start;
  let status: RunStatus = { kind: "running", message: "running" };
  let notices: string[] = [];
  const followFront = createFollower(meshes);
  /** A step whose mesh is waited for. */
  let held: Made | undefined;
  const known = new Set(listHappened(model, start).keys());
  const leak = createLeak((at) => stepper.spread(at));
  const stress = createStressUpkeep();

  /** One accepted step, or the end of a protocol step that was over before it began; `held` where a mesh is not there. */
  const proceed = (span: number, told: Told): void => {
    const phase = phaseOf(stepper.model, state.cursor);
    const made = held ?? makeStep(span, phase);
    if (made === undefined || (made.state !== undefined && !takeUp(made, made.state, { told, phase })))
      return;
    if (state.electrolyte.shortCircuit.length > 0) breakDown(told);
    else if (made.limit) endPhase(stepper.model, told.cycles);
    told.events.push(...noteEvents(stepper.model, state, { known, phase }));
  };

  /** A step from the present state, which stays as it is; undefined where none can be made, which ends the run. */
  const makeStep = (span: number, phase: Phase): Made | undefined => {
    const advanced = takeStep(stepper, state, currentStep(stepper.model, state.cursor), span);
    tell(stepper.takeNotices(), phase);
    if (advanced.kind === "failed") {
      status = { kind: "failed", message: describeFailure(state, phase, advanced.reason) };
      return undefined;
    }
    return advanced.kind === "at once"
      ? { stepper, state: undefined, limit: true }
      : { stepper, state: advanced.state, limit: advanced.limit };
  };

  /** Lets the mesh follow the front and makes the step the present; false where the mesh is waited for or there is none. */
  const takeUp = (
    made: Made,
    next: CellState,
    { told, phase }: { readonly told: Told; readonly phase: Phase },
  ): boolean => {
    const followed = followFront(made.stepper, next);
    held = followed.kind === "waiting" ? { ...made, ...followed } : undefined;
    if (followed.kind === "waiting") return false;
    told.samples.push(sampleOf(made.stepper.model, next));
    const now = followed.kind === "failed" ? { stepper: made.stepper, state: next } : followed;
    state = now.state;
    if (now.stepper !== stepper) mesh = composeFrameMesh(now.stepper.model);
    stepper = now.stepper;
    if (followed.kind === "failed") {
      status = { kind: "failed", message: describeFailure(state, phase, followed.reason) };
      return false;
    }
    keepUp(made.limit, phase);
    return true;
  };

  const tell = (sentences: readonly string[], phase: Phase): void => {
    for (const sentence of sentences) notices.push(`${describePlace(state, phase)}: ${sentence}`);
  };

  /** What need not be brought up to date with every step. */
  const keepUp = (phaseEnds: boolean, phase: Phase): void => {
    const strained = stress.update(stepper.model, state, phaseEnds);
    state = strained.state;
    if (strained.notice !== undefined) tell([strained.notice], phase);
    if (!phaseEnds && !isUnsettled(stepper.model, state)) return;
    const { level } = stepper.model.scenario.intergranular;
    const settled = settleElectrolyte(stepper.model, state, {
      leak: level === "leakage" ? leak : undefined,
      phaseEnds,
    });
    state = settled.state;
    if (settled.notice !== undefined) tell([settled.notice], phase);
  };

  /** The voltage collapses, the cycle ends where it stands, and with it the run. */
  const breakDown = ({ samples, cycles }: Told): void => {
    const collapsed = collapse(stepper, state);
    if (collapsed !== undefined) {
      state = collapsed;
      samples.push(sampleOf(stepper.model, state));
    }
    cycles.push(summariseCycle(stepper.model, state));
    const place = describePlace(state, phaseOf(stepper.model, state.cursor));
    status = { kind: "shorted", message: `short circuit in ${place}: lithium has crossed the electrolyte` };
  };

  const endPhase = (live: Model, cycles: CycleSummary[]): void => {
    const { steps } = live.scenario.protocol;
    const cursor = nextCursor(live, state.cursor);
    const cycleEnds = cursor.finished || cursor.cycle !== state.cursor.cycle;
    const discharges = steps[cursor.index]!.kind === "discharge";
    if (cycleEnds || discharges) state = countDamage(live, state);
    if (cycleEnds) {
      const summary = summariseCycle(live, state);
      cycles.push(summary);
      state = drawReturns(live, state);
      finishCycle(summary, cursor.finished);
    }
    state = forgetPast({ ...state, cursor });
  };

  const finishCycle = (summary: CycleSummary, finished: boolean): void => {
    const { tally } = state;
    const firstDischarge = tally.firstDischarge > 0 ? tally.firstDischarge : tally.dischargeCapacity;
    state = {
      ...state,
      tally: { ...EMPTY_TALLY, firstDischarge },
    };
    if (finished)
      status = {
        kind: "finished",
        message: `completed ${summary.cycle} ${summary.cycle === 1 ? "cycle" : "cycles"}`,
      };
    else if (tally.dischargeCapacity + tally.chargeCapacity <= DEAD_SHARE * firstDischarge) {
      const message = `the cell takes no more charge at this rate (cycle ${summary.cycle})`;
      status = { kind: "failed", message };
    }
  };

  return {
    get scenario() {
      return stepper.model.scenario;
    },
    get model() {
      return stepper.model;
    },
    get state() {
      return state;
    },
    get mesh() {
      return mesh;
    },
    get time() {
      return state.time;
    },
    get status() {
      return status;
    },
    advance({
      untilTime = Number.POSITIVE_INFINITY,
      maximumSteps = Number.POSITIVE_INFINITY,
      stopAtCycleEnd,
    }): Advance {
      const told: Told = { samples: [], cycles: [], events: [] };
      const isThere = (): boolean => state.time >= untilTime - 1e-9 * (1 + untilTime);
      const enough = (): boolean =>
        status.kind !== "running" ||
        told.samples.length >= maximumSteps ||
        isThere() ||
        (stopAtCycleEnd === true && told.cycles.length > 0);
      while (!enough()) {
        proceed(untilTime - state.time, told);
        if (held !== undefined) break;
      }
      // The steps' sum may miss the time by a rounding, and who asked for it would ask for ever.
      if (isThere() && state.time < untilTime) state = { ...state, time: untilTime };
      const sentences = notices;
      notices = [];
      return { status, ...told, notices: sentences, waiting: held !== undefined };
    },
    frame(request = {}): Frame {
      return composeFrame(stepper.model, state, {
        phase: status.kind === "running" ? phaseOf(stepper.model, state.cursor) : "done",
        potential: stepper.spread(state),
        meanStoichiometry: meanStoichiometry(stepper.model, state.particles),
        activeFraction: activeFraction(state.particles),
        thickness: columnThickness(stepper.model, state.front),
        stress: request.stress === true ? stress.describe(stepper.model, state) : undefined,
      });
    },
    revise(changed) {
      const rebuilds = listRebuilds(stepper.model.scenario, changed);
      if (rebuilds.length > 0) {
        throw new InputError(
          rebuilds.map((where) => ({ where, got: "a change while the cell runs", expected: "a new run" })),
        );
      }
      const { conductivity } = evaluateMaterial(changed);
      const takeOver = (at: CellState): CellState => {
        const { geometry } = at;
        const kept = conductivity === geometry.conductivity;
        return forgetPast({ ...at, geometry: kept ? geometry : { ...geometry, conductivity } });
      };
      for (const one of new Set([stepper, held?.stepper ?? stepper]))
        one.revise({ ...one.model, scenario: changed });
      state = takeOver(state);
      if (held?.state !== undefined) held = { ...held, state: takeOver(held.state) };
    },
  };
}

function sampleOf(model: Model, state: CellState): StepSample {
  return {
    time: state.time,
    cycle: state.cursor.cycle,
    phase: phaseOf(model, state.cursor),
    voltage: state.potentials.voltage,
    currentDensity: state.current / model.section.width,
    capacity: state.cursor.passed / MILLIAMPERE_HOURS,
  };
}

function describeFailure(state: CellState, phase: string, reason: string): string {
  return `stopped in ${describePlace(state, phase)}: ${reason}`;
}

function describePlace(state: CellState, phase: string): string {
  return `cycle ${state.cursor.cycle} (${phase}) at ${state.time.toFixed(0)} s`;
}
