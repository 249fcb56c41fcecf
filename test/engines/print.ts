/** The hashes of this engine on stdout, as JSON. */
import { hashRuns } from "./runs.ts";

console.log(JSON.stringify(await hashRuns()));
