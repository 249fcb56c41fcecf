/** Integrals along the front as it was meshed. */
import type { Model } from "../../cell/model.ts";

/** Returns the charge per depth, C/m, of a density [nFront] in C/m2. */
export function integrateFront(
  { front }: Pick<Model, "front">,
  ...densities: readonly Float64Array[]
): number {
  const { segmentLength } = front;
  let total = 0;
  for (let k = 0; k < segmentLength.length; k++) {
    let own = 0;
    for (const density of densities) own += density[k];
    total += segmentLength[k] * own;
  }
  return total;
}
