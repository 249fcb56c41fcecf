/** A geometry that was built with the page, brought to where a cell is solved. */
import type { StoredGeometry } from "../../../sim-core/index.ts";
import { decodeGeometry } from "../../io/geometry-file.ts";
import { fetchPacked } from "./fetch-built.ts";

/** ms after which a cell builds its geometry itself: several times what that takes. */
const PATIENCE = 5000;

/** Returns the geometry at `address`; undefined where it does not come, or not in time. */
export function fetchGeometry(address: string): Promise<StoredGeometry | undefined> {
  return fetchPacked(address, { decode: decodeGeometry, patience: PATIENCE });
}
