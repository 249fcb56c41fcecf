/** `npm run coverage`: installs and builds what is missing and runs main.ts as a guest of the machine. */
import { constants, setPriority } from "node:os";
import { prepare } from "../../src/cli/install.mjs";

setPriority(constants.priority.PRIORITY_LOW);
prepare();
const { register } = await import("tsx/esm/api");
register();
await import("./main.ts");
