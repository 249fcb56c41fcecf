/** The page's checkpoints: those of the core, in the file of the terminal program. */

import { version } from "../../../package.json";
import {
  type MeshSource,
  parseScenario,
  type ResumableRun,
  resumeCheckpoint,
  takeCheckpoint,
} from "../../../sim-core/index.ts";
import { readCheckpoint, writeCheckpoint } from "../../io/checkpoint.ts";
import type { CheckpointMeans } from "./cell-origins.ts";

/** Returns the means to store runs; those that are brought back have their meshes from `meshes`. */
export function storeRuns(meshes?: MeshSource): CheckpointMeans<ResumableRun> {
  return {
    take: (run) => ({ ...takeCheckpoint(run) }),
    resume: (record) => resumeCheckpoint(record, meshes),
    write: (record) => writeCheckpoint(record, version),
    read: ({ name, bytes }) => readCheckpoint(bytes, name),
    extend: (record, events) => parseScenario(record, { load: () => undefined, events }),
  };
}
