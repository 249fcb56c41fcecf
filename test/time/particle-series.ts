/**
 * Surface of a particle that is emptied at a constant rate from a uniform state, as series: a charge at the rate r
 * (stoichiometry that leaves per s) takes the surface of a sphere from x by r t + r R^2/(3 D) (1/5 - 2 sum exp(-a^2 D
 * t/R^2)/a^2), of a disc by r t + r R^2/(2 D) (1/4 - 2 sum exp(-a^2 D t/R^2)/a^2), a the roots of tan a = a and of the
 * Bessel function J1. Source: Crank, The Mathematics of Diffusion, ch. 5 and 6.
 */

const TERMS = 200;

export interface Shape {
  readonly dimension: number;
  readonly roots: readonly number[];
}

/** Roots of tan a = a, one below each (k + 1/2) pi. */
export const SPHERE: Shape = {
  dimension: 3,
  roots: Array.from({ length: TERMS }, (_, k) => {
    const limit = (k + 1.5) * Math.PI;
    let root = limit;
    for (let i = 0; i < 50; i++) root = limit - Math.atan(1 / root);
    return root;
  }),
};

/** Roots of J1 by McMahon's expansion, to 1e-3 of pi for the first and better beyond. */
export const DISC: Shape = {
  dimension: 2,
  roots: Array.from({ length: TERMS }, (_, k) => {
    const b = (k + 1.25) * Math.PI;
    return b - 3 / (8 * b) + 36 / (3 * (8 * b) ** 3);
  }),
};

/** Time in s by which the surface is ahead of the mean at `time` (s): what it has moved beyond r t, over r; R^2/D in s. */
export function leadOf({ roots, dimension }: Shape, diffusionTime: number, time: number): number {
  const decaying = roots.reduce((sum, a) => sum + Math.exp((-a * a * time) / diffusionTime) / (a * a), 0);
  return (diffusionTime / dimension) * (1 / (dimension + 2) - 2 * decaying);
}
