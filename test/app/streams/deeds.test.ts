import { describe, expect, it } from "vitest";
import { describeDeeds } from "../../../src/app/streams/deeds.ts";
import { emptyHistory } from "../../../src/app/streams/history.ts";
import { cycleWith } from "../../io/samples.ts";

const frame = (cycle: number, status: readonly number[], time = 1e9) => ({
  time,
  cycle,
  jumped: false,
  particleStatus: Uint8Array.from(status),
});
const cycles = (...retentions: (number | null)[]) => ({
  ...emptyHistory,
  cycles: retentions.map((retention, k) => cycleWith({ cycle: k + 1, retention, start_s: 14_400 * k })),
});

describe("what a cell has done", () => {
  it("is said without a capacity before there are two cycles to compare", () => {
    expect(describeDeeds(undefined, cycles())).toBe("Being prepared.");
    expect(describeDeeds(frame(1, [0, 0]), cycles())).toBe("Cycle 1 runs: no particle lost.");
    expect(describeDeeds(frame(2, [0, 1]), cycles(1))).toBe("After 1 cycle: 1 of 2 particles lost.");
    expect(describeDeeds(frame(3, [0, 0]), cycles(null, 1))).toBe("After 2 cycles: no particle lost.");
  });

  it("names what it keeps after its last finished cycle, and those that are cut off among the lost", () => {
    expect(describeDeeds(frame(4, [0, 1, 2, 0]), cycles(1, 0.987, 0.9714))).toBe(
      "After 3 cycles: keeps 97.1 %, 2 of 4 particles lost.",
    );
    expect(describeDeeds(frame(4, [0, 3, 1, 3]), cycles(1, 0.9))).toBe(
      "After 2 cycles: keeps 90.0 %, 1 of 4 particles lost, 2 let go by hand.",
    );
    // A last cycle without one keeps what the one before it told.
    expect(describeDeeds(frame(4, [0]), cycles(1, 0.9, null))).toBe(
      "After 3 cycles: keeps 90.0 %, no particle lost.",
    );
    // By the time of the frame, which may be one of the past.
    expect(describeDeeds(frame(3, [0], 2 * 14_400 + 5), cycles(1, 0.987, 0.9714))).toBe(
      "After 2 cycles: keeps 98.7 %, no particle lost.",
    );
  });
});
