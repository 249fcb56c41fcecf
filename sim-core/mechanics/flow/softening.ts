/**
 * How the tangent of points that flow differs from the elastic one: K 1x1 + 2 mu [beta (I_dev - n x n) + slope n x n]
 * less K 1x1 + 2 mu I_dev, n the direction of the trial deviator, beta = q/q_trial. Symmetric; the tangent is positive
 * where the slope is kept above 0, which ideal plasticity does not do by itself.
 */
import { TANGENT_ENTRIES } from "../element.ts";
import type { TangentChange } from "../stiffness-assembly.ts";
import type { FlowResult } from "./return-map.ts";

/**
 * Returns what the points that flow change of the moduli; `shear` by region, Pa. `stiffening`: smallest slope over beta,
 * above 0 up to 1, where the tangent is the secant. `tangent` [nTriangle*18] is written to.
 */
export function listSoftening(
  { flowing, beta, slope, direction }: FlowResult,
  given: {
    readonly region: ArrayLike<number>;
    readonly shear: ArrayLike<number>;
    readonly stiffening: number;
  },
  tangent: Float64Array,
): TangentChange {
  const { region, shear, stiffening } = given;
  const elements: number[] = [];
  for (let t = 0; t < region.length; t++) {
    if (flowing[3 * t] + flowing[3 * t + 1] + flowing[3 * t + 2] === 0) continue;
    elements.push(t);
    for (let q = 0, at = 3 * TANGENT_ENTRIES * t; q < 3; q++, at += TANGENT_ENTRIES) {
      const point = 3 * t + q;
      const own = flowing[point] === 1 ? beta[point] : 1;
      const soft = 2 * shear[region[t]] * (own - 1);
      const along =
        flowing[point] === 1 ? 2 * shear[region[t]] * (Math.max(slope[point], stiffening * own) - own) : 0;
      const xx = direction[3 * point];
      const yy = direction[3 * point + 1];
      const xy = direction[3 * point + 2];
      tangent[at] = (2 / 3) * soft + along * xx * xx;
      tangent[at + 1] = -soft / 3 + along * xx * yy;
      tangent[at + 2] = (2 / 3) * soft + along * yy * yy;
      tangent[at + 3] = along * xx * xy;
      tangent[at + 4] = along * yy * xy;
      tangent[at + 5] = 0.5 * soft + along * xy * xy;
    }
  }
  return { elements: Int32Array.from(elements), tangent };
}
