import { describe, expect, test } from "vitest";
import { LITHIUM_MOLAR_VOLUME } from "../../sim-core/base/constants.ts";
import { filledConductivityFactor, swellingStrain } from "../../sim-core/electrolyte/filled-electrolyte.ts";
import { findShortCircuit } from "../../sim-core/electrolyte/find-short-circuit.ts";
import { findHotSpots } from "../../sim-core/electrolyte/front-columns.ts";
import {
  type IntergranularLithium,
  lithiumFraction,
  markReached,
  measureReach,
  type PlacementParameters,
  plateIntergranular,
  startIntergranular,
  stripIntergranular,
} from "../../sim-core/electrolyte/intergranular-lithium.ts";
import { createSlab, SIZE } from "./slab-electrolyte.ts";

const slab = createSlab();
const { columns } = slab;
const count = columns.area.length;
const frontCount = slab.front.length;
const even = new Float64Array(count).fill(1);
const own = Int32Array.from(slab.front, (_, k) => k);
const parameters: PlacementParameters = {
  depth: 20e-6,
  columnHalfWidth: 10e-6,
  linkFraction: 0.01,
  maximumFraction: 0.9,
  strippingOrder: "shallow-first",
};

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
const total = ({ connected, dead }: IntergranularLithium): number => sum(connected) + sum(dead);

function plate(before: IntergranularLithium, amount: ArrayLike<number>, spot: ArrayLike<number> = own) {
  return plateIntergranular(
    before,
    columns,
    { amount, spot, boundaryDensity: even, productVolume: 1.9 },
    parameters,
  );
}

const deepest = (connected: ArrayLike<number>): number =>
  Math.max(...measureReach(columns, connected, { linkFraction: 0.01, range: 10e-6 }));

/** mol/m at every front node; 1e-6 in all is 13 um2 of lithium. */
const evenly = (amount: number): Float64Array => new Float64Array(frontCount).fill(amount / frontCount);
const grow = (steps: number, amount: ArrayLike<number>): IntergranularLithium => {
  let lithium = startIntergranular(count);
  for (let k = 0; k < steps; k++) lithium = plate(lithium, amount).lithium;
  return lithium;
};

describe("columns below the front", () => {
  test("have the slab's area and depths from the front", () => {
    expect(sum(columns.area)).toBeCloseTo(SIZE.width * SIZE.height, 18);
    const mean = sum(columns.depth.map((depth, t) => depth * columns.area[t])) / sum(columns.area);
    expect(mean * 1e6).toBeCloseTo(30, 9);
    expect(Math.min(...columns.depth)).toBeGreaterThan(0);
  });

  test("gather at the hottest spot in range, and nowhere under an even current", () => {
    const x = columns.frontX;
    const current = Float64Array.from(x, (at) => 20 + (Math.abs(at - 50e-6) < 1e-7 ? 5 : 0));
    const spots = findHotSpots(current, x, 10e-6);
    spots.forEach((spot, k) => {
      expect(spot).toBe(Math.abs(x[k] - 50e-6) < 10.1e-6 ? 25 : k);
    });
    expect([...findHotSpots(evenly(20), x, 10e-6)]).toEqual([...own]);
    const scattered = Float64Array.from(own, (k) => 20 + 0.1 * Math.sin(7 * k));
    expect([...findHotSpots(scattered, x, 10e-6)]).toEqual([...own]);
    const rivals = Float64Array.from(own, (k) => (k === 20 || k === 25 ? 30 : 20));
    const pulled = findHotSpots(rivals, x, 10e-6);
    expect([pulled[22], pulled[23], pulled[18], pulled[27]]).toEqual([20, 25, 20, 25]);
  });
});

