import { expect, test } from "vitest";
import {
  evaluateFaceDiffusivity,
  stressAssistedFactor,
  tabulateDiffusivity,
} from "../../sim-core/cathode/diffusivity.ts";
import { linearStrain, partialMolarVolume, volumetricStrain } from "../../sim-core/cathode/lattice.ts";

const window = {
  volumeChange: 0.07,
  linearShare: 0.35,
  stoichiometryDischarged: 0.93,
  stoichiometryCharged: 0.2644,
};
const CMAX = 49034;

test("the volume follows the table of physics.md 4.4", () => {
  const table = [
    [0.93, 0],
    [0.8, -0.49],
    [0.7, -0.91],
    [0.6, -1.49],
    [0.5, -2.38],
    [0.45, -3.0],
    [0.4, -3.78],
    [0.35, -4.76],
    [0.3, -5.97],
    [0.2644, -7.0],
  ];
  for (const [x, percent] of table)
    expect(Math.abs(100 * volumetricStrain(x!, window) - percent!)).toBeLessThan(0.006);
});

test("the linear strain restores the volume and is -0.0239 when charged", () => {
  expect(linearStrain(0.2644, window)).toBeCloseTo(-0.0239, 4);
  for (const x of [0.3, 0.5, 0.93])
    expect((1 + linearStrain(x, window)) ** 3 - 1).toBeCloseTo(volumetricStrain(x, window), 14);
});

test("the partial molar volume is the slope of the volume, 0.75e-6 to 6.3e-6 m3/mol", () => {
  const h = 1e-5;
  for (const x of [0.1, 0.2644, 0.4, 0.6, 0.9299, 0.97]) {
    const slope = (volumetricStrain(x + h, window) - volumetricStrain(x - h, window)) / (2 * h * CMAX);
    expect(partialMolarVolume(x, window, CMAX) / slope).toBeCloseTo(1, 6);
  }
  expect(partialMolarVolume(0.93, window, CMAX)).toBeCloseTo(0.75e-6, 8);
  expect(partialMolarVolume(0.2644, window, CMAX)).toBeCloseTo(6.3e-6, 7);
});

test("the volume rises with x on both sides of the window", () => {
  for (let x = 0; x < 1; x += 0.01)
    expect(volumetricStrain(x + 0.01, window)).toBeGreaterThan(volumetricStrain(x, window));
});

test("stress raises the diffusivity by the strain energy of an atom that moves", () => {
  const particle = {
    lattice: window,
    maximumConcentration: CMAX,
    youngsModulus: 140e9,
    poissonRatio: 0.3,
    temperature: 303.15,
  };
  expect(stressAssistedFactor(0, particle)).toBe(1);
  expect(stressAssistedFactor(0.5, { ...particle, youngsModulus: 0 })).toBe(1);
  const volume = partialMolarVolume(0.5, window, CMAX);
  const expected = (2 * volume ** 2 * 140e9 * 0.5 * CMAX) / (9 * 0.7 * 8.314462618 * 303.15);
  expect(stressAssistedFactor(0.5, particle) - 1).toBeCloseTo(expected, 12);
});

test("faces see the mean diffusivity between their shells, the last one that up to the surface", () => {
  // D linear in x is reproduced exactly by the table, and its mean is that at the middle
  const table = tabulateDiffusivity((x) => 1e-15 * (1 + 3 * x), 11);
  const concentration = Float64Array.from([9, 9, 0.1, 0.3, 0.6, 9]);
  const out = new Float64Array(3);
  const particle = { concentration, offset: 2, shells: 3, surfaceConcentration: 1, maximumConcentration: 1 };
  evaluateFaceDiffusivity(particle, table, 2, out);
  const expected = [2e-15 * 1.6, 2e-15 * 2.35, 2e-15 * 3.4];
  expected.forEach((value, k) => {
    expect(out[k]! / value).toBeCloseTo(1, 12);
  });
});

test("the table holds its end values outside 0 to 1", () => {
  const table = tabulateDiffusivity((x) => 1 + x);
  const out = new Float64Array(2);
  const concentration = Float64Array.from([-0.4, 0.2]);
  evaluateFaceDiffusivity(
    { concentration, offset: 0, shells: 2, surfaceConcentration: 3, maximumConcentration: 1 },
    table,
    1,
    out,
  );
  // From -0.4 to 0 it is 1, from there to 0.2 it is 1.1 on the average; 1.6 from 0.2 to 1, and 2 from there to 3.
  expect(out[0]).toBeCloseTo((0.4 + 0.2 * 1.1) / 0.6, 12);
  expect(out[1]).toBeCloseTo((0.8 * 1.6 + 2 * 2) / 2.8, 12);
});
