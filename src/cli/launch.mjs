/** `npm run -s fluxtwin -- ...`: installs what is missing and runs main.ts, which Node cannot load by itself. */
import { prepare } from "./install.mjs";

prepare();
const { register } = await import("tsx/esm/api");
register();
await import("./main.ts");
