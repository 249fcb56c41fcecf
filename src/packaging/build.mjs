/** Runs main.ts, which Node cannot load by itself. */
import { register } from "tsx/esm/api";

register();
await import("./main.ts");
