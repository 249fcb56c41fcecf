/** `npm run bench`: installs what is missing and runs main.ts, which prints the timings. */
import { join } from "node:path";
import { prepare, projectRoot } from "../../src/cli/install.mjs";

prepare();
const { tsImport } = await import("tsx/esm/api");
await tsImport(join(projectRoot, "test", "bench", "main.ts"), import.meta.url);
