/** The program of a cell's worker: scenario files, parser and solver live here, out of the page's way. */
import { InputError, parseScenario, type Scenario } from "../../../sim-core/index.ts";
import { orderMeshes } from "./mesh-orders.ts";
import type { CellRequest } from "./messages.ts";
import { serveCell } from "./serve-cell.ts";

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

addEventListener("message", (event: MessageEvent) => {
  const [port, toMeshes] = event.ports;
  if (port === undefined || toMeshes === undefined) return;
  serveCell(port, { resolve: resolveRequest, meshes: orderMeshes(toMeshes) });
});
