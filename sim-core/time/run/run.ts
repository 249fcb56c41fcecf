/**
 * Runs a scenario: protocol, steps, damage between charge and discharge, cycles. The shell asks for time and gets
 * what happened; not asking is pausing. The solver steps on its own grid, so that what is computed does not depend on what
 * is asked for; between two steps the cell is shown by interpolation.
 */
import { InputError } from "../../base/errors.ts";
import type { Frame } from "../../cell/frame.ts";
import { columnThickness } from "../../cell/front-conditions.ts";
import { createModel, type Model } from "../../cell/model.ts";
import { activeFraction, meanStoichiometry } from "../../cell/particle-means.ts";
import type { CellState } from "../../cell/state.ts";
import { composeFrame, composeFrameMesh } from "../../frame/compose-frame.ts";
import { createInitialState } from "../../mechanisms/initial-state.ts";
import { createMeshSource, type MeshSource } from "../../remeshing/mesher.ts";
import { listChanges, listRebuilds } from "../../scenario/changes.ts";
import type { Scenario, ScenarioEvent } from "../../scenario/record/scenario.ts";
import { placeInAmbient } from "../protocol/ambient.ts";
import { phaseOf } from "../protocol/protocol.ts";
import { interpolateStates } from "../step/dense-output.ts";
import { createStepper } from "../step/step.ts";
import { listHappened } from "./events.ts";
import { createMarch } from "./march.ts";
import { type ResumableRun, type RunMemory, type RunState, recallHeld, rememberHeld } from "./run-memory.ts";
import type { Advance, Told } from "./run-types.ts";
import type { Ahead, Stage } from "./stage.ts";
import { createStressUpkeep } from "./stress-upkeep.ts";

/**
 * Builds the cell of `scenario` and returns its run; throws InputError when the geometry cannot be built. `meshes` makes
 * the meshes that it needs later on.
 */
export function createRun(scenario: Scenario, meshes?: MeshSource): ResumableRun {
  const model = createModel(scenario);
  return resumeRun(model, createInitialState(model), meshes);
}

/**
 * Returns the run of `model` from any state of a run of the same model, which is continued to the byte where the state
 * has its memory. A state belongs to the model that the run had at the time: a new mesh brings a new one.
 */
export function resumeRun(
  model: Model,
  { memory, ...start }: RunState,
  meshes: MeshSource = createMeshSource(),
): ResumableRun {
  let stage = beginStage(model, start, memory);
  const stress = createStressUpkeep({ model: stage.stepper.model, state: start }, memory?.stress);
  const held = memory?.held && recallHeld(memory.held, stage.stepper);
  const march = createMarch(meshes, stress, held && { stage, held });
  let ahead: Ahead | undefined;
  let untold = memory?.untold;
  let time = start.time;

  /** The next stage, computed where it has not been; undefined where a mesh is waited for. */
  const lookAhead = (): Ahead | undefined => {
    if (ahead !== undefined) return ahead;
    const next = march.next(stage);
    ahead = next === "waiting" ? undefined : next;
    return ahead;
  };

  const shown = (): CellState =>
    ahead?.made === undefined ? stage.state : interpolateStates(stage.state, ahead.made, time);

  /** With the values of now, and every event. */
  const present = ({ stepper, scenario, state }: Stage = stage): Scenario => ({
    ...placeInAmbient(stepper.model.scenario, state.ambient),
    events: scenario.events,
  });

  const change = (event: Omit<ScenarioEvent, "time">): ScenarioEvent => {
    const dated = { ...event, time };
    const { events } = stage.scenario;
    const count = stage.state.eventCount;
    const later = events.findIndex((other, k) => k >= count && other.time > time);
    const place = later < 0 ? events.length : later;
    stage = {
      ...stage,
      scenario: { ...stage.scenario, events: events.toSpliced(place, 0, dated) },
    };
    ahead = undefined;
    return dated;
  };

  return {
    get scenario() {
      return present();
    },
    get origin() {
      return stage.scenario;
    },
    get model() {
      const at = ahead?.stage ?? stage;
      const live = at.stepper.model;
      const isSame = live.scenario.events === at.scenario.events && isAmbient(at);
      return isSame ? live : { ...live, scenario: present(at) };
    },
    get state() {
      const at = ahead?.stage ?? stage;
      const waiting = march.held(at);
      const memory = {
        solver: at.stepper.remember(),
        known: [...at.known],
        said: [...at.said],
        status: at.status,
        stress: stress.remember(at.stepper.model),
        held: waiting && rememberHeld(waiting, at.stepper),
        untold: joinTold(untold, ahead?.told),
      };
      return { ...at.state, memory };
    },
    get warnings() {
      const { scenario, warnings } = stage.stepper.model;
      return [...scenario.warnings, ...warnings];
    },
    get mesh() {
      return stage.mesh;
    },
    get time() {
      return time;
    },
    get status() {
      return stage.status;
    },
    advance({
      untilTime = Number.POSITIVE_INFINITY,
      maximumSteps = Number.POSITIVE_INFINITY,
      stopAtCycleEnd,
    }): Advance {
      const told = createTold();
      if (untold !== undefined) addTold(told, untold);
      untold = undefined;
      const first = stage.state.step;
      let waiting = false;
      while (stage.status.kind === "running" && stage.state.step - first < maximumSteps) {
        if (stopAtCycleEnd === true && told.cycles.length > 0) break;
        const next = lookAhead();
        waiting = next === undefined;
        if (next === undefined || next.stage.state.time > untilTime) break;
        stage = next.stage;
        ahead = undefined;
        addTold(told, next.told);
      }
      const asked = waiting || !Number.isFinite(untilTime) ? stage.state.time : untilTime;
      time =
        stage.status.kind === "running" && ahead !== undefined ? Math.max(asked, time) : stage.state.time;
      return { status: stage.status, ...told, waiting };
    },
    frame(request = {}): Frame {
      const { stepper, status } = stage;
      const { model: live } = stepper;
      const state = shown();
      return composeFrame(live, state, {
        phase: status.kind === "running" ? phaseOf(live, state.cursor) : "done",
        potential: stepper.spread(state),
        meanStoichiometry: meanStoichiometry(live, state.particles),
        activeFraction: activeFraction(state.particles),
        thickness: columnThickness(live, state.front),
        stress: request.stress === true ? stress.describe(live, state) : undefined,
      });
    },
    change,
    revise(changed) {
      const rebuilds = listRebuilds(present(), changed);
      if (rebuilds.length > 0) {
        throw new InputError(
          rebuilds.map((where) => ({ where, got: "a change while the cell runs", expected: "a new run" })),
        );
      }
      return listChanges(present(), changed).map(change);
    },
  };
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

type Filled = { -readonly [K in keyof Told]: Told[K][number][] };

function createTold(): Filled {
  return { samples: [], steps: [], cycles: [], notices: [], events: [] };
}

function addTold(to: Filled, from: Told): void {
  to.samples.push(...from.samples);
  to.steps.push(...from.steps);
  to.cycles.push(...from.cycles);
  to.notices.push(...from.notices);
  to.events.push(...from.events);
}
