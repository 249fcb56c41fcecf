/** Where the points of a sweep lie: coordinates from -1 to 1 along each parameter, the same for a seed on every machine. */
import { createRandom, type Random } from "../../sim-core/index.ts";
import type { Design } from "./plan.ts";

type Point = readonly number[];

/** Levels of Morris' grid, of which a step is two. */
const LEVELS = 4;
const MORRIS_STEP = LEVELS / (LEVELS - 1);

/** Returns how many points there are for so many parameters. */
export function countPoints({ kind, count }: Pick<Design, "kind" | "count">, parameters: number): number {
  switch (kind) {
    case "grid":
      return count ** parameters;
    case "latin-hypercube":
      return count;
    case "morris":
      return count * (parameters + 1);
    case "sobol":
      return count * (parameters + 2);
  }
}

/** Returns the points [point][parameter]. */
export function layPoints({ kind, count, seed }: Design, parameters: number): Point[] {
  const random = createRandom(seed, `sweep ${kind}`);
  switch (kind) {
    case "grid":
      return layGrid(count, parameters);
    case "latin-hypercube":
      return layHypercube(count, parameters, random);
    case "morris":
      return Array.from({ length: count }, () => layTrajectory(parameters, random)).flat();
    case "sobol":
      return layPairs(count, parameters, random);
  }
}

/** The last parameter changes first. */
function layGrid(count: number, parameters: number): Point[] {
  const values = Array.from({ length: count }, (_, k) => (count === 1 ? 0 : -1 + (2 * k) / (count - 1)));
  let points: Point[] = [[]];
  for (let i = 0; i < parameters; i++)
    points = points.flatMap((point) => values.map((value) => [...point, value]));
  return points;
}

/** Each of `count` equal parts of each range holds one point, somewhere in it. Source: McKay, Technometrics 21 (1979) 239. */
function layHypercube(count: number, parameters: number, random: Random): Point[] {
  const columns = Array.from({ length: parameters }, () =>
    shuffle(count, random).map((part) => -1 + (2 * (part + random.uniform())) / count),
  );
  return Array.from({ length: count }, (_, k) => columns.map((column) => column[k] as number));
}

/** From a level, each parameter in turn goes by two thirds of its range. Source: Morris, Technometrics 33 (1991) 161. */
function layTrajectory(parameters: number, random: Random): Point[] {
  const start = Array.from({ length: parameters }, () => (random.uniform() < 0.5 ? 0 : 1));
  const point = start.map((level) => -1 + (2 * level) / (LEVELS - 1));
  // Downwards as often as upwards.
  const signs = start.map(() => (random.uniform() < 0.5 ? -1 : 1));
  signs.forEach((sign, i) => {
    if (sign < 0) point[i] = (point[i] as number) + MORRIS_STEP;
  });
  const points: Point[] = [[...point]];
  for (const i of shuffle(parameters, random)) {
    point[i] = (point[i] as number) + (signs[i] as number) * MORRIS_STEP;
    points.push([...point]);
  }
  return points;
}

/**
 * Two hypercubes A and B, and A with one column of B for each parameter, by base point: A, B, AB of each. Source: Saltelli,
 * Comput. Phys. Commun. 181 (2010) 259.
 */
function layPairs(count: number, parameters: number, random: Random): Point[] {
  const a = layHypercube(count, parameters, random);
  const b = layHypercube(count, parameters, random);
  return a.flatMap((own, k) => {
    const other = b[k] as Point;
    const mixed = own.map((_, i) => own.map((value, j) => (i === j ? (other[j] as number) : value)));
    return [own, other, ...mixed];
  });
}

/** 0 to count - 1 in an order by chance. */
function shuffle(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, k) => k);
  for (let k = count - 1; k > 0; k--) {
    const other = Math.floor(random.uniform() * (k + 1));
    [order[k], order[other]] = [order[other] as number, order[k] as number];
  }
  return order;
}
