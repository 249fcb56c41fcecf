/** The solver of this process; loaded by the commands that need it. */
import {
  continueCheckpoint,
  createRun,
  kernelInUse,
  resumeCheckpoint,
  takeCheckpoint,
} from "../../sim-core/index.ts";
import type { Solver } from "./surroundings.ts";

/** The core as it is, under the name and version of this Node. */
export const solver: Solver = {
  engine: { name: "Node", version: process.versions.node, kernel: kernelInUse() },
  ...{ createRun, takeCheckpoint, resumeCheckpoint, continueCheckpoint },
};
