/** `npm run validity`: installs and builds what is missing and runs main.ts. */
import { prepare } from "../cli/install.mjs";

prepare();
const { register } = await import("tsx/esm/api");
register();
await import("./main.ts");
