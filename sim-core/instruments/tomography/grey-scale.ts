/**
 * Grey values of what a voxel holds. `calibrated` is set so that regions look as in Zheng et al. 2023: it is no attenuation,
 * since no attenuation at 25 keV lies as they do (physics.md 15.5). `physical` is linear attenuation at 25 keV.
 */
import { volumetricStrain } from "../../cathode/lattice.ts";
import { latticeWindow } from "../../cell/material.ts";
import { productVolume } from "../../electrolyte/filled-electrolyte.ts";
import type { Scenario } from "../../scenario/record/scenario.ts";

/** How grey values are made. */
export type GreyMap = "calibrated" | "physical";

/** Grey value of a voxel that is filled by one thing. */
export interface GreyScale {
  /** NCM of a stoichiometry. */
  readonly particle: (stoichiometry: number) => number;
  readonly electrolyte: number;
  /** Products of lithium and electrolyte. */
  readonly products: number;
  readonly lithium: number;
  readonly empty: number;
}

/** Grey values of regions [P]; those of lithium and of nothing are assumed. */
const CALIBRATED = { bare: 22600, coated: 22300, electrolyte: 22100, lithium: 18500, empty: 18500 };
/** Stoichiometry of pristine NCM, and grey values per stoichiometry that is taken out: 25 000 at 0.264. */
const PRISTINE = 0.93;
const CALIBRATED_SLOPE = 2400 / 0.6656;

/** 1/cm at 25 keV, by the tables of xraydb; what lithium alone adds to NCM over the range is 0.1 %. */
const ATTENUATION = { ncm: 48.5, electrolyte: 5.57, lithium: 0.09 };
const LITHIUM_SHARE = 0.001 / 0.67;

/** Grey value of nothing, and grey values per 1/cm, of the physical map. */
export const PHYSICAL_ZERO = 1000;
export const PHYSICAL_GAIN = 1000;

/** Returns the grey values of a cell's materials; throws nothing. */
export function chooseGreyScale(scenario: Scenario, map: GreyMap): GreyScale {
  const dilution = diluteElectrolyte(scenario);
  if (map === "calibrated") {
    const { bare, coated, electrolyte, lithium, empty } = CALIBRATED;
    const pristine = scenario.interface.coatingThickness > 0 ? coated : bare;
    return {
      particle: (x) => pristine + CALIBRATED_SLOPE * (PRISTINE - x),
      products: empty + (electrolyte - empty) * dilution.electrolyte,
      ...{ electrolyte, lithium, empty },
    };
  }
  const lattice = latticeWindow(scenario);
  const greyOf = (attenuation: number): number => PHYSICAL_ZERO + PHYSICAL_GAIN * attenuation;
  return {
    particle: (x) =>
      greyOf((ATTENUATION.ncm * (1 - LITHIUM_SHARE * (PRISTINE - x))) / (1 + volumetricStrain(x, lattice))),
    electrolyte: greyOf(ATTENUATION.electrolyte),
    products: greyOf(ATTENUATION.electrolyte * dilution.electrolyte + ATTENUATION.lithium * dilution.lithium),
    lithium: greyOf(ATTENUATION.lithium),
    empty: greyOf(0),
  };
}

/** Volumes of electrolyte and of lithium from which a volume of products is made. */
function diluteElectrolyte({ interphase }: Scenario): { electrolyte: number; lithium: number } {
  const volume = productVolume(interphase);
  if (volume === 0) return { electrolyte: 1, lithium: 0 };
  return { electrolyte: Math.max(0, 1 + interphase.shrinkage - 1 / volume), lithium: 1 / volume };
}
