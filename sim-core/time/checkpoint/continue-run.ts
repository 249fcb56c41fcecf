/**
 * The cell of a checkpoint under another scenario: formation, then cycling. The cell stays what it is: lithium, contacts,
 * films, cracks, the mesh as it has moved; and so do its age, net charge and throughput, which go on. What belongs to a
 * protocol begins anew: counts of steps and cycles, sums, the reference of retention, the ending. Times of events and of
 * end conditions are ages of the cell.
 */
import { InputError, type InputProblem } from "../../base/errors.ts";
import { evaluateMaterial } from "../../cell/material.ts";
import { forgetPast } from "../../cell/particle-means.ts";
import type { CellState } from "../../cell/state.ts";
import { FIRST_CURSOR, FIRST_TALLY, startStepTally } from "../../mechanisms/initial-state.ts";
import type { MeshSource } from "../../remeshing/mesher.ts";
import { listRebuilds } from "../../scenario/changes.ts";
import { describeScenario } from "../../scenario/describe.ts";
import { formatValue, parameterOf, valueIn } from "../../scenario/parameters/parameters.ts";
import { parseScenario } from "../../scenario/parse.ts";
import { isParameterEvent, type MaterialFunction, type Scenario } from "../../scenario/record/scenario.ts";
import { resumeRun } from "../run/run.ts";
import type { ResumableRun } from "../run/run-memory.ts";
import { resumeCheckpoint } from "./checkpoint.ts";

/**
 * Returns a run of `scenario` that begins with the cell of a checkpoint as it stands. Throws InputError where the data are
 * no checkpoint (see resumeCheckpoint), with all parameters in which the two cells differ, and where the cell has shorted.
 */
export function continueCheckpoint(data: unknown, scenario: Scenario, meshes?: MeshSource): ResumableRun {
  const before = resumeCheckpoint(data, meshes);
  const { memory: _, ...state } = before.state;
  // As a file would have it, like that of the checkpoint: written numbers lose their last bits.
  const written = parseScenario(describeScenario(leaveDone(scenario, state)), { load: () => undefined });
  refuseOther(before, written);
  const model = { ...before.model, scenario: written };
  return resumeRun(model, beginAgain(state, written), meshes);
}

/** The scenario without what a hand is to do at an age that the cell has passed: it would do it now. */
function leaveDone(scenario: Scenario, { time }: CellState): Scenario {
  const events = scenario.events.filter((event) => isParameterEvent(event) || event.time >= time);
  return { ...scenario, events };
}

/** The state with everything of its protocol at the start. */
function beginAgain(state: CellState, scenario: Scenario): CellState {
  const { temperature, stackPressure } = scenario.cell;
  const { conductivity } = evaluateMaterial(scenario);
  const { geometry, cursor, time, potentials } = state;
  return {
    ...forgetPast(state),
    step: 0,
    cursor: { ...FIRST_CURSOR, cyclesBefore: cursor.cyclesBefore + cursor.cycle },
    tally: { ...FIRST_TALLY, startTime: time },
    stepTally: startStepTally(time, potentials.voltage),
    ambient: {
      ...{ temperature, stackPressure },
      ...{ temperatureBefore: temperature, stackPressureBefore: stackPressure },
    },
    geometry: conductivity === geometry.conductivity ? geometry : { ...geometry, conductivity },
    eventCount: 0,
  };
}

function refuseOther(before: ResumableRun, after: Scenario): void {
  const { scenario, status } = before;
  if (status.kind === "shorted") {
    const got = "a cell that has shorted";
    throw new InputError([{ where: "checkpoint", got, expected: "a cell that can go on" }]);
  }
  const problems = listRebuilds(scenario, after)
    .filter((path) => !path.startsWith("protocol."))
    .map((path): InputProblem => {
      const expected = `${describeAt(scenario, path)}, as in the checkpoint`;
      return { where: path, got: describeAt(after, path), expected };
    });
  if (problems.length > 0) throw new InputError(problems);
}

function describeAt(scenario: Scenario, path: string): string {
  const parameter = parameterOf(path);
  if (parameter === undefined) return describeList(scenario, path);
  const value = valueIn(scenario, parameter);
  if (parameter.kind === "number") return formatValue(parameter, value as number);
  return String(parameter.kind === "function" ? (value as MaterialFunction).text : value);
}

/** Of the lists that belong to the geometry. */
function describeList({ cathode, anode }: Scenario, path: string): string {
  const lists: Readonly<Record<string, readonly unknown[]>> = {
    "cathode.particles": cathode.particles,
    "cathode.inactiveZones": cathode.inactiveZones,
    "anode.protrusions": anode.protrusions,
  };
  const list = lists[path] ?? [];
  return list.length === 0 ? "none" : `${list.length} of them: ${JSON.stringify(list).slice(0, 60)}`;
}
