/** Ratios by round, and what the table says of them. */
import { expect, it } from "vitest";
import { findRatios, spread, tabulateRatios, WANTED } from "./ratios.ts";

const wanted = [{ target: "1", what: "a / b", over: "a", under: "b", limit: 0.5 }];

it("are taken within rounds, of which one without a time does not count", () => {
  const found = findRatios({ a: [1, 4, undefined, 2], b: [2, 4, 5, 8] }, wanted);
  expect(found).toEqual([{ wanted: wanted[0], rounds: 3, median: 0.5, least: 0.25, most: 1 }]);
  expect(findRatios({ a: [1] }, wanted)).toEqual([]);
});

it("have a median between the middle two of an even number", () => {
  expect(spread([1, 2, 4, 8])).toEqual({ median: 3, least: 1, most: 8 });
});

it("are told with their target, and whether it is reached", () => {
  const tell = (a: number) => tabulateRatios(findRatios({ a: [a], b: [1] }, wanted)).at(-1);
  expect(tell(0.5)).toEqual(["1", "a / b", "0.500", "0.500 to 0.500", "0.500", "reached"]);
  expect(tell(0.51)).toEqual(["1", "a / b", "0.510", "0.510 to 0.510", "0.500", "not reached"]);
});

it("cover every target of this bench", () => {
  const targets = WANTED.filter(({ limit }) => limit !== undefined).map(({ target }) => target);
  expect([...new Set(targets)]).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  for (const { target, limit } of WANTED) expect(target === "").toBe(limit === undefined);
});
