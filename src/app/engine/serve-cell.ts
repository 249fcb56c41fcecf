/** One cell at one end of a channel, in any worker: what the session needs of its surroundings. */
import {
  createRun,
  type GeometryCache,
  type MaterialFunction,
  type MeshSource,
  PARAMETERS,
  type ResumableRun,
  type Scenario,
  toDisplay,
  valueIn,
  writeEvent,
} from "../../../sim-core/index.ts";
import { createCellSession } from "./cell-session.ts";
import type { CellCommand, CellReport, CellRequest, ParameterValues } from "./messages.ts";
import { storeRuns } from "./run-checkpoints.ts";

/** The worker's end of a channel (a MessagePort, or the global scope of a worker, will do). */
export interface CellPort<Source = string> {
  postMessage(message: CellReport, transfer: ArrayBuffer[]): void;
  onmessage: ((event: MessageEvent<CellCommand<Source>>) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/** Where a cell's scenarios and meshes come from. */
export interface CellSupply<Source> {
  /** Throws an error whose message is meant for a person. */
  readonly resolve: (request: CellRequest<Source>) => Scenario;
  /** Returns a scenario that one of a person's own extends. */
  readonly load?: (name: string) => unknown;
  /** Meshes that are made elsewhere; without them they are made here, and nothing is ever waited for. */
  readonly meshes?: { readonly source: MeshSource; untilMesh(patience: Promise<void>): Promise<void> };
  /** What follows from a geometry that was built before, here or elsewhere. */
  readonly shared?: GeometryCache;
}

/** Functions of stoichiometry as they are written. */
function listValues(scenario: Scenario): ParameterValues {
  const values: Record<string, number | boolean | string> = {};
  for (const parameter of PARAMETERS) {
    const value = valueIn(scenario, parameter);
    if (parameter.kind === "number") values[parameter.path] = toDisplay(parameter, value as number);
    else if (parameter.kind === "function") values[parameter.path] = (value as MaterialFunction).text;
    else if (typeof value === "boolean" || typeof value === "string") values[parameter.path] = value;
  }
  return values;
}

/** A message to oneself stands behind those that wait already. */
function createTurns(): () => Promise<void> {
  const channel = new MessageChannel();
  let go = (): void => undefined;
  channel.port1.onmessage = () => go();
  return () =>
    new Promise((resolve) => {
      go = resolve;
      channel.port2.postMessage(undefined);
    });
}

/** Answers the commands that come in at `port`. */
export function serveCell<Source>(
  port: CellPort<Source>,
  { resolve, load, meshes, shared }: CellSupply<Source>,
): void {
  const nextTurn = createTurns();
  const session = createCellSession<ResumableRun, Source>({
    resolve,
    build: (scenario) => createRun(scenario, meshes?.source, shared),
    checkpoints: storeRuns(meshes?.source, load),
    takeSolverSteps: (run) => run.takeSolverSteps(),
    valuesOf: listValues,
    eventsOf: ({ events }) => events.map(writeEvent),
    post: (report, transfer) => port.postMessage(report, transfer),
    nextTurn,
    untilMesh: (patience) =>
      meshes?.untilMesh(new Promise((resolve) => setTimeout(resolve, 1000 * patience))) ?? nextTurn(),
    clock: () => performance.now() / 1000,
  });
  port.onmessage = (event) => void session.handle(event.data);
  // Uncaught, the other end hears of it and knows that this worker is of no use any more.
  port.onmessageerror = () => {
    throw new Error("a message could not be read");
  };
}
