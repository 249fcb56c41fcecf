/** The page's checkpoints: those of the core, in the file of the terminal program. */

import { version } from "../../../package.json";
import {
  createRun,
  InputError,
  type MeshSource,
  parseScenario,
  parseScenarioText,
  type ResumableRun,
  resumeCheckpoint,
  type Scenario,
  takeCheckpoint,
} from "../../../sim-core/index.ts";
import { BPX_BASE } from "../../bpx/bpx-base.ts";
import { parseBpxText } from "../../bpx/bpx-section.ts";
import { readBpx } from "../../bpx/read-bpx.ts";
import { readCheckpoint, writeCheckpoint } from "../../io/checkpoint.ts";
import type { CheckpointMeans } from "./cell-origins.ts";

/**
 * Returns the means to store runs; those that are brought back have their meshes from `meshes`. `load` returns a scenario
 * that one in a file extends.
 */
export function storeRuns(
  meshes?: MeshSource,
  load: (name: string) => unknown = () => undefined,
): CheckpointMeans<ResumableRun> {
  return {
    take: (run) => ({ ...takeCheckpoint(run) }),
    resume: (record) => resumeCheckpoint(record, meshes),
    write: (record) => writeCheckpoint(record, version),
    open: ({ name, bytes }) =>
      isText(bytes)
        ? createRun(readScenario(name, bytes, load), meshes)
        : resumeCheckpoint(readCheckpoint(bytes, name), meshes),
    extend: (record, events) => parseScenario(record, { load: () => undefined, events }),
  };
}

/** Whether a file begins as JSON of an object does, maybe behind a mark of its encoding. */
function isText(bytes: Uint8Array): boolean {
  return /^\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}

/** Returns the cell with the electrode of a file of the Battery Parameter eXchange format; undefined where it is none. */
function readElectrode(text: string, load: (name: string) => unknown): Scenario | undefined {
  const file = parseBpxText(text);
  if (file === undefined) return undefined;
  const base = parseScenario(load(BPX_BASE), { load });
  return parseScenario(readBpx(file, base).scenario, { load });
}

/** Throws InputError, each problem under the name of the file. */
function readScenario(name: string, bytes: Uint8Array, load: (name: string) => unknown): Scenario {
  try {
    const text = new TextDecoder().decode(bytes);
    return readElectrode(text, load) ?? parseScenarioText(text, { load });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problems.map((own) => ({ ...own, where: `${name}, ${own.where}` })));
  }
}
