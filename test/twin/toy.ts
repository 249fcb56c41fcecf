/** A model of a few lines that fades by chance and by parameters, curved as a cell is: answers of it cost nothing. */
import { createRandom, normalProbability, type Random } from "../../sim-core/index.ts";
import { drawMembers, type Gaussian } from "../../src/twin/design.ts";
import type { Members } from "../../src/twin/regression.ts";

const CYCLES = 12;
const NODES = 20;
export const TOY_PARAMETERS = 5;
/** Standard deviation of the noise of every number. */
export const TOY_NOISE = 0.002;

/** Capacities of cycles, then voltages of two half cycles; a particle network that gives way at a time of its own. */
export function runToy(point: readonly number[], random: Random): number[] {
  const place = point.map(normalProbability) as [number, number, number, number, number];
  const [fade, film, loading, resistance, shape] = place;
  const onset = (2 + 10 * Math.exp(0.6 * random.normal())) * (1.5 - fade);
  const collapse = 0.02 * Math.abs(random.normal());
  const tilt = 0.002 * random.normal();
  const capacities = Array.from({ length: CYCLES }, (_, k) => {
    const cycle = k + 1;
    const late = Math.max(0, cycle - onset) * collapse;
    const worn = (0.001 + 0.006 * fade) * cycle + 0.003 * film * Math.sqrt(cycle);
    return 1 + 0.1 * (loading - 0.5) - worn - late - 0.02 * resistance * film;
  });
  const voltages = Array.from({ length: NODES }, (_, k) => {
    const share = (k % 10) / 9;
    const side = k < 10 ? 1 : -1;
    const drop = 0.05 * film + 0.1 * resistance ** 1.3 + 0.03 * shape * share ** 2;
    return 3.8 - 0.5 * share + side * drop + tilt * share;
  });
  return [...capacities, ...voltages];
}

/** Returns members of a design with their numbers, each with chance of its own. */
export function runToys(design: Gaussian, count: number, seed: number): Members {
  const points = drawMembers(design, count, seed, "members");
  const random = createRandom(seed, "microstructures");
  return { points, outputs: points.map((point) => runToy(point, random)) };
}
