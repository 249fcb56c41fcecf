/** Reads TypeScript as the terminal program does. */
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
