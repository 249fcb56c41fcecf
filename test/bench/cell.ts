/** Times a whole cell: set-up, time steps, 100 cycles, full and reduced. */
import type { InterfaceModel, MeshResolution } from "../../sim-core/scenario/record/scenario.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { shippedScenario } from "../cell/small-cell.ts";
import type { BenchOptions } from "./options.ts";
import { printTable, quantile, timeCalls, timeOnce } from "./timing.ts";

const CYCLES = 100;

interface CellTiming {
  /** ms of the second set-up and first step in the process. */
  readonly setUp: number;
  /** Cycles that were run; steps and seconds of 100 are extrapolated from them where there are fewer. */
  readonly measured: number;
  readonly stepsOf100: number;
  readonly secondsOf100: number;
  readonly median: number;
  readonly tail: number;
  readonly frame: number;
  /** How the run went, a failure with where it happened. */
  readonly message: string;
  /** How often the full model had to take over from the reduced one. */
  readonly takeovers: number;
}

/** Whether a notice says that the full model took over from the reduced one. */
export function tellsOfTakeover(notice: string): boolean {
  return notice.includes("the full model solves");
}

/** One cycle to warm up, then as many of 100 as `budget` seconds allow, step by step. */
function timeCell(mesh: MeshResolution, model: InterfaceModel, budget: number): CellTiming {
  const scenario = shippedScenario("ncm", { mesh, "protocol.repeat": CYCLES, "solver.model": model });
  createRun(scenario).advance({ stopAtCycleEnd: true });
  let run = createRun(scenario);
  const setUp = timeOnce(() => {
    run = createRun(scenario);
    run.advance({ maximumSteps: 1 });
  });
  const taken: number[] = [];
  let measured = 0;
  let takeovers = 0;
  const start = performance.now();
  while (run.status.kind === "running" && (measured === 0 || performance.now() - start < 1000 * budget)) {
    for (let ended = false; !ended && run.status.kind === "running"; ) {
      const before = performance.now();
      const { samples, cycles, notices } = run.advance({ maximumSteps: 1 });
      if (samples.length > 0) taken.push((performance.now() - before) / samples.length);
      takeovers += notices.filter(tellsOfTakeover).length;
      ended = cycles.length > 0;
    }
    measured++;
  }
  const seconds = (performance.now() - start) / 1000;
  const frame = timeCalls(() => run.frame(), 300).median;
  const steps = taken.length;
  taken.sort((a, b) => a - b);
  return {
    ...{ setUp, measured, frame, takeovers, message: run.status.message },
    stepsOf100: (steps / measured) * CYCLES,
    secondsOf100: (seconds / measured) * CYCLES,
    median: quantile(taken, 0.5),
    tail: quantile(taken, 0.99),
  };
}

export function benchCells({ meshes, budget }: BenchOptions): Record<string, CellTiming> {
  const results: Record<string, CellTiming> = {};
  const rows = [
    ["mesh", "model", "set-up ms", "step median ms", "p99 ms", "steps", "seconds", "measured", "taken over"],
  ];
  const models = ["full", "reduced"] as const;
  for (const [mesh, model] of meshes.flatMap((own) => models.map((kind) => [own, kind] as const))) {
    const t = timeCell(mesh, model, budget);
    results[model === "full" ? mesh : `${mesh}, reduced`] = t;
    const sign = t.measured < CYCLES ? "~" : "";
    rows.push([
      mesh,
      model,
      t.setUp.toFixed(0),
      t.median.toFixed(2),
      t.tail.toFixed(2),
      `${sign}${t.stepsOf100.toFixed(0)}`,
      `${sign}${t.secondsOf100.toFixed(1)}`,
      `${t.measured} cycles`,
      model === "full" ? "" : `${t.takeovers} times`,
    ]);
  }
  const stopped = Object.entries(results).filter(([, t]) => t.message.startsWith("stopped"));
  printTable(
    `${CYCLES} cycles of \`ncm\`, one core, after one cycle to warm up (~: extrapolated from the cycles measured)`,
    rows,
  );
  for (const [name, { message }] of stopped) console.log(`  ${name}: ${message}`);
  return results;
}
