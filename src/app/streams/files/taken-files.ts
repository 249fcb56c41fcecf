/** What is taken away of the moment that is looked at and of the time steps before it, as files. */

import type { Reading } from "../../../../sim-core/index.ts";
import { FIELDS_ARCHIVE, zipTexts } from "../../../io/field-files.ts";
import { formatReadings } from "../../../io/time-series.ts";
import { type FrameOrigin, formatVtu } from "../../../io/vtu.ts";
import type { FramePair, MeshPair } from "../clock/newest-frames.ts";

export interface TakenFile {
  readonly name: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

/** Returns the fields of both cells as one zip with a VTU each; undefined where neither cell is there. */
export function takeFields(
  frames: FramePair,
  meshes: MeshPair,
  originOf: (cell: 0 | 1) => FrameOrigin,
): TakenFile | undefined {
  const files = new Map<string, string>();
  for (const cell of [0, 1] as const) {
    const [frame, mesh] = [frames[cell], meshes[cell]];
    if (frame === undefined || mesh === undefined) continue;
    files.set(`fields-${"AB"[cell]}.vtu`, formatVtu(mesh, frame, originOf(cell)));
  }
  return files.size === 0 ? undefined : { name: FIELDS_ARCHIVE, content: zipTexts(files) };
}

/** Returns the time steps of a cell that are kept, of the Battery Data Format. */
export function takeTimeSeries(readings: readonly Reading[], cell: 0 | 1): TakenFile {
  return { name: `timeseries-${"AB"[cell]}.bdf.csv`, content: formatReadings(readings) };
}
