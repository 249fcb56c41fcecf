/** Posts the hashes of this engine, or why there are none; the form of the kernels is the worker's name. */
import type { KernelForm } from "../../sim-core/index.ts";
import { hashRuns } from "./runs.ts";

async function answer(): Promise<Record<string, string>> {
  try {
    return await hashRuns(self.name as KernelForm);
  } catch (error) {
    return { failure: String(error) };
  }
}

postMessage(await answer());