describe("plating into boundaries", () => {
  test("places what is diverted, to round-off, step after step", () => {
    let lithium = startIntergranular(count);
    const amount = Float64Array.from(own, (k) => 1e-7 * (1 + Math.sin(k)));
    for (let step = 1; step <= 20; step++) {
      const placed = plate(lithium, amount, findHotSpots(amount, columns.frontX, 10e-6));
      expect(sum(placed.moved) / sum(amount)).toBeCloseTo(1, 13);
      expect((total(placed.lithium) - total(lithium)) / sum(placed.moved)).toBeCloseTo(1, 12);
      lithium = placed.lithium;
    }
    expect(total(lithium) / (20 * sum(amount))).toBeCloseTo(1, 13);
  });

  test("starts at the front and follows its own lithium down, by exp(-depth/l_gb) where it leads", () => {
    const first = grow(1, evenly(1e-9));
    first.connected.forEach((amount, t) => {
      expect(amount > 0).toBe(columns.touching[t] === 1);
    });
    expect(deepest(first.connected)).toBe(0);
    const later = grow(80, evenly(2e-6));
    const reach = deepest(later.connected);
    expect(reach).toBeGreaterThan(10e-6);
    later.connected.forEach((amount, t) => {
      if (columns.depth[t] > reach + 4e-6) expect(amount).toBe(0);
    });
    // Once all triangles are reached, one step has the profile of the law.
    const open = plateIntergranular(
      startIntergranular(count),
      columns,
      { amount: evenly(1e-6), spot: own, boundaryDensity: even, productVolume: 1.9, seeds: even },
      parameters,
    ).lithium.connected;
    const level = (depth: number): number => {
      const picked = open.map((amount, t) => (Math.abs(columns.depth[t] - depth) < 1e-6 ? amount : 0));
      return sum(picked);
    };
    expect(Math.log(level(11e-6) / level(31e-6))).toBeCloseTo(1, 6);
  });

  test("goes to grain boundaries: none where there are none, in proportion elsewhere", () => {
    const density = columns.middle.map((x) => (x < 20e-6 ? 0 : x < 50e-6 ? 1 : 3));
    const { lithium, moved } = plateIntergranular(
      startIntergranular(count),
      columns,
      { amount: evenly(1e-9), spot: own, boundaryDensity: density, productVolume: 1.9 },
      parameters,
    );
    expect(sum(lithium.connected.filter((_, t) => density[t] === 0))).toBe(0);
    expect(moved[0]).toBe(0);
    const at = (x: number): number =>
      sum(lithium.connected.filter((_, t) => Math.abs(columns.middle[t] - x) < 1e-6));
    expect(at(55e-6)).toBeGreaterThan(1.5 * at(45e-6));
  });

  test("keeps to a column of 10 um either side of the spot", () => {
    const amount = new Float64Array(frontCount);
    amount[25] = 1e-6;
    const { connected } = grow(30, amount);
    connected.forEach((placed, t) => {
      if (Math.abs(columns.middle[t] - 50e-6) > 10.001e-6) expect(placed).toBe(0);
    });
  });

  test("fills no triangle beyond its limit; what has no room stays at the front", () => {
    const huge = evenly(1e-2);
    const { lithium, moved } = plate(startIntergranular(count), huge);
    const fraction = lithiumFraction(lithium, columns.area);
    expect(Math.max(...fraction)).toBeLessThan(0.9 + 1e-12);
    expect(sum(moved)).toBeLessThan(sum(huge));
    expect(sum(moved) / total(lithium)).toBeCloseTo(1, 12);
    expect((total(lithium) * LITHIUM_MOLAR_VOLUME) / (0.9 * SIZE.width * SIZE.height)).toBeCloseTo(1, 9);
  });

  test("fills what it is led to within one step as well as within many", () => {
    const fill = (steps: number): number => {
      const lithium = grow(steps, evenly(1.5e-4 / steps));
      expect(total(lithium) / 1.5e-4).toBeCloseTo(1, 12);
      return deepest(lithium.connected);
    };
    expect(fill(1)).toBeGreaterThan(15e-6);
    expect(fill(1)).toBeLessThanOrEqual(fill(50));
  });

  test("mirrors with the current", () => {
    const amount = Float64Array.from(own, (k) => 3e-7 * (1.2 + Math.cos((Math.PI * k) / 50)));
    const back = amount.slice().reverse();
    const one = grow(10, amount);
    const other = grow(10, back);
    const tally = ({ connected }: IntergranularLithium, sign: 1 | -1): Float64Array => {
      const bins = new Float64Array(20);
      connected.forEach((own, t) => {
        const x = sign * (columns.middle[t] - 0.5 * SIZE.width) + 0.5 * SIZE.width;
        bins[Math.floor((20 * x) / SIZE.width)] += own;
      });
      return bins;
    };
    const mirrored = tally(other, -1);
    tally(one, 1).forEach((own, bin) => {
      expect(own / mirrored[bin]).toBeCloseTo(1, 8);
    });
  });
});

