/** A mesh that replaces another one at once, without waiting. */
import type { Model } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { createMesher } from "../../sim-core/remeshing/mesher.ts";
import { adoptMesh, awaitMesh, composeOrder, type Remeshed } from "../../sim-core/remeshing/remesh.ts";

/** Returns model and state on a new mesh of the cell as it stands, or why there is none. */
export function remesh(model: Model, state: CellState): Remeshed {
  const awaited = awaitMesh(state);
  return adoptMesh(model, { ...state, awaited }, createMesher()(composeOrder(model, awaited)));
}
