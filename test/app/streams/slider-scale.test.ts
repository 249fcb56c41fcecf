import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NumberParameter, PARAMETERS, SLIDER_PARAMETERS } from "../../../sim-core/index.ts";
import { parseTyped } from "../../../src/app/streams/read-values.ts";
import { createSliderScale, placeAfterKey } from "../../../src/app/streams/slider-scale.ts";
import { betweenDecades } from "../../fractions.ts";

const log = createSliderScale({ scale: "log", minimum: 0.1, maximum: 100, step: 0.01 });
const linear = createSliderScale({ scale: "linear", minimum: 4, maximum: 12, step: 0.1 });

describe("scale of a slider", () => {
  it("gives back the value that it was given, to the digits it shows", () => {
    fc.assert(
      fc.property(betweenDecades(0.1, 100), (value) => {
        expect(log.value(log.place(value)) / value).toBeCloseTo(1, 2);
      }),
      { seed: 3 },
    );
    expect(linear.value(linear.place(7.5))).toBe(7.5);
    expect(linear.value(7.4999999)).toBe(7.5);
  });

  it("spaces decades evenly when logarithmic", () => {
    expect(log.place(1) - log.place(0.1)).toBeCloseTo(log.place(100) - log.place(10), 12);
  });

  it("holds the default of every parameter of the first screen", () => {
    for (const entry of SLIDER_PARAMETERS) {
      const scale = createSliderScale({ scale: entry.scale, step: entry.step, ...entry.slider });
      const place = scale.place(entry.default);
      expect(place).toBeGreaterThanOrEqual(scale.minimum);
      expect(place).toBeLessThanOrEqual(scale.maximum);
      expect(scale.value(place)).toBeCloseTo(entry.default, 9);
    }
  });
});

/** Pixels of the narrowest slider there is. */
const PIXELS = 80;

/** Every value that a drag over the slider stops at, from left to right. */
function drag(entry: NumberParameter, range: { minimum: number; maximum: number }): number[] {
  const { scale: kind, step, default: own } = entry;
  const scale = createSliderScale({ scale: kind, step, default: own, ...range });
  const span = scale.maximum - scale.minimum;
  return Array.from({ length: PIXELS + 1 }, (_, x) => scale.dragged(scale.minimum + (x / PIXELS) * span));
}

const numbers = PARAMETERS.filter((entry): entry is NumberParameter => entry.kind === "number");

describe("a drag", () => {
  it.each(SLIDER_PARAMETERS.map((entry) => [entry.path, entry] as const))(
    "of %s reaches both ends, its default and round values",
    (_, entry) => {
      const { minimum, maximum } = entry.slider;
      const values = drag(entry, entry.slider);
      expect(values[0]).toBe(minimum);
      expect(values.at(-1)).toBe(maximum);
      expect(values).toContain(entry.default);
      const round =
        entry.scale === "log"
          ? [-2, -1, 0, 1, 2].flatMap((power) => [1, 2, 5].map((one) => Number(`${one}e${power}`)))
          : Array.from({ length: 9 }, (_, k) => minimum + ((k + 1) / 10) * (maximum - minimum)).filter(
              (value) => Number.isInteger(value) && value % 5 === 0,
            );
      for (const value of round.filter((one) => one >= minimum && one <= maximum)) {
        expect(values).toContain(value);
      }
    },
  );

  it.each(numbers.map((entry) => [entry.path, entry] as const))(
    "of %s, over all that is allowed, rises from end to end and keeps within",
    (_, entry) => {
      const values = drag(entry, entry);
      expect(values[0]).toBe(entry.minimum);
      expect(values.at(-1)).toBe(entry.maximum);
      values.slice(1).forEach((value, k) => {
        expect(value).toBeGreaterThanOrEqual(values[k]!);
      });
    },
  );

  it("stops at values of two digits, not at what a pixel happens to mean", () => {
    const { dragged } = createSliderScale({ scale: "log", minimum: 0.1, maximum: 10, step: 0.1, default: 3 });
    expect([0.473, 0.48, 0.02, -0.31, 0.99].map(dragged)).toEqual([3, 3, 1, 0.48, 10]);
    const own = createSliderScale({ scale: "log", minimum: 0.1, maximum: 10, step: 0.1, default: 1.234 });
    expect(own.dragged(Math.log10(1.23))).toBe(1.234);
  });
});

describe("keys of a slider", () => {
  const press = (key: string, from: number, shiftKey = false) =>
    placeAfterKey({ key, shiftKey }, from, linear);

  it("step, stride and jump, and stay within the range", () => {
    expect(press("ArrowUp", 7)).toBeCloseTo(7.1, 12);
    expect(press("ArrowLeft", 7)).toBeCloseTo(6.9, 12);
    expect(press("ArrowRight", 7, true)).toBeCloseTo(8, 12);
    expect(press("PageDown", 7)).toBeCloseTo(6, 12);
    expect(press("PageDown", 4.5)).toBe(4);
    expect(press("Home", 7)).toBe(4);
    expect(press("End", 7)).toBe(12);
    expect(press("a", 7)).toBeUndefined();
  });

  it("change the value of a logarithmic slider by every press", () => {
    for (let place = log.minimum; place < log.maximum - log.step / 2; place += log.step) {
      const next = placeAfterKey({ key: "ArrowUp", shiftKey: false }, place, log)!;
      expect(log.value(next)).toBeGreaterThan(log.value(place));
    }
  });
});

describe("typed numbers", () => {
  it("are read as people write them", () => {
    expect(parseTyped(" 1,5 ")).toBe(1.5);
    expect(parseTyped("1e-3")).toBe(0.001);
    expect(parseTyped("\u22122")).toBe(-2);
    expect(parseTyped("12 000")).toBe(12000);
    expect(parseTyped("")).toBeUndefined();
    expect(parseTyped("two")).toBeUndefined();
  });
});
