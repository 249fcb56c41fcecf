/** The kinds of cases: how they are drawn, as plain JSON, and how they are judged. */
import fc from "fast-check";
import { type CheckpointCase, checkCheckpoint } from "./check-checkpoint.ts";
import { checkRun, type RunCase } from "./check-run.ts";
import { checkFormula, checkLink, checkSentence } from "./check-text.ts";
import { damagedFiles, scenarioFiles } from "./draw-scenario.ts";
import { formulas, links, stepSentences } from "./draw-text.ts";
import type { Verdict } from "./verdict.ts";

export interface Kind<T = unknown> {
  readonly cases: fc.Arbitrary<T>;
  readonly judge: (one: T) => Verdict;
  /** In CI at most, so that a faster machine does not look where nobody has looked yet. */
  readonly mostCases: number;
  /** Of the time that there is. */
  readonly share: number;
  /** Longest time that a case may take on a busy machine, s. */
  readonly limit: number;
}

const runs: fc.Arbitrary<RunCase> = fc.record(
  { file: scenarioFiles, steps: fc.integer({ min: 5, max: 60 }), resumeAt: fc.integer({ min: 0, max: 20 }) },
  { requiredKeys: ["file", "steps"] },
);
const damagedRuns: fc.Arbitrary<RunCase> = fc.record({ file: damagedFiles, steps: fc.constant(3) });

const wound = fc.tuple(
  fc.nat(),
  fc.oneof(
    fc.constantFrom<unknown>(null, -1, 0, 1, 0.5, 1e300, -1e-300, 2 ** 31, "", "x", true, [], {}, "Infinity"),
    fc.array(fc.integer(), { maxLength: 3 }),
  ),
);
const byte = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
const checkpoints: fc.Arbitrary<CheckpointCase> = fc
  .record({
    model: fc.constantFrom("full" as const, "full" as const, "reduced" as const),
    at: fc.constantFrom(3, 20, 45),
    damage: fc.oneof(
      { weight: 1, arbitrary: fc.record({ bytes: fc.array(byte, { minLength: 1, maxLength: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ cut: fc.integer({ min: 1, max: 1e6 }) }) },
      { weight: 6, arbitrary: fc.record({ wounds: fc.array(wound, { maxLength: 2 }) }) },
    ),
  })
  .map(({ model, at, damage }) => ({ model, at, bytes: [], cut: 0, wounds: [], ...damage }));

function kind<T>(own: Kind<T>): Kind {
  return own as unknown as Kind;
}

export const KINDS: Readonly<Record<string, Kind>> = {
  formula: kind({ cases: formulas, judge: checkFormula, mostCases: 1000, share: 0.1, limit: 30 }),
  sentence: kind({ cases: stepSentences, judge: checkSentence, mostCases: 1000, share: 0.1, limit: 30 }),
  link: kind({ cases: links, judge: checkLink, mostCases: 1000, share: 0.05, limit: 30 }),
  file: kind({ cases: damagedRuns, judge: checkRun, mostCases: 200, share: 0.15, limit: 60 }),
  run: kind({ cases: runs, judge: checkRun, mostCases: 200, share: 0.45, limit: 60 }),
  checkpoint: kind({ cases: checkpoints, judge: checkCheckpoint, mostCases: 400, share: 0.15, limit: 60 }),
};
