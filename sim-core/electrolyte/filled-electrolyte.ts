/**
 * What lithium and cracks in it do to the electrolyte. Lithium fills pores first, beyond that it swells:
 * linear eigenstrain <eps - eps_fill>/3. Ions go round it: kappa (1 - eps)^1.5 (Bruggeman) and (1 - D) for cracks.
 * Examples: pores of 10 % filled to 60 %: eps = 0.16 swells by 3.3 %; kappa x 0.77. Source: physics.md 2.1, 8.3.
 */
import { LITHIUM_VOLUME_PER_CHARGE } from "../base/constants.ts";

/** Of the products of the reaction of lithium with the electrolyte. */
export interface Products {
  /** m3/C */
  readonly thicknessPerCharge: number;
  /** Volume that they lack against what they are made of, per volume of theirs. */
  readonly shrinkage: number;
}

/** Returns the volume of products over that of the lithium in them (1.88 for 9.1 nm per uAh/cm2). */
export function productVolume({ thicknessPerCharge }: Pick<Products, "thicknessPerCharge">): number {
  return thicknessPerCharge / LITHIUM_VOLUME_PER_CHARGE;
}

/** Returns the volume that lithium adds to the electrolyte which it has reacted with, over its own (0.59). */
export function addedVolume(products: Products): number {
  return 1 - products.shrinkage * productVolume(products);
}

/** Returns the linear eigenstrain of a triangle with a volume fraction of lithium, of which pores hold `poreRoom`. */
export function swellingStrain(fraction: number, poreRoom: number): number {
  return Math.max(0, fraction - poreRoom) / 3;
}

/** Returns the factor on the ionic conductivity for a volume `fraction` of lithium and products and a crack density `crack`, 0..1. */
export function filledConductivityFactor(fraction: number, crack: number): number {
  return (1 - fraction) * Math.sqrt(1 - fraction) * (1 - crack);
}
