/** The resistance by which a cell's ageing is measured. */
import type { Scenario } from "../../scenario/record/scenario.ts";

/** Returns the resistance of the films of particles that take part, mean, ohm m2. */
export function meanFilm(
  { interface: contact }: Scenario,
  filmGrowth: Float64Array,
  active: ArrayLike<number>,
): number {
  let sum = 0;
  let count = 0;
  for (let p = 0; p < filmGrowth.length; p++) {
    if (active[p] === 0) continue;
    sum += filmGrowth[p];
    count++;
  }
  return contact.filmResistance + (count > 0 ? sum / count : 0);
}
