import { expect, test } from "vitest";
import { arrhenius, arrheniusElectronvolt } from "../../sim-core/kinetics/arrhenius.ts";

test("nothing changes at 25 C or without activation", () => {
  expect(arrhenius(24000, 298.15)).toBe(1);
  expect(arrheniusElectronvolt(0.36, 298.15)).toBe(1);
  expect(arrhenius(0, 333)).toBe(1);
});

test("the electrolyte conducts 1.26 times better at 30 C (physics.md 2.1)", () => {
  expect(arrheniusElectronvolt(0.36, 303.15)).toBeCloseTo(1.26, 2);
});

test("an electron volt per carrier is 96 485 J/mol", () => {
  const perMole = arrhenius(0.36 * 96485.33212, 320);
  expect(arrheniusElectronvolt(0.36, 320) / perMole).toBeCloseTo(1, 9);
});

test("the logarithm is linear in the activation and in the inverse temperature", () => {
  expect(Math.log(arrhenius(48000, 320))).toBeCloseTo(2 * Math.log(arrhenius(24000, 320)), 12);
  const inverse = (share: number) => 1 / (1 / 298.15 + share * (1 / 330 - 1 / 298.15));
  expect(Math.log(arrhenius(24000, inverse(0.5)))).toBeCloseTo(0.5 * Math.log(arrhenius(24000, 330)), 12);
});