describe("stripping from boundaries", () => {
  const filled = grow(60, evenly(2e-6));

  test("balances: what is dissolved leaves, what dies stays", () => {
    let lithium = filled;
    let died = 0;
    for (let step = 0; step < 60; step++) {
      const { lithium: after, moved } = stripIntergranular(lithium, columns, evenly(2e-6), parameters);
      expect(Math.abs(total(lithium) - total(after) - sum(moved))).toBeLessThan(1e-13 * total(filled));
      expect(after.dead.every((dead, t) => dead >= lithium.dead[t])).toBe(true);
      died = sum(after.dead);
      lithium = after;
    }
    expect(died).toBeGreaterThan(0.01 * total(filled));
    expect(died).toBeLessThan(total(filled));
    // All that is left at the front has been taken back; the dead cannot be.
    const end = stripIntergranular(lithium, columns, evenly(1), parameters).lithium;
    expect(sum(end.connected)).toBeLessThan(1e-12 * total(filled));
    expect(stripIntergranular(end, columns, evenly(1), parameters).lithium.dead).toEqual(end.dead);
  });

  test("kills what lies behind a stripped neck and spares what hangs by another", () => {
    const connected = new Float64Array(count);
    const chain = columns.middle.map((x, t) =>
      Math.abs(x - 50e-6) < 2e-6 && columns.depth[t] < 30e-6 ? 1 : 0,
    );
    const amount = (0.2 * columns.area[0]) / LITHIUM_MOLAR_VOLUME;
    chain.forEach((isChain, t) => {
      connected[t] = isChain * amount;
    });
    const whole = { ...startIntergranular(count), connected };
    const intact = stripIntergranular(whole, columns, new Float64Array(frontCount), parameters).lithium;
    expect(intact).toEqual(whole);
    const cut = connected.map((own, t) => (Math.abs(columns.depth[t] - 11e-6) < 1.1e-6 ? 0 : own));
    const { lithium } = stripIntergranular(
      { ...whole, connected: cut },
      columns,
      new Float64Array(frontCount),
      parameters,
    );
    lithium.connected.forEach((own, t) => {
      const isDeep = columns.depth[t] > 12e-6;
      expect(own).toBe(isDeep ? 0 : cut[t]);
      expect(lithium.dead[t]).toBe(isDeep ? cut[t] : 0);
    });
  });

  test("takes the shallow part first, so that necks go before what they hold", () => {
    const { lithium } = stripIntergranular(filled, columns, evenly(1e-6), parameters);
    const left = (from: number, to: number): number => {
      const inside = (_: number, t: number): boolean => columns.depth[t] >= from && columns.depth[t] < to;
      return sum(lithium.connected.filter(inside)) / sum(filled.connected.filter(inside));
    };
    expect(left(0, 4e-6)).toBeLessThan(left(8e-6, 12e-6));
  });
});

describe("stripping evenly", () => {
  const filled = grow(60, evenly(2e-6));
  const most = evenly(0.8 * sum(filled.connected));

  test("takes the same share at every depth, so that what hangs on stays connected", () => {
    const { lithium } = stripIntergranular(filled, columns, most, { ...parameters, strippingOrder: "even" });
    const left = (from: number, to: number): number => {
      const inside = (_: number, t: number): boolean => columns.depth[t] >= from && columns.depth[t] < to;
      return sum(lithium.connected.filter(inside)) / sum(filled.connected.filter(inside));
    };
    expect(left(8e-6, 12e-6) / left(0, 4e-6)).toBeCloseTo(1, 1);
    expect(sum(lithium.connected) / sum(filled.connected)).toBeCloseTo(0.2, 2);
    expect(sum(lithium.dead)).toBeLessThan(1e-3 * sum(filled.connected));
    // The shallow part first leaves nothing that hangs on.
    const shallow = stripIntergranular(filled, columns, most, parameters).lithium;
    expect(sum(shallow.connected)).toBe(0);
  });
});

