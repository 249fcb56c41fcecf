/** A geometry that was built with the page, brought to where a cell is solved. */
import type { StoredGeometry } from "../../../sim-core/index.ts";
import { decodeGeometry } from "../../io/geometry-file.ts";

/** ms after which a cell builds its geometry itself: several times what that takes. */
const PATIENCE = 5000;

/** Returns the geometry at `address`; undefined where it does not come, or not in time. */
export async function fetchGeometry(address: string): Promise<StoredGeometry | undefined> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok || answer.body === null) return undefined;
    const unpacked = answer.body.pipeThrough(new DecompressionStream("deflate"));
    return decodeGeometry(new Uint8Array(await new Response(unpacked).arrayBuffer()));
  } catch {
    return undefined;
  }
}
