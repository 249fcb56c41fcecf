/** Times a whole cell: set-up, time steps, cycles, memory over many cycles. */
import { readFileSync } from "node:fs";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { InterfaceModel, MeshResolution, Scenario } from "../../sim-core/scenario/scenario.ts";
import { createRun } from "../../sim-core/time/run.ts";
import { printTable, quantile, timeCalls } from "./timing.ts";

const load = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../scenarios/${name}.json`, import.meta.url), "utf8"));

function shipped(name: string, overrides: Record<string, string | number>): Scenario {
  return parseScenario(load(name), { load, overrides });
}

interface CellTiming {
  readonly setUp: number;
  readonly steps: number;
  readonly median: number;
  readonly tail: number;
  readonly seconds: number;
  readonly frame: number;
}

/** One cycle warm-up, then `cycles` cycles step by step. */
function timeCell(mesh: MeshResolution, model: InterfaceModel, cycles: number): CellTiming {
  const scenario = shipped("ncm", { mesh, "protocol.repeat": cycles + 1, "solver.model": model });
  createRun(scenario).advance({ maximumSteps: 10 });
  const begin = performance.now();
  const run = createRun(scenario);
  run.advance({ maximumSteps: 1 });
  const setUp = performance.now() - begin;
  run.advance({ stopAtCycleEnd: true });
  const taken: number[] = [];
  const start = performance.now();
  while (run.status.kind === "running") {
    const before = performance.now();
    const { samples } = run.advance({ maximumSteps: 1 });
    if (samples.length > 0) taken.push((performance.now() - before) / samples.length);
  }
  const seconds = (performance.now() - start) / 1000;
  const frame = timeCalls(() => run.frame(), 300).median;
  taken.sort((a, b) => a - b);
  return {
    setUp,
    steps: taken.length,
    median: quantile(taken, 0.5),
    tail: quantile(taken, 0.99),
    seconds,
    frame,
  };
}

export function benchCells(meshes: readonly MeshResolution[]): Record<string, CellTiming> {
  const results: Record<string, CellTiming> = {};
  const rows = [
    [
      "mesh",
      "model",
      "set-up and first step ms",
      "steps/cycle",
      "step median ms",
      "p99 ms",
      "s/cycle",
      "frame ms",
    ],
  ];
  const models = ["full", "reduced"] as const;
  for (const [mesh, model] of meshes.flatMap((own) => models.map((kind) => [own, kind] as const))) {
    const cycles = mesh === "fine" ? 1 : 3;
    const t = timeCell(mesh, model, cycles);
    results[model === "full" ? mesh : `${mesh}, ${model}`] = t;
    rows.push([
      mesh,
      model,
      t.setUp.toFixed(0),
      (t.steps / cycles).toFixed(0),
      t.median.toFixed(2),
      t.tail.toFixed(2),
      (t.seconds / cycles).toFixed(2),
      t.frame.toFixed(2),
    ]);
  }
  printTable("Cell `ncm`, one core, warm (set-up is a second one in the process)", rows);
  return results;
}

/** Heap after a collection, in MB, at cycles of one long run on a small cell. */
export function benchMemory(cycles: number): Record<string, number> {
  const run = createRun(
    shipped("ncm", {
      mesh: "draft",
      "cell.width": "90 um",
      "cathode.columns": 6,
      "protocol.repeat": cycles,
      "contactLoss.medianLife": 1000,
    }),
  );
  const heap: Record<string, number> = {};
  const rows = [["cycle", "heap MB", "arrays MB"]];
  const marks = new Set([2, Math.round(cycles / 4), Math.round(cycles / 2), cycles]);
  for (let cycle = 1; cycle <= cycles && run.status.kind === "running"; cycle++) {
    run.advance({ stopAtCycleEnd: true });
    if (!marks.has(cycle)) continue;
    (globalThis as { gc?: () => void }).gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    heap[cycle] = (heapUsed + arrayBuffers) / 1e6;
    rows.push([String(cycle), (heapUsed / 1e6).toFixed(1), (arrayBuffers / 1e6).toFixed(1)]);
  }
  printTable(`Memory over ${cycles} cycles of a small cell, after collection`, rows);
  return heap;
}
