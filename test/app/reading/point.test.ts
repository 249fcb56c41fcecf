import { describe, expect, it } from "vitest";
import type { Frame } from "../../../sim-core/index.ts";
import { createPointReader, pointQuantities } from "../../../src/app/reading/point.ts";
import { rangeOf, sparkPath } from "../../../src/app/reading/spark.ts";
import { TimeSeries } from "../../../src/app/reading/time-series.ts";
import { frame, linear, mesh } from "./cell.ts";

const read = createPointReader();
const ask = (x: number, y: number, of: Frame = frame) => {
  const { place, particle, values } = read(of, mesh, [x, y]);
  const named = Object.fromEntries(
    pointQuantities.flatMap(({ of: part, name }, k) =>
      Number.isNaN(values[k]) ? [] : [[`${part}: ${name}`, Number(values[k]!.toPrecision(6))]],
    ),
  );
  return { place, particle, named };
};
const atFront = {
  "front: Lithium thickness": 10,
  "front: Interphase": 3,
  "front: Current on the lithium": -2,
  "front: Contact": 100,
  "front: Pressure": 5,
};

describe("reading a point", () => {
  it("has all that is solved in the electrolyte, in its units, and the front at its x", () => {
    const solid = {
      ...frame,
      potential: linear((x, y) => 1e-3 * (x + 2 * y)),
      vonMises: linear((x) => 1e6 * x),
    };
    expect(ask(3, 5.25, solid)).toEqual({
      place: "electrolyte",
      particle: undefined,
      named: {
        "electrolyte: Potential": 13.5,
        "electrolyte: Ionic current": 5,
        "electrolyte: to the right": 3,
        "electrolyte: to the lithium": 4,
        "electrolyte: Lithium inside": 0,
        "electrolyte: Von Mises stress": 3,
        ...atFront,
      },
    });
    // Again where it was, and back.
    expect(ask(18, 1, solid).named["electrolyte: Potential"]).toBe(20);
    expect(ask(3, 5.25, solid).named["electrolyte: Potential"]).toBe(13.5);
  });

  it("reads the particle in whose place there is no electrolyte", () => {
    const { place, particle, named } = ask(8.5, 8.5);
    expect([place, particle]).toEqual(["particle", 0]);
    expect(named).toMatchObject({
      "particle: Li content, mean": 0.5,
      "particle: Li content, surface": 0.25,
      "particle: Current": 2,
      "particle: Volume strain": -2,
      "particle: Damage": 25,
    });
    expect(named["electrolyte: Potential"]).toBeUndefined();
  });

  it("has both where the electrolyte goes through a particle, as in a homogenised cathode", () => {
    const whole = { ...mesh, particleX: Float32Array.of(3), particleY: Float32Array.of(3) };
    const { place, particle, values } = read(frame, whole, [3.1, 3.1]);
    expect([place, particle]).toEqual(["particle", 0]);
    expect(values.filter((value) => !Number.isNaN(value)).length).toBe(15);
    // At its very rim it is the electrolyte alone.
    expect(read(frame, whole, [4.99, 3]).particle).toBeUndefined();
  });

  it("tells lithium from what is beyond the cell", () => {
    expect(ask(3, 25)).toEqual({ place: "lithium", particle: undefined, named: atFront });
    expect(ask(3, 31).place).toBe("beyond");
    expect(ask(-1, 5)).toEqual({ place: "beyond", particle: undefined, named: {} });
  });
});

describe("series of readings", () => {
  it("rises in time: what was later is of a run that was left", () => {
    const series = new TimeSeries();
    for (const time of [1, 2, 3]) series.add(time, [time]);
    series.add(2, [20]);
    expect(series.times).toEqual([1, 2]);
    expect(series.rows).toEqual([[1], [20]]);
    series.clear();
    expect(series.times).toEqual([]);
  });

  it("keeps no more than 480 rows, the newest among them, evenly thinned", () => {
    const series = new TimeSeries();
    for (let time = 0; time < 2000; time++) {
      series.add(time, [time]);
      expect(series.times.at(-1)).toBe(time);
    }
    expect(series.times.length).toBeLessThanOrEqual(480);
    expect(series.times.length).toBeGreaterThan(200);
    expect(series.rows.every((row, k) => row[0] === series.times[k])).toBe(true);
  });
});

describe("curve as small as a word", () => {
  const room = { width: 80, height: 10, times: [0, 4], values: [0, 2] } as const;

  it("fills its room from the first time to the last, high values at the top", () => {
    expect(sparkPath([0, 2, 4], [0, 2, 1], room)).toBe("M0.0 10.0L40.0 0.0L80.0 5.0");
  });

  it("is broken where there is no value, and lies in the middle where all are equal", () => {
    expect(sparkPath([0, 1, 2], [0, Number.NaN, 2], room)).toBe("M0.0 10.0M40.0 0.0");
    expect(sparkPath([4], [7], { ...room, values: [7, 7] })).toBe("M80.0 5.0");
  });

  it("shares the range of finite values with the other curve", () => {
    expect(
      rangeOf([
        [1, Number.NaN],
        [-2, 5],
      ]),
    ).toEqual([-2, 5]);
    expect(rangeOf([[Number.NaN], []])).toEqual([0, 1]);
  });
});
