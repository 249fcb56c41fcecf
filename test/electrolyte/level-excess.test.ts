import { describe, expect, test } from "vitest";
import { levelExcess } from "../../sim-core/electrolyte/level-excess.ts";
import { createSlab } from "./slab-electrolyte.ts";

const { columns } = createSlab(20, 12);
const { area, neighbour } = columns;
const count = area.length;
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
const none = new Float64Array(count);

describe("lithium beyond what a triangle takes", () => {
  test("stays as it is where nothing is too full", () => {
    const connected = area.map((own) => 0.9 * own);
    expect(
      levelExcess({ connected, dead: none, reacted: none }, { capacity: area, productVolume: 2 }, neighbour),
    ).toEqual({ connected, dead: none, reacted: none });
  });

  test("goes on to the nearest room; nothing is lost, and shares of connected and dead go with it", () => {
    const at = 217;
    const connected = none.slice();
    const dead = none.slice();
    connected[at] = 9 * area[at];
    dead[at] = 3 * area[at];
    const level = levelExcess(
      { connected, dead, reacted: none },
      { capacity: area, productVolume: 2 },
      neighbour,
    );
    const total = level.connected.map((own, t) => own + level.dead[t]);
    expect(Math.abs(sum(level.connected) / connected[at] - 1)).toBeLessThan(1e-14);
    expect(Math.abs(sum(level.dead) / dead[at] - 1)).toBeLessThan(1e-14);
    total.forEach((own, t) => {
      expect(own).toBeLessThanOrEqual(area[t] * (1 + 1e-12));
      expect(own).toBeGreaterThanOrEqual(0);
      if (own > 0) expect(level.dead[t] / own).toBeCloseTo(0.25, 12);
    });
    const reached = total.filter((own) => own > 0).length;
    expect(reached).toBeGreaterThanOrEqual(12);
    expect(reached).toBeLessThan(60);
  });

  test("goes to neighbours in proportion to their room", () => {
    const at = 217;
    const beside = Array.from(neighbour.subarray(3 * at, 3 * at + 3));
    expect(Math.min(...beside)).toBeGreaterThanOrEqual(0);
    const connected = area.slice();
    const rooms = [0.1, 0.2, 0.5].map((share) => share * area[at]);
    beside.forEach((other, k) => {
      connected[other] -= rooms[k];
    });
    connected[at] += 0.4 * area[at];
    const level = levelExcess(
      { connected, dead: none, reacted: none },
      { capacity: area, productVolume: 2 },
      neighbour,
    );
    beside.forEach((other, k) => {
      expect(level.connected[other] - connected[other]).toBeCloseTo(0.5 * rooms[k], 20);
    });
    expect(level.connected[at]).toBeCloseTo(area[at], 20);
  });

  test("finds room beyond triangles that are full", () => {
    const connected = area.map((own, t) => (t < count / 2 ? own : 0));
    connected[3] *= 2;
    const level = levelExcess(
      { connected, dead: none, reacted: none },
      { capacity: area, productVolume: 2 },
      neighbour,
    );
    expect(Math.abs(sum(level.connected) / sum(connected) - 1)).toBeLessThan(1e-14);
    expect(level.connected.every((own, t) => own <= area[t] * (1 + 1e-11))).toBe(true);
  });

  test("stays where there is no room at all", () => {
    const connected = area.map((own) => 2 * own);
    const level = levelExcess(
      { connected, dead: none, reacted: none },
      { capacity: area, productVolume: 2 },
      neighbour,
    );
    expect(Math.abs(sum(level.connected) / sum(connected) - 1)).toBeLessThan(1e-13);
  });
});
