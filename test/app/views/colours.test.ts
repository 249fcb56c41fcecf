import { describe, expect, it } from "vitest";
import { displacement } from "../../../src/app/layers/displacement.ts";
import { flux } from "../../../src/app/layers/flux.ts";
import {
  blues,
  cividis,
  greyColours,
  magma,
  plasma,
  rusts,
  signedColours,
  TABLE_SIZE,
  viridis,
} from "../../../src/app/layers/form/colour-maps.ts";
import { front } from "../../../src/app/layers/front.ts";
import { layers } from "../../../src/app/layers/list.ts";
import { potential } from "../../../src/app/layers/potential.ts";
import { stoichiometry } from "../../../src/app/layers/stoichiometry.ts";
import { vonMises } from "../../../src/app/layers/von-mises.ts";
import {
  growRange,
  isolineStep,
  placeOnScale,
  roundUp,
  smallestRange,
} from "../../../src/app/views/colour-range.ts";
import { createSharedScales } from "../../../src/app/views/shared-scales.ts";

/** CIE lightness of every entry. */
function lightness(table: Uint8Array): number[] {
  return Array.from({ length: TABLE_SIZE }, (_, k) => {
    const linear = [0, 1, 2].map((c) => {
      const value = table[4 * k + c]! / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    const luminance = 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
    return luminance > 216 / 24389 ? 116 * Math.cbrt(luminance) - 16 : (24389 / 27) * luminance;
  });
}

/** Largest fall between neighbours; entries are whole numbers of 255, so rounding alone may cost a little. */
const largestFall = (values: readonly number[]) =>
  Math.max(...values.slice(1).map((value, k) => values[k]! - value));
const ROUNDING = 0.25;

describe("colour maps", () => {
  it.each(layers.filter(({ scale }) => scale.kind !== "symmetric"))(
    "of $key grow lighter from end to end",
    ({ colours }) => {
      const values = lightness(colours());
      expect(largestFall(values)).toBeLessThan(ROUNDING);
      expect(values[TABLE_SIZE - 1]! - values[0]!).toBeGreaterThan(60);
    },
  );

  it("tints particles lighter with more lithium", () => {
    expect(largestFall(lightness(greyColours()))).toBeLessThan(ROUNDING);
  });

  it.each(layers.filter(({ scale }) => scale.kind === "symmetric"))(
    "of $key are darkest at zero and equally light at equal size",
    ({ colours }) => {
      const values = lightness(colours());
      const positive = values.slice(TABLE_SIZE / 2);
      const negative = values.slice(0, TABLE_SIZE / 2).reverse();
      expect(largestFall(positive)).toBeLessThan(ROUNDING);
      expect(largestFall(negative)).toBeLessThan(ROUNDING);
      positive.forEach((value, k) => {
        expect(Math.abs(value - negative[k]!)).toBeLessThan(1);
      });
    },
  );

  it("belong to the layers that they belonged to from the beginning", () => {
    const tables = Object.fromEntries(layers.map(({ key, colours }) => [key, colours]));
    expect(tables).toMatchObject({
      potential: signedColours,
      flux: magma,
      stoichiometry: plasma,
      front: signedColours,
      intergranular: blues,
      vonMises: viridis,
      meanStress: signedColours,
      principalStress: signedColours,
      displacement: cividis,
    });
  });

  it("tells dead lithium from connected by hue, not by lightness, and begins both at bare electrolyte", () => {
    const [connected, dead] = [blues(), rusts()];
    const [light, other] = [lightness(connected), lightness(dead)];
    expect(largestFall(other)).toBeLessThan(ROUNDING);
    light.forEach((value, k) => {
      expect(Math.abs(value - other[k]!)).toBeLessThan(2.5);
    });
    expect(connected.subarray(0, 4)).toEqual(dead.subarray(0, 4));
    const blueOverRed = (table: Uint8Array) => table[4 * 120 + 2]! - table[4 * 120]!;
    expect(blueOverRed(connected)).toBeGreaterThan(60);
    expect(blueOverRed(dead)).toBeLessThan(-60);
  });

  it("has 256 opaque entries", () => {
    const table = magma();
    expect(table.length).toBe(4 * TABLE_SIZE);
    for (let k = 3; k < table.length; k += 4) expect(table[k]).toBe(255);
  });
});

describe("shared scale", () => {
  it("rounds up to numbers that read well", () => {
    expect([1, 1.01, 2.1, 0.047, 151, 9.9, 6e-7].map(roundUp)).toEqual([1, 1.5, 3, 0.05, 200, 10, 6e-7]);
  });

  it("keeps a range that holds the data and grows past it in steps, never shrinking", () => {
    let range = smallestRange(flux);
    range = growRange(range, 0, 37);
    expect([range.minimum, range.maximum]).toEqual([0, 40]);
    expect(growRange(range, 1, 39)).toBe(range);
    expect(growRange(range, 0, 41).maximum).toBe(50);
  });

  it("is symmetric about zero for signed layers and keeps the untouched bound of an interval", () => {
    const signed = growRange(smallestRange(front), -23, 4);
    expect([signed.minimum, signed.maximum]).toEqual([-30, 30]);
    const filling = growRange(smallestRange(stoichiometry), 0.13, 0.9);
    expect([filling.minimum, filling.maximum]).toEqual([0.1, 1]);
    expect(growRange(filling, 0.11, 1)).toBe(filling);
  });

  it("ignores values that are no numbers", () => {
    const range = smallestRange(potential);
    expect(growRange(range, Number.NaN, Number.POSITIVE_INFINITY)).toBe(range);
  });

  it("is the union over both cells until it is reset, and tells who listens", () => {
    const scales = createSharedScales();
    const heard: number[] = [];
    const stop = scales.onChange((layer) => {
      const { maximum } = scales.range(flux, 0);
      if (layer === flux && maximum !== heard.at(-1)) heard.push(maximum);
    });
    const seeing = (size: number) => ({
      fresh: [flux],
      findExtremes: (_layer: unknown, out: Float64Array) => out.set([0, 10 * size]),
      findHeld: (_layer: unknown, out: Float64Array) => out.set([0, size]),
    });
    scales.take(seeing(18), 0);
    scales.take(seeing(55), 1);
    scales.take(seeing(18), 0);
    expect(heard).toEqual([20, 60]);
    scales.reset([seeing(18), seeing(7)]);
    expect(heard).toEqual([20, 60, 20]);
    stop();
    scales.take(seeing(500), 0);
    expect(heard.length).toBe(3);
  });

  it("widens those of the layers that a frame was read for, and no others", () => {
    const scales = createSharedScales();
    const findExtremes = (_layer: unknown, out: Float64Array) => out.set([-7, 7]);
    scales.take({ fresh: [flux, vonMises], findExtremes, findHeld: findExtremes }, 0);
    expect(scales.range(flux, 1).maximum).toBe(8);
    expect(scales.range(vonMises, 1).maximum).toBe(8);
    for (const layer of [potential, displacement])
      expect(scales.range(layer, 0)).toEqual({ ...smallestRange(layer), logarithmic: false });
  });

  it("leaves peaks out of itself, but says how far they go", () => {
    const scales = createSharedScales();
    const peak = {
      fresh: [flux],
      findExtremes: (_layer: unknown, out: Float64Array) => out.set([0, 9700]),
      findHeld: (_layer: unknown, out: Float64Array) => out.set([0, 38]),
    };
    scales.take(peak, 0);
    expect(scales.range(flux, 0).maximum).toBe(40);
    expect(scales.read(flux).seen).toEqual([0, 10_000]);
  });

  it("is one for each cell, held where it is, or logarithmic, as a person wants it", () => {
    const scales = createSharedScales();
    const seeing = (size: number) => {
      const findExtremes = (_layer: unknown, out: Float64Array) => out.set([0, size]);
      return { fresh: [flux], findExtremes, findHeld: findExtremes };
    };
    scales.take(seeing(18), 0);
    scales.take(seeing(55), 1);
    scales.choose({ each: true, logarithmic: true, locks: {} });
    expect(scales.read(flux).ranges.map(({ maximum }) => maximum)).toEqual([20, 60]);
    expect(scales.range(flux, 1).logarithmic).toBe(true);
    expect(scales.range(stoichiometry, 1).logarithmic).toBe(false);
    scales.choose({ each: true, logarithmic: false, locks: { flux: [0, 80] } });
    scales.take(seeing(500), 0);
    for (const cell of [0, 1] as const) expect(scales.range(flux, cell).maximum).toBe(80);
    expect(scales.read(flux)).toMatchObject({ locked: true, ranges: [{ minimum: 0, maximum: 80 }] });
    scales.choose({ each: false, logarithmic: false, locks: {} });
    expect(scales.range(flux, 0).maximum).toBe(500);
  });

  it("gives a value its place evenly, by the root or over three decades", () => {
    const range = { ...smallestRange(flux), minimum: 0, maximum: 100 };
    const signed = { ...range, minimum: -100 };
    expect([0, 25, 100, 400].map((value) => placeOnScale(range, value))).toEqual([0, 0.25, 1, 1]);
    const logarithmic = [0, 0.01, 0.1, 1, 10, 100].map((value) =>
      placeOnScale({ ...range, logarithmic: true }, value),
    );
    const thirds = [0, 0, 0, 1 / 3, 2 / 3, 1];
    logarithmic.forEach((place, k) => {
      expect(place).toBeCloseTo(thirds[k]!, 12);
    });
    expect(placeOnScale({ ...signed, logarithmic: true }, -10)).toBeCloseTo(1 / 6, 12);
    expect(placeOnScale({ ...range, layer: vonMises }, 25)).toBe(0.5);
    expect(placeOnScale({ ...signed, layer: vonMises }, -25)).toBe(0.25);
  });

  it("spaces isolines in 1-2-5 steps", () => {
    const range = { ...smallestRange(potential), minimum: -30, maximum: 30 };
    expect(isolineStep(range, 20)).toBeCloseTo(2, 12);
    expect(isolineStep({ ...range, minimum: 0, maximum: 1e-3 }, 20)).toBeCloseTo(5e-5, 12);
  });
});
