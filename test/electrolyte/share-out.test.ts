import { describe, expect, test } from "vitest";
import { shareOut } from "../../sim-core/electrolyte/share-out.ts";
import { createSlab } from "./slab-electrolyte.ts";

const { columns } = createSlab(50, 30);
const { area, middle, frontX } = columns;
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

describe("amounts of columns shared out to triangles", () => {
  test("balance also where crumbs stand beside plenty", () => {
    // On the right only crumbs are left, which the columns there would take at any price.
    const crumb = (x: number): number => (x < 50e-6 ? 1 : 1e-13 * (1 + Math.sin(1e7 * x)));
    const room = area.map((own, t) => own * crumb(middle[t]));
    const amount = frontX.map((x) => 1e-12 * (1 + Math.cos(3e5 * x)));
    const weight = room.map((own, t) => own * Math.exp(-columns.depth[t] / 5e-6));
    const { given, added } = shareOut(columns, { amount, halfWidth: 8e-6, weight, room });
    expect(Math.abs(sum(given) / sum(added) - 1)).toBeLessThan(1e-14);
    added.forEach((own, t) => {
      expect(own).toBeLessThanOrEqual(room[t]);
    });
    given.forEach((own, k) => {
      expect(own).toBeLessThanOrEqual(amount[k] * (1 + 1e-12));
    });
    // What stands beside the crumbs still gets all of what is offered to it alone.
    expect(given[5] / amount[5]).toBeCloseTo(1, 12);
  });

  test("come to the same whichever way the front's nodes are numbered", () => {
    const amount = frontX.map((x) => 1e-11 * (1 + Math.cos(3e5 * x)));
    const offer = { amount, halfWidth: 8e-6, weight: area, room: area.map((own) => 0.4 * own) };
    const straight = shareOut(columns, offer);
    const turned = shareOut(
      { ...columns, frontX: frontX.slice().reverse() },
      { ...offer, amount: amount.slice().reverse() },
    );
    straight.added.forEach((own, t) => {
      expect(Math.abs(turned.added[t] - own)).toBeLessThan(1e-14 * area[t]);
    });
    expect(Math.abs(sum(straight.given) / sum(straight.added) - 1)).toBeLessThan(1e-14);
  });
});
