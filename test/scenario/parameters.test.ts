import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NumberParameter } from "../../sim-core/scenario/parameters/parameter.ts";
import {
  expectedOf,
  formatValue,
  fromDisplay,
  PARAMETERS,
  parameterOf,
  SLIDER_PARAMETERS,
  toDisplay,
} from "../../sim-core/scenario/parameters/parameters.ts";
import { convert, parseQuantity } from "../../sim-core/scenario/record/units.ts";
import { between } from "../fractions.ts";

const NUMBERS = PARAMETERS.filter((parameter) => parameter.kind === "number");

/** path, default in display units, confidence, tag of the source: copied by hand from physics.md. */
const PHYSICS: readonly (readonly [string, number, string, string])[] = [
  ["cell.width", 420, "H", "[P]"],
  ["cell.temperature", 30, "H", "[P]"],
  ["cell.stackPressure", 160, "H", "[P]"],
  ["cell.cRate", 0.5, "H", "[P]"],
  ["cell.nominalCapacity", 200, "H", "[P]"],
  ["cathode.particleRadius", 5, "H", "[P]"],
  ["cathode.rows", 5, "H", "[P]"],
  ["cathode.columns", 28, "A", "[A]"],
  ["cathode.thickness", 75, "A", "[A]"],
  ["ncm.maximumConcentration", 49034, "H", "[D]"],
  ["ncm.density", 4.77, "M", "[K]"],
  ["ncm.stoichiometryDischarged", 0.93, "M", "[D]"],
  ["ncm.stoichiometryCharged", 0.2644, "M", "[D]"],
  ["ncm.diffusivityActivation", 12.05, "M", "[PB]"],
  ["ncm.volumeChange", 7, "M", "[P]"],
  ["ncm.youngsModulus", 140, "M", "[K]"],
  ["ncm.poissonRatio", 0.3, "M", "[K]"],
  ["interface.exchangeCurrentDensity", 2, "L", "[A]"],
  ["interface.exchangeActivation", 24, "M", "[PB]"],
  ["interface.contactFraction", 0.65, "L", "[A]"],
  ["interface.filmResistance", 20, "L", "[A]"],
  ["interface.filmGrowth", 2.5, "L", "[A]"],
  ["interface.filmActivation", 60, "L", "[A]"],
  ["interface.filmGrowthOnset", 2.6, "L", "[A]"],
  ["interface.electronicContactResistance", 1, "L", "[A]"],
  ["interface.coatingConductivity", 1e-3, "L", "[A]"],
  ["contactLoss.threshold", 7.5, "M", "[P]"],
  ["contactLoss.coatingFactor", 1, "L", "[F]"],
  ["contactLoss.thresholdSpread", 0.08, "L", "[A]"],
  ["contactLoss.pressureScale", 1, "L", "[A]"],
  ["contactLoss.exponent", 4, "L", "[A]"],
  ["contactLoss.medianLife", 31.4, "L", "[F]"],
  ["contactLoss.lifeSpread", 0.8, "L", "[A]"],
  ["contactLoss.rateExponent", 1, "L", "[A]"],
  ["contactLoss.sharingExponent", 1.5, "L", "[A]"],
  ["contactLoss.surfaceShare", 0.5, "L", "[A]"],
  ["contactLoss.contactDecline", 0.35, "L", "[A]"],
  ["contactLoss.recontactProbability", 0.002, "L", "[A]"],
  ["contactLoss.recontactDamage", 0.8, "A", "[A]"],
  ["contactLoss.referenceRate", 0.5, "A", "[A]"],
  ["contactLoss.neighbourRange", 3, "A", "[A]"],
  ["contactLoss.correlationLength", 150, "A", "[A]"],
  ["contactLoss.electronicGap", 1, "A", "[A]"],
  ["contactLoss.carbonLinks", 3, "A", "[A]"],
  ["cracking.rate", 0.0035, "L", "[A]"],
  ["cracking.exponent", 6, "L", "[A]"],
  ["electrolyte.thickness", 100, "H", "[P]"],
  ["electrolyte.conductivity", 3, "H", "[P]"],
  ["electrolyte.conductivityActivation", 0.36, "M", "[D]"],
  ["anode.thickness", 75, "A", "[A]"],
  ["anode.exchangeCurrentDensity", 100, "L", "[A]"],
  ["anode.exchangeActivation", 0.36, "M", "[L]"],
  ["anode.areaResistance", 1, "L", "[A]"],
  ["anode.minimumThickness", 0.5, "A", "[A]"],
  ["anode.nucleationOverpotential", 20, "A", "[A]"],
  ["interphase.chemicalRate", 3, "M", "[L]"],
  ["interphase.chemicalActivation", 50, "A", "[A]"],
  ["interphase.currentShare", 0.002, "L", "[A]"],
  ["interphase.currentScale", 10, "L", "[A]"],
  ["interphase.thicknessPerCharge", 9.1, "M", "[L]"],
  // physics.md has 2.5e-4, as much a guess: the middle, on a log scale, of what products may conduct.
  ["interphase.conductivity", 1e-3, "L", "[A]"],
  ["drift.factor", 0.03, "L", "[A]"],
  ["drift.lockPressure", 100, "L", "[A]"],
  ["grains.size", 5, "A", "[A]"],
  ["grains.boundaryResistance", 5e-3, "L", "[D]"],
  ["intergranular.maximumShare", 0.2, "L", "[A]"],
  ["intergranular.criticalCurrent", 7.7, "L", "[A]"],
  ["intergranular.criticalCurrentGain", 2.3, "L", "[A]"],
  ["intergranular.pressureScale", 50, "L", "[A]"],
  ["intergranular.currentScale", 5, "L", "[A]"],
  ["intergranular.capacityScale", 5, "L", "[A]"],
  ["intergranular.depth", 20, "L", "[A]"],
  ["intergranular.columnHalfWidth", 10, "A", "[A]"],
  ["intergranular.strippingPriority", 0.5, "L", "[A]"],
  ["intergranular.poreFraction", 0.1, "M", "[A]"],
  ["intergranular.poreFilling", 0.6, "L", "[A]"],
  ["intergranular.shortFraction", 0.16, "M", "[K]"],
  ["intergranular.electronicConductivity", 1e-7, "M", "[K]"],
  ["intergranular.exchangeCurrentDensity", 1, "L", "[A]"],
  ["intergranular.nucleationOverpotential", 10, "L", "[A]"],
  ["fracture.toughness", 0.25, "M", "[P]"],
  ["fracture.shapeFactor", 1.12, "H", "[D]"],
  ["fracture.speed", 1, "A", "[A]"],
  ["fracture.pressureLimit", 3, "A", "[A]"],
  ["voids.criticalCurrent", 1, "M", "[K]"],
  ["voids.criticalCurrentGain", 9, "M", "[K]"],
  ["voids.criticalCurrentExponent", 1.9, "M", "[K]"],
  ["voids.criticalCurrentLimit", 100, "L", "[A]"],
  ["voids.openingCharge", 1, "L", "[A]"],
  ["voids.refillShare", 0.5, "L", "[A]"],
  ["voids.creepRate", 1e-5, "L", "[A]"],
  ["voids.creepExponent", 1.5, "L", "[A]"],
  ["voids.minimumContact", 0.02, "A", "[A]"],
  ["mechanics.electrolyteYoungsModulus", 28, "H", "[P]"],
  ["mechanics.electrolytePoissonRatio", 0.27, "H", "[P]"],
  ["mechanics.electrolyteYieldStress", 0.65, "M", "[K]"],
  ["mechanics.flowRate", 1e-5, "L", "[A]"],
  ["mechanics.overstress", 100, "L", "[A]"],
  ["mechanics.flowExponent", 5, "L", "[A]"],
  ["mechanics.lithiumYoungsModulus", 7.8, "H", "[L]"],
  ["mechanics.lithiumPoissonRatio", 0.38, "H", "[L]"],
  ["mechanics.lithiumYieldStress", 0.8, "H", "[L]"],
  ["mechanics.coatingYoungsModulus", 140, "L", "[A]"],
  ["mechanics.coatingPoissonRatio", 0.25, "L", "[A]"],
];

