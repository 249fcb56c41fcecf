/** Which coalitions need a run: those that no other one shows to be the same. */
import { expect, test } from "vitest";
import { findEqual, listNext } from "../../src/attribution/equal-coalitions.ts";
import { listCoalitions } from "../../src/attribution/shapley.ts";

test("a run is the same without causes that left no trace in it, and only without these", () => {
  const runs = new Map([[0b111, 0b011]]);
  expect(findEqual(0b111, runs)).toBe(0b111);
  expect(findEqual(0b011, runs)).toBe(0b111);
  expect(findEqual(0b101, runs)).toBeUndefined();
  expect(findEqual(0b1011, runs)).toBeUndefined();
});

test("who may turn out to be the same waits for the run that tells", () => {
  const all = listCoalitions([0, 1, 2]);
  // Cause 2 may leave no trace.
  expect(listNext(all, new Map(), 0b100)).toEqual([0b100, 0b101, 0b110, 0b111]);
  const runs = new Map([
    [0b111, 0b011],
    [0b110, 0b110],
    [0b101, 0b101],
    [0b100, 0b100],
  ]);
  expect(listNext(all, runs, 0b100)).toEqual([0b000, 0b001, 0b010]);
});

test("every coalition is run at most once, and then nothing is left", () => {
  const all = listCoalitions([0, 1, 2, 3]);
  const runs = new Map<number, number>();
  let waves = 0;
  for (let next = listNext(all, runs, 0b1100); next.length > 0; next = listNext(all, runs, 0b1100)) {
    waves++;
    for (const own of next) {
      expect(runs.has(own)).toBe(false);
      // Cause 3 acts where 0 does; cause 2 never.
      runs.set(own, own & (own & 1 ? 0b1011 : 0b0011));
    }
  }
  expect(waves).toBe(2);
  expect([...runs.keys()].sort((one, other) => one - other)).toEqual([
    0b0101, 0b0111, 0b1100, 0b1101, 0b1110, 0b1111,
  ]);
  for (const own of all) expect(findEqual(own, runs)).toBeDefined();
});
