/** `npm run fuzz`: installs what is missing and runs main.ts. */
import { prepare } from "../../src/cli/install.mjs";

prepare();
const { register } = await import("tsx/esm/api");
register();
await import("./main.ts");
