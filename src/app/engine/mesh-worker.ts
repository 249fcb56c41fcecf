/** The program of the worker that makes the meshes of both cells, each cell through a port of its own. */
import { makeMeshes } from "./mesh-orders.ts";

addEventListener("message", (event: MessageEvent) => {
  const [port] = event.ports;
  if (port !== undefined) makeMeshes(port);
});
