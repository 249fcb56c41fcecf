/** The program of a cell's worker: scenario files, parser and solver live here, out of the page's way. */
import {
  createGeometryCache,
  InputError,
  layProtocol,
  parseScenario,
  type Scenario,
} from "../../../sim-core/index.ts";
import { orderMeshes } from "./mesh-orders.ts";
import type { CellRequest, ConnectCommand } from "./messages.ts";
import { fetchGeometry } from "./ready-geometry.ts";
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
  const { overrides, events, protocol } = request;
  return parseScenario(layProtocol(source, protocol), { load: loadScenario, overrides, events });
}

addEventListener("message", async ({ data, ports }: MessageEvent<ConnectCommand>) => {
  const [port, toMeshes] = ports;
  if (port === undefined || toMeshes === undefined) return;
  // A cell that is built anew on the same geometry has it at once.
  const shared = createGeometryCache(1);
  // Commands wait in the port.
  const geometry = data.geometry === undefined ? undefined : await fetchGeometry(data.geometry);
  if (geometry !== undefined) shared.restore(geometry);
  serveCell(port, { resolve: resolveRequest, load: loadScenario, meshes: orderMeshes(toMeshes), shared });
});
