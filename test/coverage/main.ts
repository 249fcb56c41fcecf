/** `npm run coverage`: counts how often intervals of fits and bands of forecasts hold, cell by cell; what is there is kept. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { NINETY_FIVE_PERCENT } from "../../src/calibration/parameter-space.ts";
import { fitParameters, TooFewTold } from "../../src/twin/fit.ts";
import { bandOf, extrapolate, persist, sampleCapacity } from "../../src/twin/forecast.ts";
import { gatherEvidence } from "../../src/twin/observations.ts";
import { makeCell, measureCell, openStudy, type Study } from "./study.ts";
import { type CountedCell, type CountedForecast, tellCounts } from "./tell-counts.ts";

const { values: options } = parseArgs({
  options: {
    cells: { type: "string", default: "60" },
    minutes: { type: "string", default: "1000" },
    measured: { type: "string", default: "10" },
    ahead: { type: "string", default: "20" },
    members: { type: "string", default: "28" },
    rounds: { type: "string", default: "3" },
  },
});
const number = (name: keyof typeof options): number => Number(options[name]);
const folder = join(fileURLToPath(new URL("../..", import.meta.url)), "runs", "coverage");

async function countCell(study: Study, cell: number): Promise<CountedCell | string> {
  const { plan, run } = study;
  const [measured, ahead] = [number("measured"), number("ahead")];
  const truth = await makeCell(study, cell, measured + ahead);
  const { capacity: given, ended } = truth.record;
  if (given.length < measured || ended === "failed") return `the cell itself ended early (${ended})`;
  const cycles = measureCell(truth, cell, measured);
  const observed = gatherEvidence(cycles, { curves: [1, 2], noise: plan.noise, modelError: plan.modelError });
  const { parameters, members, rounds } = plan;
  const lasting: typeof run = (wishes, own) =>
    run(wishes, wishes.some(({ seed }) => seed >= 1000 * rounds) ? own + ahead : own);
  const fitted = await fitParameters({ parameters, observed, members, rounds, seed: 1 }, lasting);
  const { posterior, design, records, misfit } = fitted;
  const misses = truth.truth.map(
    (own, i) => (own - posterior.mean[i]!) / Math.sqrt(posterior.covariance[i]![i]!),
  );
  const capacity = cycles.map((own) => own.capacity);
  const known = { points: fitted.members.points, records, design, posterior };
  const samples = sampleCapacity(
    known,
    { capacity, noise: plan.noise.capacity },
    { cycles: measured + ahead, seed: cell },
  );
  const first = given[0]!;
  const steps = [10, 20, 40].filter((own) => own <= ahead);
  return {
    ...{ cell, parameters: parameters.map(({ path }) => path), misses, stretch: misfit.stretch },
    left: posterior.covariance.map((row, i) => Math.sqrt(row[i]!)),
    inside: misses.map((own) => Math.abs(own) <= NINETY_FIVE_PERCENT),
    forecasts:
      samples.length === 0
        ? []
        : steps.map((own): CountedForecast => {
            // A cell that has died gives nothing.
            const at = measured + own - 1;
            return {
              ...{ ahead: own, truth: (given[at] ?? 0) / first },
              band: bandOf(samples.map((row) => row[at]! / first)),
              persistence: persist(capacity) / first,
              line: extrapolate(capacity, own) / first,
            };
          }),
  };
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const path = join(
    folder,
    `cells-${number("measured")}-${number("ahead")}-${number("members")}-${number("rounds")}.jsonl`,
  );
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
  const kept = new Map(lines.map((line) => JSON.parse(line)).map((own: CountedCell) => [own.cell, own]));
  const begun = performance.now();
  const study = openStudy(join(folder, "members"), number("members"), number("rounds"));
  for (let cell = 1; cell <= number("cells"); cell++) {
    if (kept.has(cell) || performance.now() - begun > 60000 * number("minutes")) continue;
    const counted = await countCell(study, cell).catch((error: unknown) => {
      if (error instanceof TooFewTold) return error.message;
      throw error;
    });
    const minutes = ((performance.now() - begun) / 60000).toFixed(1);
    console.error(`${minutes} min: cell ${cell}: ${typeof counted === "string" ? counted : "counted"}`);
    if (typeof counted === "string") continue;
    kept.set(cell, counted);
    appendFileSync(path, `${JSON.stringify(counted)}\n`);
  }
  for (const line of tellCounts([...kept.values()])) console.log(line);
}

await main();
