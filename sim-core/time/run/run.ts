/**
 * Runs a scenario: protocol, steps, damage between charge and discharge, cycles. The shell asks for time and gets
 * what happened; not asking is pausing. The solver steps on its own grid, so that what is computed does not depend on what
 * is asked for; between two steps the cell is shown by interpolation.
 */
import { InputError, type InputProblem } from "../../base/errors.ts";
import { refuseBumps } from "../../cell/bumps.ts";
import type { Frame, FrameMesh, LithiumLedger } from "../../cell/frame.ts";
import { columnThickness } from "../../cell/front-conditions.ts";
import type { GeometryCache } from "../../cell/geometry-cache.ts";
import { createModel, type Model } from "../../cell/model.ts";
import { activeFraction, meanStoichiometry } from "../../cell/particle-means.ts";
import { refusePatches } from "../../cell/patches.ts";
import type { CellState } from "../../cell/state.ts";
import { composeFrame, composeFrameMesh } from "../../frame/compose-frame.ts";
import { createInitialState } from "../../mechanisms/initial-state.ts";
import { createMeshSource, type MeshSource } from "../../remeshing/mesher.ts";
import { listChanges, listRebuilds } from "../../scenario/changes.ts";
import { refuseUnknownParticles } from "../../scenario/record/contact-events.ts";
import type { Scenario, ScenarioChange, ScenarioEvent } from "../../scenario/record/scenario.ts";
import { placeInAmbient } from "../protocol/ambient.ts";
import { phaseOf } from "../protocol/protocol.ts";
import type { SolverStep } from "../search/step-effort.ts";
import { interpolateStates } from "../step/dense-output.ts";
import { createStepper } from "../step/step.ts";
import { listHappened } from "./events.ts";
import { createMarch, type March } from "./march.ts";
import { type ResumableRun, type RunMemory, type RunState, recallHeld, rememberHeld } from "./run-memory.ts";
import type { Advance, AdvanceRequest, FrameRequest, RunStatus, Told } from "./run-types.ts";
import type { Ahead, Stage } from "./stage.ts";
import { createStressUpkeep, type StressUpkeep } from "./stress-upkeep.ts";
import { addTold, createTold } from "./told.ts";

/** Time steps whose solution is told of, where nobody asks sooner. */
const MOST_SOLVER_STEPS = 500;

/**
 * Builds the cell of `scenario` and returns its run; throws InputError when the geometry cannot be built. `meshes` makes
 * the meshes that it needs later on; `shared` brings what other runs of the same geometry have made already.
 */
export function createRun(scenario: Scenario, meshes?: MeshSource, shared?: GeometryCache): ResumableRun {
  const model = createModel(scenario, scenario, shared);
  return resumeRun(model, createInitialState(model), meshes);
}

/**
 * Returns the run of `model` from any state of a run of the same model, which is continued to the byte where the state
 * has its memory. A state belongs to the model that the run had at the time: a new mesh brings a new one.
 */
export function resumeRun(
  model: Model,
  state: RunState,
  meshes: MeshSource = createMeshSource(),
): ResumableRun {
  return new CellRun(model, state, meshes);
}

class CellRun implements ResumableRun {
  private stage: Stage;
  private readonly stress: StressUpkeep;
  private readonly march: March;
  /** The next stage, where it has been computed. */
  private ahead: Ahead | undefined;
  private untold: Told | undefined;
  private solverSteps: SolverStep[] = [];
  /** The time that is shown, s, between the ends of steps. */
  private shownTime: number;

  constructor(model: Model, { memory, ...start }: RunState, meshes: MeshSource) {
    this.stage = beginStage(model, start, memory);
    const { stepper } = this.stage;
    this.stress = createStressUpkeep({ model: stepper.model, state: start }, memory?.stress);
    const held = memory?.held && recallHeld(memory.held, stepper);
    this.march = createMarch(meshes, this.stress, held && { stage: this.stage, held });
    this.untold = memory?.untold;
    this.shownTime = start.time;
  }

  get scenario(): Scenario {
    return present(this.stage);
  }

  get origin(): Scenario {
    return this.stage.scenario;
  }

  get model(): Model {
    const at = this.farthest;
    const live = at.stepper.model;
    const isSame = live.scenario.events === at.scenario.events && isAmbient(at);
    return isSame ? live : { ...live, scenario: present(at) };
  }

  get state(): RunState {
    const at = this.farthest;
    const waiting = this.march.held(at);
    const memory = {
      solver: at.stepper.remember(),
      known: [...at.known],
      said: [...at.said],
      status: at.status,
      stress: this.stress.remember(at.stepper.model),
      held: waiting && rememberHeld(waiting, at.stepper),
      untold: joinTold(this.untold, this.ahead?.told),
    };
    return { ...at.state, memory };
  }

  get warnings(): readonly InputProblem[] {
    const { scenario, warnings } = this.stage.stepper.model;
    return [...scenario.warnings, ...warnings];
  }

  get mesh(): FrameMesh {
    return this.stage.mesh;
  }

  get time(): number {
    return this.shownTime;
  }

  get ledger(): LithiumLedger {
    return this.shownState.ledger;
  }

  get status(): RunStatus {
    return this.stage.status;
  }

