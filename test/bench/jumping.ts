/** Cycles that are jumped against the same cycles solved: how far apart at every one of them, and what it costs. */
import type { CycleSummary } from "../../sim-core/cell/frame.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { type Overrides, shippedScenario } from "../cell/small-cell.ts";
import { printTable } from "./timing.ts";

const CELLS = ["ncm", "lzp-ncm", "swage-ncm", "swage-lzp-ncm"];
const SEEDS = [1, 2, 3];
const CYCLES = 100;
/** Step tolerance, mV, of a run that is solved otherwise: what two solved runs differ by. */
const OTHER_TOLERANCE = 0.5;
/** Points by which retention and active share may be off. */
const RETENTION = 0.5;
const ACTIVE = 1;

interface Solved {
  readonly cycles: readonly CycleSummary[];
  readonly steps: number;
  /** s of one core, without building the cell. */
  readonly seconds: number;
}

/** Returns a row per cell and seed, and prints them; `quick`: the small cells with one seed. */
export function benchJumping(quick: boolean): readonly Record<string, unknown>[] {
  solve("ncm", { "protocol.repeat": 5 });
  const rows = (quick ? CELLS.slice(0, 2) : CELLS).flatMap((cell) =>
    (quick ? SEEDS.slice(0, 1) : SEEDS).map((seed) => compare(cell, seed)),
  );
  const head = [
    "cell",
    "seed",
    "solved",
    "time",
    "retention",
    "over",
    "active",
    "over",
    "two solved",
    "over",
  ];
  printTable(
    "Jumped cycles against solved ones, draft, reduced, 100 cycles: largest error in points, cycles over the target",
    [
      head,
      ...rows.map((row) => [
        row.cell,
        String(row.seed),
        String(row.solvedCycles),
        row.timeShare.toFixed(3),
        row.jumped.retention.toFixed(2),
        String(row.jumped.retentionOver),
        row.jumped.active.toFixed(2),
        String(row.jumped.activeOver),
        row.other?.retention.toFixed(2) ?? "-",
        row.other === undefined ? "-" : String(row.other.retentionOver),
      ]),
    ],
  );
  return rows.map((row) => ({ ...row }));
}

function compare(cell: string, seed: number) {
  const reference = solve(cell, { seed });
  const jumped = solve(cell, { seed, "solver.jump": 1000 });
  // Of the larger cells one such run takes minutes and tells the same.
  const other = cell.startsWith("swage")
    ? undefined
    : solve(cell, { seed, "solver.stepTolerance": OTHER_TOLERANCE });
  return {
    ...{ cell, seed },
    solvedCycles: jumped.cycles.filter((cycle) => !cycle.jumped).length,
    stepShare: jumped.steps / reference.steps,
    timeShare: jumped.seconds / reference.seconds,
    jumped: differ(jumped.cycles, reference.cycles),
    other: other && differ(other.cycles, reference.cycles),
  };
}

function solve(cell: string, overrides: Overrides): Solved {
  const base = { mesh: "draft", "solver.model": "reduced", "protocol.repeat": CYCLES };
  const run = createRun(shippedScenario(cell, { ...base, ...overrides }));
  const before = process.cpuUsage();
  const { cycles, samples } = run.advance({});
  return { cycles, steps: samples.length, seconds: process.cpuUsage(before).user / 1e6 };
}

/** Largest differences in points, and in how many cycles they are over the target. */
function differ(ones: readonly CycleSummary[], others: readonly CycleSummary[]) {
  const points = (of: (cycle: CycleSummary) => number): number[] =>
    ones.map((cycle, k) => 100 * Math.abs(of(cycle) - of(others[k]!)));
  const retention = points((cycle) => cycle.retention ?? 0);
  const active = points((cycle) => cycle.activeFraction);
  return {
    retention: Math.max(...retention),
    retentionOver: retention.filter((own) => own > RETENTION).length,
    active: Math.max(...active),
    activeOver: active.filter((own) => own > ACTIVE).length,
  };
}
