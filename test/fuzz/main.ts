/**
 * `npm run fuzz -- [--seed N] [--seconds N] [--kind NAME]`: fuzzes one kind of case or all, prints what was drawn and each
 * minimal case that fails, and keeps it in corpus/. The exit status is 1 where anything was found.
 */
import { parseArgs } from "node:util";
import { keep } from "./corpus.ts";
import { fuzz, reasonOf } from "./fuzz.ts";
import { KINDS } from "./kinds.ts";
import { createJudge } from "./patient.ts";

/** Of the time for a kind, which may take as much again to make its cases smaller. */
const SHRINKING_SHARE = 1;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1e6) },
    seconds: { type: "string", default: "600" },
    kind: { type: "string" },
  },
});
const seed = Number(values.seed);
const seconds = Number(values.seconds);
const names = values.kind === undefined ? Object.keys(KINDS) : [values.kind];
if (!names.every((name) => name in KINDS) || !Number.isInteger(seed) || !(seconds > 0)) {
  console.error(
    `--seed: a whole number; --seconds: above 0; --kind: one of ${Object.keys(KINDS).join(", ")}`,
  );
  process.exit(2);
}
const judge = createJudge();
const seen = new Set<string>();
for (const kind of names) {
  const own = values.kind === undefined ? seconds * KINDS[kind]!.share : seconds;
  const { cases, tags, found } = await fuzz(
    { kind, seed, seconds: own, shrinking: SHRINKING_SHARE * own },
    judge,
  );
  const counts = Object.entries(tags).map(([tag, count]) => `${count} ${tag}`);
  console.log(`${kind}, seed ${seed}, ${own.toFixed(0)} s: ${cases} cases (${counts.join(", ")})`);
  for (const one of found) {
    if (seen.has(reasonOf(one.fault))) continue;
    seen.add(reasonOf(one.fault));
    console.log(`  ${one.fault}\n  ${JSON.stringify(one.one)}\n  kept as test/fuzz/corpus/${keep(one)}`);
  }
}
await judge.close();
process.exitCode = seen.size > 0 ? 1 : 0;