/** Values of physics.md that are stated there in SI. */
const PHYSICS_SI: readonly (readonly [string, number])[] = [
  ["electrolyte.conductivity", 0.3],
  ["interface.filmResistance", 2e-3],
  ["interface.electronicContactResistance", 1e-4],
  ["interphase.chemicalRate", 1.8],
  ["contactLoss.pressureScale", 1e9],
  ["cell.temperature", 303.15],
  ["cell.nominalCapacity", 720000],
  ["contactLoss.threshold", 0.075],
  ["grains.boundaryResistance", 5e-7],
  ["fracture.toughness", 0.25e6],
  ["fracture.speed", 1e-9],
  ["voids.openingCharge", 3.6e4],
  ["intergranular.capacityScale", 1.8e5],
  ["mechanics.electrolyteYieldStress", 0.65e9],
];

describe("parameter table", () => {
  it("carries value, confidence and source tag of physics.md", () => {
    for (const [path, value, confidence, tag] of PHYSICS) {
      const parameter = parameterOf(path) as NumberParameter;
      expect([path, parameter.default, parameter.confidence]).toEqual([path, value, confidence]);
      expect(parameter.source, path).toContain(tag);
    }
  });

  it("turns the values that physics.md gives in SI into those", () => {
    for (const [path, value] of PHYSICS_SI) {
      const parameter = parameterOf(path) as NumberParameter;
      const si = fromDisplay(parameter, parameter.default);
      expect(Math.abs(si / value - 1), path).toBeLessThan(1e-12);
    }
  });

  it("agrees with mathjs on every factor to SI", () => {
    const withUnit = NUMBERS.filter(({ siUnit, unit }) => siUnit !== "" && unit !== "C");
    expect(withUnit.length).toBeGreaterThan(30);
    for (const parameter of withUnit) {
      for (const display of [parameter.minimum, parameter.default, parameter.maximum]) {
        const expected = convert(display, parameter.unit, parameter.siUnit) as number;
        const error = Math.abs(fromDisplay(parameter, display) - expected);
        expect(error, parameter.path).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
      }
    }
  });

  it("has every default, coated value and slider inside its range", () => {
    for (const parameter of NUMBERS) {
      const { minimum, maximum, coated, slider, scale, path } = parameter;
      const inside = (value: number): boolean => value >= minimum && value <= maximum;
      expect(minimum < maximum, path).toBe(true);
      expect(inside(parameter.default) && inside(coated ?? minimum), path).toBe(true);
      if (slider) expect(inside(slider.minimum) && inside(slider.maximum), path).toBe(true);
      if (scale === "log" && slider) expect(slider.minimum, path).toBeGreaterThan(0);
    }
  });

  it("says of every entry where it comes from and what it does", () => {
    for (const parameter of PARAMETERS) {
      expect(parameter.source, parameter.path).toMatch(/\[(P|PB|L|K|D|A|F)\]/);
      expect(parameter.note.length, parameter.path).toBeGreaterThan(10);
      expect(parameter.name, parameter.path).toMatch(/^[A-Z1-9]/);
    }
  });

  it("has the sliders of the first screen in their order, all live but the lithium thickness", () => {
    expect(SLIDER_PARAMETERS.map(({ path }) => path)).toEqual([
      "cell.cRate",
      "cell.stackPressure",
      "ncm.volumeChange",
      "contactLoss.threshold",
      "contactLoss.coatingFactor",
      "electrolyte.conductivity",
      "anode.areaResistance",
      "anode.thickness",
      "contactLoss.sharingExponent",
    ]);
    const rebuilt = SLIDER_PARAMETERS.filter(({ effect }) => effect === "rebuild").map(({ path }) => path);
    expect(rebuilt).toEqual(["anode.thickness"]);
  });

  it("returns to the display value it came from, and formats it so that it parses", () => {
    const anyValue = fc.constantFrom(...NUMBERS).chain((parameter) => {
      const { minimum: min, maximum: max } = parameter;
      return fc.tuple(fc.constant(parameter), between(min, max));
    });
    fc.assert(
      fc.property(anyValue, ([parameter, raw]) => {
        const display = Number(raw.toPrecision(9));
        const si = fromDisplay(parameter, display);
        expect(fromDisplay(parameter, toDisplay(parameter, si))).toBe(si);
        const text = formatValue(parameter, si);
        const parsed = parseQuantity(text, parameter.unit) as number;
        expect(fromDisplay(parameter, parsed), text).toBe(si);
      }),
      { seed: 2, numRuns: 400 },
    );
  });

  it("says what is expected in words", () => {
    const words = (path: string): string => expectedOf(parameterOf(path) as NumberParameter);
    expect(words("electrolyte.thickness")).toBe("a length from 5 um to 5 mm");
    expect(words("cathode.columns")).toBe("a whole number from 1 to 2000");
    expect(words("mesh")).toBe('one of "draft", "standard", "fine"');
    expect(words("contactLoss.feedback")).toBe("true or false");
  });

  it("knows no path that it does not hold", () => {
    for (const path of ["constructor", "__proto__", "cell", "cell.constructor"]) {
      expect(parameterOf(path)).toBeUndefined();
    }
  });
});
