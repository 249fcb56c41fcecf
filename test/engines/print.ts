/** The hashes of this engine on stdout, as JSON; the form of the kernels is the argument. */
import type { KernelForm } from "../../sim-core/index.ts";
import { hashRuns } from "./runs.ts";

console.log(JSON.stringify(await hashRuns(process.argv[2] as KernelForm)));
