/**
 * Grain boundaries in series with grains, the brick layer: 1/kappa = 1/kappa_g + R_gb/d for grains of size d. A
 * pellet's conductivity holds for the grains it was measured on, so kappa_g follows from it, and other grains give
 * a factor on it. Example: R_gb = 5e-7 ohm m2, 0.195 S/m at 30 um: 0.16 S/m at 0.4 um. Source: physics.md 2.1; R_gb
 * from Singh 2022, where it cannot be told from density.
 */

/** Density of boundary area of grains of mean size d, times d; weights what happens at boundaries. physics.md 8.1. */
export const BOUNDARY_DENSITY_TIMES_SIZE = 1.5;

/** Names and units of the parameter table's group grains. */
export interface GrainParameters {
  /** d, m */
  readonly size: number;
  /** R_gb, ohm m2 */
  readonly boundaryResistance: number;
  /** Size of the grains on which the conductivity was measured, m. */
  readonly measuredSize: number;
}

/** Returns the factor on the pellet's conductivity (S/m) that grains of size d make: 1 at the measured size. */
export function brickLayerFactor(pellet: number, grains: GrainParameters): number {
  const { boundaryResistance, size, measuredSize } = grains;
  return 1 / (1 + pellet * boundaryResistance * (1 / size - 1 / measuredSize));
}

/**
 * Returns the same factor for every triangle [nTriangle] from the boundaries that run through it, `density` [nTriangle]
 * in m/m2: 1.5/density stands for the grain size there, so that the mean resistivity is the brick layer's.
 */
export function resolvedFactor(
  density: ArrayLike<number>,
  pellet: number,
  grains: GrainParameters,
): Float64Array {
  const { boundaryResistance, measuredSize } = grains;
  return Float64Array.from(density, (own) => {
    const change = own / BOUNDARY_DENSITY_TIMES_SIZE - 1 / measuredSize;
    return 1 / (1 + pellet * boundaryResistance * change);
  });
}
