/**
 * Errors of what is fast: a particle's current in the reduced model against the full model's in the same step from
 * the same state, and the capacity of a cycle against steps ten times as accurate.
 */

import type { Model } from "../../sim-core/cell/model.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import type { BoundaryPotentials } from "../../sim-core/potentials/interface-kinetics.ts";
import type { MeshResolution, Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { currentStep } from "../../sim-core/time/protocol/protocol.ts";
import { createRun, resumeRun } from "../../sim-core/time/run/run.ts";
import { takeStep } from "../../sim-core/time/search/next-step.ts";
import { createStepper, type Stepper, type StepRequest } from "../../sim-core/time/step/step.ts";
import { shippedScenario } from "../cell/small-cell.ts";
import { tellsOfTakeover } from "./cell.ts";
import { printTable } from "./timing.ts";

const CYCLES = 3;
const TIGHTER = 0.02;

interface Accuracy {
  /** Steps of the reduced run that were compared, and those in which the full model was in charge. */
  readonly compared: number;
  readonly takenOver: number;
  /** Largest and root mean square difference of a particle's current, in mean particle currents. */
  readonly largestCurrentError: number;
  readonly meanSquareCurrentError: number;
  /** Largest relative difference of a cycle's discharge capacity, and the steps of either run. */
  readonly capacityError: number;
  readonly steps: number;
  readonly referenceSteps: number;
}

export function benchAccuracy(meshes: readonly MeshResolution[]): Record<string, Accuracy> {
  const results: Record<string, Accuracy> = {};
  const rows = [
    ["mesh", "steps compared", "current max %", "rms %", "capacity %", "steps/cycle", "of reference"],
  ];
  for (const mesh of meshes) {
    const own = { ...compareCurrents(mesh), ...compareCapacity(mesh) };
    results[mesh] = own;
    rows.push([
      mesh,
      `${own.compared} of ${own.compared + own.takenOver}`,
      (100 * own.largestCurrentError).toFixed(4),
      (100 * own.meanSquareCurrentError).toFixed(4),
      (100 * own.capacityError).toFixed(4),
      (own.steps / CYCLES).toFixed(0),
      (own.referenceSteps / CYCLES).toFixed(0),
    ]);
  }
  printTable(
    `Errors over ${CYCLES} cycles of \`ncm\`: a particle's current in the reduced model, of the mean current; discharge capacity at the default step tolerance, against ${TIGHTER} mV`,
    rows,
  );
  return results;
}

function withSolver(model: Model, solver: Partial<Scenario["solver"]>): Model {
  return { ...model, scenario: { ...model.scenario, solver: { ...model.scenario.solver, ...solver } } };
}

/** A stepper that notes which request led to which potentials. */
function note(stepper: Stepper, requests: Map<BoundaryPotentials, StepRequest>): Stepper {
  const take = stepper.step.bind(stepper);
  stepper.step = (state, request) => {
    const outcome = take(state, request);
    if (outcome.ok) requests.set(outcome.state.potentials, request);
    return outcome;
  };
  return stepper;
}

/**
 * Every step of a reduced run is taken again, to learn what it was asked, and the same is asked of the full model: from
 * the same state, as long, with the same predicted currents. (A step that was sought by trials foresees its end by them;
 * without them it has other diffusivities and is another problem.)
 */
function compareCurrents(mesh: MeshResolution) {
  const scenario = shippedScenario("ncm", { mesh, "protocol.repeat": CYCLES, "solver.model": "reduced" });
  const start = createModel(scenario);
  const run = resumeRun(start, createInitialState(start));
  const exactly = { model: "full", residualTolerance: 1e-9 } as const;
  const requests = new Map<BoundaryPotentials, StepRequest>();
  let built = run.model;
  let again = note(createStepper(built), requests);
  let full = createStepper(withSolver(built, exactly));
  let largest = 0;
  let square = 0;
  let currents = 0;
  let compared = 0;
  let takenOver = 0;
  let cycleTakenOver = 0;
  while (run.status.kind === "running") {
    const before = run.state;
    const { notices } = run.advance({ maximumSteps: 1 });
    if (notices.some(tellsOfTakeover)) cycleTakenOver = before.cursor.cycle;
    requests.clear();
    const taken = takeStep(again, before, currentStep(built, before.cursor), Number.POSITIVE_INFINITY);
    if (taken.kind === "failed") throw new Error(taken.reason);
    if (cycleTakenOver === before.cursor.cycle) {
      takenOver++;
    } else if (taken.kind === "stepped") {
      const { potentials, current } = taken.state;
      const outcome = full.step(before, requests.get(potentials)!);
      if (!outcome.ok) throw new Error(outcome.reason);
      const exact = outcome.state.potentials.particleCurrent;
      const active = exact.reduce((count, own) => count + (own === 0 ? 0 : 1), 0);
      exact.forEach((own, p) => {
        const error = Math.abs((potentials.particleCurrent[p]! - own) * active) / Math.abs(current);
        largest = Math.max(largest, error);
        square += error * error;
      });
      currents += active;
      compared++;
    }
    if (run.model === built) continue;
    built = run.model;
    again = note(createStepper(built), requests);
    full = createStepper(withSolver(built, exactly));
  }
  const meanSquare = Math.sqrt(square / Math.max(1, currents));
  return { compared, takenOver, largestCurrentError: largest, meanSquareCurrentError: meanSquare };
}

function compareCapacity(mesh: MeshResolution) {
  const usual = runCycles(shippedScenario("ncm", { mesh, "protocol.repeat": CYCLES }));
  const finer = { mesh, "protocol.repeat": CYCLES, "solver.stepTolerance": `${TIGHTER} mV` };
  const reference = runCycles(shippedScenario("ncm", finer));
  const errors = reference.capacity.map((own, k) => Math.abs(usual.capacity[k]! / own - 1));
  return { capacityError: Math.max(...errors), steps: usual.steps, referenceSteps: reference.steps };
}

function runCycles(scenario: Scenario): { capacity: number[]; steps: number } {
  const run = createRun(scenario);
  const { samples, cycles } = run.advance({});
  if (run.status.kind === "failed") throw new Error(run.status.message);
  return { capacity: cycles.map((cycle) => cycle.dischargeCapacity_mAh_cm2), steps: samples.length };
}
