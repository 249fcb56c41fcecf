/** The hashes of this engine, or why there are none, sent to the server that the script came from. */
import { hashRuns } from "./runs.ts";

async function answer(): Promise<string> {
  try {
    return JSON.stringify(await hashRuns());
  } catch (error) {
    return JSON.stringify({ failure: String(error) });
  }
}

await fetch("/hashes", { method: "POST", body: await answer() });
