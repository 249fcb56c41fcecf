/** The program of a cell's worker: scenario files, parser and solver live here, out of the page's way. */
import {
  createRun,
  InputError,
  PARAMETERS,
  parseScenario,
  type Scenario,
  toDisplay,
  valueIn,
  writeEvent,
} from "../../../sim-core/index.ts";
import { createCellSession } from "./cell-session.ts";
import { orderMeshes } from "./mesh-orders.ts";
import type { CellCommand, CellRequest, ParameterValues } from "./messages.ts";
import { storeRuns } from "./run-checkpoints.ts";

const files = import.meta.glob("../../../scenarios/*.json", { eager: true, import: "default" });

function loadScenario(name: string): unknown {
  return files[`../../../scenarios/${name}.json`];
}

function resolveRequest(request: CellRequest): Scenario {
  const source = loadScenario(request.scenario);
  if (source === undefined) {
    const expected = "the name of a file of scenarios";
    throw new InputError([{ where: "scenario", got: `"${request.scenario}"`, expected }]);
  }
  const { overrides, events } = request;
  return parseScenario(source, { load: loadScenario, overrides, events });
}

/** Functions of stoichiometry are left out: they have no control. */
function listValues(scenario: Scenario): ParameterValues {
  const values: Record<string, number | boolean | string> = {};
  for (const parameter of PARAMETERS) {
    const value = valueIn(scenario, parameter);
    if (parameter.kind === "number") values[parameter.path] = toDisplay(parameter, value as number);
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

function serve(port: MessagePort, toMeshes: MessagePort): void {
  const meshes = orderMeshes(toMeshes);
  const session = createCellSession({
    resolve: resolveRequest,
    build: (scenario) => createRun(scenario, meshes.source),
    checkpoints: storeRuns(meshes.source),
    valuesOf: listValues,
    eventsOf: ({ events }) => events.map(writeEvent),
    post: (report, transfer) => port.postMessage(report, transfer),
    nextTurn: createTurns(),
    untilMesh: (patience) => meshes.untilMesh(new Promise((resolve) => setTimeout(resolve, 1000 * patience))),
    clock: () => performance.now() / 1000,
  });
  port.onmessage = (event: MessageEvent<CellCommand>) => void session.handle(event.data);
  // Uncaught, the page hears of it and knows that this worker is of no use any more.
  port.onmessageerror = () => {
    throw new Error("a message could not be read");
  };
}

addEventListener("message", (event: MessageEvent) => {
  const [port, toMeshes] = event.ports;
  if (port !== undefined && toMeshes !== undefined) serve(port, toMeshes);
});
