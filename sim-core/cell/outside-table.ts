/** Whether particles stand at stoichiometries where a property of theirs is no longer given. */
import { showNumber as show } from "../scenario/record/problems.ts";
import type { MaterialFunction } from "../scenario/record/scenario.ts";
import type { Model } from "./model.ts";
import type { CellState } from "./state.ts";

/** Of x: what a window that ends with its table may go beyond it. */
const SLACK = 2e-3;

/**
 * Returns sentences about what has left its table, each property once at either end: what has been told of stands in `told`,
 * which is added to. Costs two comparisons per shell.
 */
export function findOutsideTables(
  { scenario }: Model,
  { particles }: CellState,
  told: Set<string>,
): string[] {
  const { ncm, solver } = scenario;
  const { maximumConcentration: full } = ncm;
  const extremes = findExtremes(particles.concentration, particles.surface, {
    full,
    shells: solver.shells,
  });
  const sentences: string[] = [];
  const watch = (path: string, { from, to }: MaterialFunction, beyond: string): void => {
    for (const end of ["lowest", "highest"] as const) {
      const { x, particle } = extremes[end];
      const isLeft = end === "lowest" ? x < from - SLACK : x > to + SLACK;
      const key = `${path} ${end}`;
      if (!isLeft || told.has(key)) continue;
      told.add(key);
      const side = end === "lowest" ? `begins at x = ${show(from)}` : `ends at x = ${show(to)}`;
      sentences.push(
        `particle ${particle} stands at x = ${show(x)}, where ${path} is not given: it ${side} and ${beyond} from there`,
      );
    }
  };
  watch("ncm.openCircuitPotential", ncm.openCircuitPotential, "goes straight on");
  watch("ncm.diffusivity", ncm.diffusivity, "stays constant");
  return sentences;
}

interface Extreme {
  readonly x: number;
  readonly particle: number;
}

/** Over the shells [nParticle*nShell] and the surfaces [nParticle] of all particles. */
function findExtremes(
  concentration: Float64Array,
  surface: Float64Array,
  { full, shells }: { readonly full: number; readonly shells: number },
): { readonly lowest: Extreme; readonly highest: Extreme } {
  let low = 0;
  let high = 0;
  for (let k = 1; k < concentration.length; k++) {
    if (concentration[k] < concentration[low]) low = k;
    if (concentration[k] > concentration[high]) high = k;
  }
  let lowest = { x: concentration[low] / full, particle: Math.floor(low / shells) };
  let highest = { x: concentration[high] / full, particle: Math.floor(high / shells) };
  for (let p = 0; p < surface.length; p++) {
    if (surface[p] < lowest.x) lowest = { x: surface[p], particle: p };
    if (surface[p] > highest.x) highest = { x: surface[p], particle: p };
  }
  return { lowest, highest };
}
