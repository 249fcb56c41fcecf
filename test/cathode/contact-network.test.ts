import { describe, expect, test } from "vitest";
import { createRandom } from "../../sim-core/base/random.ts";
import {
  type ContactNetwork,
  createContactNetwork,
  findActiveShare,
  findConnected,
  type Links,
} from "../../sim-core/cathode/contact-network.ts";
import { createPointGrid } from "../../sim-core/cathode/point-grid.ts";

const columns = 28;
const rows = 5;
const count = columns * rows;
const pitch = 15e-6;
const lattice = {
  x: Float64Array.from({ length: count }, (_, k) => pitch * ((k % columns) + 0.5)),
  y: Float64Array.from({ length: count }, (_, k) => pitch * (Math.floor(k / columns) + 0.5)),
  radius: new Float64Array(count).fill(5e-6),
  neighbourRange: 3,
  electronicGap: 1e-6,
  carbonLinks: 0,
  seed: 1,
};
const all = new Uint8Array(count).fill(1);
/** Lattice whose particles conduct to their four neighbours. */
const touching = { ...lattice, electronicGap: 5.001e-6 };

function partnersOf(links: Links, p: number): number[] {
  return [...links.partners.subarray(links.start[p]!, links.start[p + 1]!)];
}

function expectSymmetric(links: Links): void {
  for (let p = 0; p + 1 < links.start.length; p++) {
    const partners = partnersOf(links, p);
    expect(partners).toEqual([...new Set(partners)].sort((a, b) => a - b));
    expect(partners).not.toContain(p);
    for (const q of partners) expect(partnersOf(links, q)).toContain(p);
  }
}

test("the grid finds what a search over all pairs finds", () => {
  const random = createRandom(2, "points");
  const x = Float64Array.from({ length: 300 }, () => random.uniform() - 0.5);
  const y = Float64Array.from({ length: 300 }, () => random.uniform() - 0.5);
  const grid = createPointGrid(x, y, 0.07);
  for (const distance of [0.05, 0.07, 0.21])
    for (let p = 0; p < 300; p += 7) {
      const all = Array.from(x.keys()).filter(
        (q) => q !== p && Math.hypot(x[p]! - x[q]!, y[p]! - y[q]!) <= distance,
      );
      expect(grid.within(p, distance)).toEqual(all);
    }
});

describe("neighbours", () => {
  test("on the lattice, whose pitch is exactly the range, they are the four next ones", () => {
    const { neighbours, touchesCollector } = createContactNetwork(lattice);
    expectSymmetric(neighbours);
    expect(partnersOf(neighbours, 30)).toEqual([2, 29, 31, 58]);
    expect(partnersOf(neighbours, 0)).toEqual([1, 28]);
    expect(neighbours.partners.length).toBe(2 * (rows * (columns - 1) + columns * (rows - 1)));
    expect([...touchesCollector].every((touches, p) => touches === (p < columns ? 1 : 0))).toBe(true);
  });

  test("unequal discs are neighbours within the range of their mean radius", () => {
    const pair = { ...lattice, x: [0, 2.98], y: [9, 9], radius: [0.5, 1.5], electronicGap: 0.1 };
    expect(partnersOf(createContactNetwork(pair).neighbours, 0)).toEqual([1]);
    expect(partnersOf(createContactNetwork({ ...pair, x: [0, 3.02] }).neighbours, 0)).toEqual([]);
  });

  test("the active share counts the particle itself", () => {
    const network = createContactNetwork(lattice);
    const active = all.slice();
    for (const q of [2, 29, 31]) active[q] = 0;
    const share = findActiveShare(network, active);
    expect(share[30]).toBe(2 / 5);
    expect(share[1]).toBe(2 / 4);
    expect(share[28]).toBe(3 / 4);
    expect(share[100]).toBe(1);
    expect(Math.min(...findActiveShare(network, new Uint8Array(count)))).toBe(1 / 5);
  });
});

describe("electronic links", () => {
  test("bridge gaps up to the limit and no wider", () => {
    expect(createContactNetwork(lattice).electronic.partners.length).toBe(0);
    expect(createContactNetwork({ ...lattice, electronicGap: 4.999e-6 }).electronic.partners.length).toBe(0);
    const network = createContactNetwork(touching);
    expect(network.electronic).toEqual(network.neighbours);
  });

  test("carbon gives each particle its number of distinct partners within reach, the same for a seed", () => {
    const request = { ...lattice, carbonLinks: 3 };
    const { electronic } = createContactNetwork(request);
    expectSymmetric(electronic);
    for (let p = 0; p < count; p++) {
      const partners = partnersOf(electronic, p);
      expect(partners.length).toBeGreaterThanOrEqual(3);
      for (const q of partners)
        expect(Math.hypot(lattice.x[p]! - lattice.x[q]!, lattice.y[p]! - lattice.y[q]!)).toBeLessThan(
          45.1e-6,
        );
    }
    expect(electronic.partners.length).toBeLessThanOrEqual(2 * 3 * count);
    expect(createContactNetwork(request).electronic).toEqual(electronic);
    expect(createContactNetwork({ ...request, seed: 2 }).electronic).not.toEqual(electronic);
  });
});

describe("connection to the collector", () => {
  const without = (...lost: number[]): Uint8Array => all.map((value, p) => (lost.includes(p) ? 0 : value));
  const network: ContactNetwork = createContactNetwork(touching);

  test("reaches all while all conduct, and only the bottom row without links", () => {
    expect(findConnected(network, all)).toEqual(all);
    const bottom = findConnected(createContactNetwork(lattice), all);
    expect([...bottom].reduce((a, b) => a + b, 0)).toBe(columns);
  });

  test("a walled-in corner is lost, and so is the wall", () => {
    const top = count - columns;
    const connected = findConnected(network, without(top + 1, top - columns));
    expect([connected[top], connected[top + 1], connected[top - columns]]).toEqual([0, 0, 0]);
    expect(connected.reduce((a, b) => a + b, 0)).toBe(count - 3);
  });

  test("a broken row cuts off everything above it, unless carbon leaps over", () => {
    const second = Array.from({ length: columns }, (_, k) => columns + k);
    const connected = findConnected(network, without(...second));
    connected.forEach((value, p) => {
      expect(value).toBe(p < columns ? 1 : 0);
    });
    const carbon = createContactNetwork({ ...touching, carbonLinks: 3 });
    const leapt = findConnected(carbon, without(...second));
    expect(leapt.reduce((a, b) => a + b, 0)).toBe(count - columns);
  });

  test("losing a conductor never connects another", () => {
    const random = createRandom(8, "losses");
    const carbon = createContactNetwork({ ...lattice, carbonLinks: 1 });
    let conducts = all.slice();
    let before = findConnected(carbon, conducts);
    for (let k = 0; k < 60; k++) {
      conducts = conducts.slice();
      conducts[Math.floor(random.uniform() * count)] = 0;
      const after = findConnected(carbon, conducts);
      after.forEach((value, p) => {
        expect(value).toBeLessThanOrEqual(Math.min(before[p]!, conducts[p]!));
      });
      before = after;
    }
  });
});