describe("consequences", () => {
  test("pores fill before anything swells; ions go round lithium and cracks", () => {
    expect(swellingStrain(0.05, 0.06)).toBe(0);
    expect(swellingStrain(0.16, 0.06)).toBeCloseTo(0.1 / 3, 15);
    expect(filledConductivityFactor(0, 0)).toBe(1);
    expect(filledConductivityFactor(0.16, 0)).toBeCloseTo(0.7699, 4);
    expect(filledConductivityFactor(0.16, 0.5)).toBeCloseTo(0.385, 3);
  });
});

describe("a short circuit", () => {
  const { neighbour, touching } = columns;
  const field = (fraction: ArrayLike<number>) => ({
    fraction,
    neighbour,
    atLithium: touching,
    atCathode: slab.atCathode,
  });
  const strand = columns.middle.map((x) => (Math.abs(x - 31e-6) < 2e-6 ? 0.16 : 0.1));

  test("is a chain of neighbours at the threshold from lithium to cathode", () => {
    const path = findShortCircuit(field(strand), 0.16) as Int32Array;
    expect(touching[path[0]]).toBe(1);
    expect(slab.atCathode[path[path.length - 1]]).toBe(1);
    path.forEach((t, k) => {
      expect(strand[t]).toBe(0.16);
      if (k > 0) expect([...neighbour.subarray(3 * t, 3 * t + 3)]).toContain(path[k - 1]);
    });
    // No chain can be shorter than two triangles to a row, less those at the ends.
    expect(path.length).toBeLessThanOrEqual(2 * 30);
  });

  test("is none where a row is missing or the fraction a little less", () => {
    const broken = strand.map((own, t) => (Math.abs(columns.depth[t] - 31e-6) < 1.1e-6 ? 0 : own));
    expect(findShortCircuit(field(broken), 0.16)).toBeUndefined();
    expect(findShortCircuit(field(strand), 0.1601)).toBeUndefined();
  });

  test("comes about by plating alone, sooner under a hot spot and in a thin electrolyte", () => {
    const closeAt = (spot: ArrayLike<number>): number => {
      let lithium = startIntergranular(count);
      for (let step = 1; step < 400; step++) {
        lithium = plate(lithium, evenly(5e-6), spot).lithium;
        if (findShortCircuit(field(lithiumFraction(lithium, columns.area)), 0.16)) return step;
      }
      return Number.POSITIVE_INFINITY;
    };
    const spread = closeAt(own);
    const current = Float64Array.from(own, (k) => (k % 10 === 5 ? 30 : 20));
    expect(closeAt(findHotSpots(current, columns.frontX, 10e-6))).toBeLessThanOrEqual(spread);
    expect(spread).toBeLessThan(400);
  });

  test("reaches as far as lithium leads", () => {
    const connected = columns.area.map((area, t) => (columns.depth[t] < 20e-6 ? (0.02 * area) / 13e-6 : 0));
    expect(deepest(connected) * 1e6).toBeCloseTo(19.333, 3);
    const left = connected.map((amount, t) => (columns.middle[t] < 50e-6 ? amount : 0));
    const reach = measureReach(columns, left, { linkFraction: 0.01, range: 5e-6 });
    reach.forEach((own, k) => {
      if (columns.frontX[k] > 56e-6) expect(own).toBe(0);
      else if (columns.frontX[k] < 54e-6) expect(own * 1e6).toBeGreaterThan(18);
    });
    expect(sum(markReached(columns, connected, 0.01))).toBeGreaterThan(
      connected.filter((own) => own > 0).length,
    );
  });
});
