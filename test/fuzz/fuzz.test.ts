/** What once failed, then a minute of what might: seeded, as many cases as there is time for. `npm run fuzz` goes on. */
import { afterAll, describe, expect, it } from "vitest";
import { readCorpus } from "./corpus.ts";
import { fuzz } from "./fuzz.ts";
import { KINDS } from "./kinds.ts";
import { createJudge } from "./patient.ts";

const SEED = 2026;
const SECONDS = 60;

const judge = createJudge();
afterAll(() => judge.close());

describe("what once failed", () => {
  it.each(readCorpus())("stays mended: $name, $reason", async ({ kind, case: one }) => {
    expect((await judge.judge(kind, one)).fault).toBeUndefined();
  });
});

describe(`anything (seed ${SEED})`, () => {
  it.each(Object.entries(KINDS))(
    "of the kind %s is refused in words or right",
    async (kind, { share, mostCases }) => {
      const { cases, found } = await fuzz(
        { kind, seed: SEED, seconds: share * SECONDS, mostCases, shrinking: 20 },
        judge,
      );
      expect(found).toEqual([]);
      expect(cases).toBeGreaterThan(0);
    },
  );
});
