/** The file of a geometry that was built beforehand: records in MessagePack, to be packed by whoever sends it. */
import type { StoredGeometry } from "../../sim-core/index.ts";
import { decodeRecords, encodeRecords } from "./checkpoint-codec.ts";
import { flattenGraph, restoreGraph } from "./shared-graph.ts";

/** Returns the bytes of `geometry`, the same for the same geometry. */
export function encodeGeometry(geometry: StoredGeometry): Uint8Array {
  const { shared, root } = flattenGraph(geometry);
  return encodeRecords([shared, root]);
}

/** Returns the geometry that was encoded, to the last bit; throws where the bytes are none. */
export function decodeGeometry(bytes: Uint8Array): StoredGeometry {
  const [shared, root] = decodeRecords(bytes) as [readonly unknown[], unknown];
  return restoreGraph({ shared, root }) as StoredGeometry;
}
