/** What a small cell keeps in memory over many cycles, after a collection. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createRun } from "../../sim-core/time/run/run.ts";
import { smallScenario } from "../cell/small-cell.ts";
import { printTable } from "./timing.ts";

interface Held {
  /** MB */
  readonly heap: number;
  readonly arrays: number;
  readonly resident: number;
}

/** Returns what is held after cycles of one long run of the cell that the tests use, whose particles stay attached. */
export function benchMemory(cycles: number): Record<string, Held> {
  // The collector can only be called in contexts made after it was asked for.
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const run = createRun(smallScenario({ "protocol.repeat": cycles, "contactLoss.medianLife": 1e4 }));
  const held: Record<string, Held> = {};
  const rows = [["cycle", "heap MB", "arrays MB", "resident MB"]];
  const marks = new Set([10, 0.25 * cycles, 0.5 * cycles, 0.75 * cycles, cycles].map(Math.round));
  for (let cycle = 1; cycle <= cycles && run.status.kind === "running"; cycle++) {
    run.advance({ stopAtCycleEnd: true });
    if (!marks.has(cycle)) continue;
    collect();
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    const own = { heap: heapUsed / 1e6, arrays: arrayBuffers / 1e6, resident: rss / 1e6 };
    held[cycle] = own;
    rows.push([String(cycle), ...[own.heap, own.arrays, own.resident].map((value) => value.toFixed(1))]);
  }
  printTable(`Memory over ${cycles} cycles of a small cell, after collection`, rows);
  if (run.status.kind === "failed") console.log(`  ${run.status.message}`);
  return held;
}