  advance({
    untilTime = Number.POSITIVE_INFINITY,
    maximumSteps = Number.POSITIVE_INFINITY,
    stopAtCycleEnd,
  }: AdvanceRequest): Advance {
    const told = createTold();
    if (this.untold !== undefined) addTold(told, this.untold);
    this.untold = undefined;
    const first = this.stage.state.step;
    let waiting = false;
    while (this.status.kind === "running" && this.stage.state.step - first < maximumSteps) {
      if (stopAtCycleEnd === true && told.cycles.length > 0) break;
      const next = this.lookAhead();
      waiting = next === undefined;
      if (next === undefined || next.stage.state.time > untilTime) break;
      this.noteSolver(next);
      this.stage = next.stage;
      this.ahead = undefined;
      addTold(told, next.told);
    }
    const reached = this.stage.state.time;
    const asked = waiting || !Number.isFinite(untilTime) ? reached : untilTime;
    const isBetween = this.status.kind === "running" && this.ahead !== undefined;
    this.shownTime = isBetween ? Math.max(asked, this.shownTime) : reached;
    return { status: this.status, ...told, waiting };
  }

  frame(request: FrameRequest = {}): Frame {
    const { stepper, status } = this.stage;
    const { model: live } = stepper;
    const state = this.shownState;
    return composeFrame(live, state, {
      phase: status.kind === "running" ? phaseOf(live, state.cursor) : "done",
      jumped: this.isGliding,
      potential: stepper.spread(state),
      meanStoichiometry: meanStoichiometry(live, state.particles),
      activeFraction: activeFraction(state.particles),
      thickness: columnThickness(live, state.front),
      stress: request.stress === true ? this.stress.describe(live, state) : undefined,
    });
  }

  check(events: readonly ScenarioEvent[]): void {
    const { stepper, state } = this.stage;
    refuseUnknownParticles(events, stepper.model.population.count);
    refusePatches(events, stepper.model);
    refuseBumps(events, stepper.model, state);
  }

  change(event: ScenarioChange, checked = false): ScenarioEvent {
    const dated = { ...event, time: this.shownTime };
    const { stage } = this;
    if (!checked) this.check([dated]);
    const { events } = stage.scenario;
    const later = events.findIndex((other, k) => k >= stage.state.eventCount && other.time > dated.time);
    const place = later < 0 ? events.length : later;
    this.stage = { ...stage, scenario: { ...stage.scenario, events: events.toSpliced(place, 0, dated) } };
    this.ahead = undefined;
    return dated;
  }

  revise(changed: Scenario): ScenarioEvent[] {
    const now = this.scenario;
    const rebuilds = listRebuilds(now, changed);
    if (rebuilds.length > 0) {
      throw new InputError(
        rebuilds.map((where) => ({ where, got: "a change while the cell runs", expected: "a new run" })),
      );
    }
    return listChanges(now, changed).map((event) => this.change(event));
  }

  takeSolverSteps(): SolverStep[] {
    const taken = this.solverSteps.slice(-MOST_SOLVER_STEPS);
    this.solverSteps = [];
    return taken;
  }

  private noteSolver({ stage: { state, stepper }, effort }: Ahead): void {
    if (effort === undefined) return;
    const { time, cursor } = state;
    const timeStep = time - this.stage.state.time;
    const phase = phaseOf(stepper.model, this.stage.state.cursor);
    this.solverSteps.push({ time, timeStep, cycle: cursor.cycle, phase, ...effort });
    // Not at every step: what is dropped is moved about.
    if (this.solverSteps.length > 2 * MOST_SOLVER_STEPS)
      this.solverSteps = this.solverSteps.slice(-MOST_SOLVER_STEPS);
  }

  /** What has been computed last. */
  private get farthest(): Stage {
    return this.ahead?.stage ?? this.stage;
  }

  private get shownState(): CellState {
    const { stage, ahead } = this;
    return ahead?.made === undefined
      ? stage.state
      : interpolateStates(stage.state, ahead.made, this.shownTime);
  }

  /** Whether what is shown lies within a cycle that is jumped. */
  private get isGliding(): boolean {
    const { stage, ahead } = this;
    if (ahead?.made === undefined || this.shownTime <= stage.state.time) return false;
    return ahead.told.cycles.some(({ jumped }) => jumped);
  }

  /** The next stage, computed where it has not been; undefined where a mesh is waited for. */
  private lookAhead(): Ahead | undefined {
    if (this.ahead !== undefined) return this.ahead;
    const next = this.march.next(this.stage);
    this.ahead = next === "waiting" ? undefined : next;
    return this.ahead;
  }
}

/** With the values of now, and every event. */
function present({ stepper, scenario, state }: Stage): Scenario {
  return { ...placeInAmbient(stepper.model.scenario, state.ambient), events: scenario.events };
}

/** Whether the cell is as warm as its surroundings, which the scenario then says. */
function isAmbient({ state, stepper }: Stage): boolean {
  return stepper.model.scenario.cell.temperature === state.ambient.temperature;
}

function beginStage(model: Model, state: CellState, memory: RunMemory | undefined): Stage {
  const { scenario } = model;
  // The first step finds the cell as warm as it is, with all that follows from that.
  const live = { ...model, scenario: placeInAmbient(scenario, state.ambient) };
  return {
    stepper: createStepper(live, memory?.solver),
    mesh: composeFrameMesh(model),
    state,
    status: memory?.status ?? { kind: "running", message: "running" },
    scenario,
    known: new Set(memory?.known ?? listHappened(model, state).map(({ kind }) => kind)),
    said: new Set(memory?.said),
  };
}

function joinTold(...parts: readonly (Told | undefined)[]): Told | undefined {
  const joined = createTold();
  for (const part of parts) if (part !== undefined) addTold(joined, part);
  return Object.values(joined).some((list) => list.length > 0) ? joined : undefined;
}
