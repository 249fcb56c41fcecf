/**
 * What lithium and cracks in it do to the electrolyte. Lithium fills pores first, beyond that it swells:
 * linear eigenstrain <eps - eps_fill>/3. Ions go round it: kappa (1 - eps)^1.5 (Bruggeman) and (1 - D) for cracks.
 * Examples: pores of 10 % filled to 60 %: eps = 0.16 swells by 3.3 %; kappa x 0.77. Source: physics.md 2.1, 8.3.
 */

/** Returns the linear eigenstrain of a triangle with a volume fraction of lithium, of which pores hold `poreRoom`. */
export function swellingStrain(fraction: number, poreRoom: number): number {
  return Math.max(0, fraction - poreRoom) / 3;
}

/** Returns the factor on the ionic conductivity for a volume `fraction` of lithium and a crack density `crack`, 0..1. */
export function filledConductivityFactor(fraction: number, crack: number): number {
  return (1 - fraction) * Math.sqrt(1 - fraction) * (1 - crack);
}
