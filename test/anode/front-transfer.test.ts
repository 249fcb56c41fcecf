import { describe, expect, it } from "vitest";
import { createFrontTransfer } from "../../sim-core/anode/front-transfer.ts";

/** Unequally spaced places from 0 to 1. */
function spread(count: number, bend: number): number[] {
  return Array.from({ length: count + 1 }, (_, k) => {
    const t = k / count;
    return k === count ? 1 : t + bend * Math.sin(2 * Math.PI * t) + 0.2 * bend * Math.sin(14 * Math.PI * t);
  });
}

/** Ends of the pieces of nodes at `places`. */
function bounds(places: readonly number[]): number[] {
  return [
    places[0]!,
    ...places.slice(1).map((place, k) => 0.5 * (place + places[k]!)),
    places[places.length - 1]!,
  ];
}

/** Contents of the pieces for the integral `primitive` of a density. */
function fill(places: readonly number[], primitive: (x: number) => number): number[] {
  const ends = bounds(places);
  return places.map((_, k) => primitive(ends[k + 1]!) - primitive(ends[k]!));
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
const wave = (x: number): number => 3 * x + Math.sin(2 * Math.PI * x) / Math.PI;

describe("the transfer between chains of front nodes", () => {
  it("changes nothing where the chains agree", () => {
    const places = spread(40, 0.05);
    const contents = fill(places, wave);
    const transfer = createFrontTransfer(places, places);
    expect(Array.from(transfer.remapContents(contents))).toEqual(contents);
    expect(Array.from(transfer.interpolate(contents))).toEqual(contents);
    const flags = places.map((_, k) => (k % 3 === 0 ? 1 : 0));
    expect(Array.from(transfer.remapFlags(flags))).toEqual(flags);
  });

  it("keeps the content of every stretch between ends that both have, to round-off", () => {
    const from = spread(64, 0.06);
    // Pieces end half way between nodes: three nodes about each of the old ends keep it an end.
    const to = [0, 0.03, 0.11, 0.2, 0.23, 0.37, 0.5, 0.61, 0.64, 0.8, 0.95, 1];
    const contents = fill(from, (x) => Math.sin(40 * x));
    const out = createFrontTransfer(from, to).remapContents(contents);
    expect(Math.abs(sum(out) - sum(contents))).toBeLessThan(1e-15);
    const linear = createFrontTransfer(from, to).remapContents(fill(from, (x) => x + 3 * x * x));
    const ends = bounds(to);
    for (let m = 1; m + 1 < to.length; m++) {
      const [a, b] = [ends[m]!, ends[m + 1]!];
      expect(Math.abs(linear[m]! - (b - a) - 3 * (b * b - a * a))).toBeLessThan(2e-3 * (b - a));
    }
  });

  it("is of second order in the spacing, also after many transfers to and fro", () => {
    const errors = [60, 120, 240, 480].map((count) => {
      const [one, other] = [spread(count, 0.05), spread(Math.round(1.1 * count), -0.04)];
      const there = createFrontTransfer(one, other);
      const back = createFrontTransfer(other, one);
      let contents = Float64Array.from(fill(one, wave));
      for (let k = 0; k < 5; k++)
        contents = Float64Array.from(back.remapContents(there.remapContents(contents)));
      const exact = fill(one, wave);
      const ends = bounds(one);
      let worst = 0;
      contents.forEach((own, k) => {
        worst = Math.max(worst, Math.abs(own - exact[k]!) / (ends[k + 1]! - ends[k]!));
      });
      return worst;
    });
    for (let k = 1; k < 3; k++) expect(Math.log2(errors[k]! / errors[k + 1]!)).toBeGreaterThan(1.8);
  });

  it("makes no negative content from contents that are none", () => {
    const from = spread(30, 0.05);
    const contents = from.map((x, k) => (x > 0.4 && k % 2 === 0 ? 1 : 0));
    const out = createFrontTransfer(from, spread(97, -0.05)).remapContents(contents);
    for (const own of out) expect(own).toBeGreaterThanOrEqual(-1e-18);
    expect(Math.max(...out)).toBeGreaterThan(0.1);
  });

  it("mirrors when everything is mirrored", () => {
    const mirror = (places: readonly number[]): number[] => places.map((x) => 1 - x).reverse();
    const [from, to] = [spread(33, 0.07), spread(50, 0.03)];
    const contents = fill(from, (x) => Math.exp(3 * x) + Math.sin(9 * x));
    const flags = from.map((x) => (x > 0.3 && x < 0.55 ? 1 : 0));
    const one = createFrontTransfer(from, to);
    const other = createFrontTransfer(mirror(from), mirror(to));
    const mirrored = other.remapContents([...contents].reverse()).reverse();
    one.remapContents(contents).forEach((own, m) => {
      expect(Math.abs(own - mirrored[m]!)).toBeLessThan(1e-13);
    });
    expect(one.remapFlags(flags)).toEqual(other.remapFlags([...flags].reverse()).reverse());
  });
});
