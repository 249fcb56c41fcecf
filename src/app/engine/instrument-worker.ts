/** The program of the worker in which an instrument looks at a cell. */
import type { InstrumentOrder } from "./instrument-messages.ts";
import { measureCell } from "./measure-cell.ts";

addEventListener("message", ({ data }: MessageEvent<InstrumentOrder>) => {
  measureCell(data, (report) => postMessage(report));
});
