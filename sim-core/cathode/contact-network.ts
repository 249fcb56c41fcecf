/**
 * Which particles are neighbours, which conduct electrons to each other, and which reach the collector. Neighbours:
 * centres within `neighbourRange` mean radii of the pair. Electronic links: gaps up to `electronicGap`, and
 * `carbonLinks` random partners per particle within three neighbour distances, for the carbon fibre that the
 * section does not draw. physics.md 6.3. The collector is touched across that same gap, or by a particle whose mirror
 * image in y = 0 is a neighbour; where fewer than `carbonLinks` do so, carbon joins it to that many of the lowest
 * particles within its reach to the left and right, across the widest gap that it bridges between two (assumed).
 */
import { hypot } from "../base/elementary.ts";
import { createRandom } from "../base/random.ts";
import { createPointGrid, type PointGrid } from "./point-grid.ts";

/** Pairs as lists by particle: partners of p are `partners[start[p]..start[p+1]]`, ascending. */
export interface Links {
  readonly start: Int32Array /* [nParticle+1] */;
  readonly partners: Int32Array /* [nLink*2] */;
}

export interface ContactNetwork {
  readonly neighbours: Links;
  readonly electronic: Links;
  readonly touchesCollector: Uint8Array /* [nParticle], 0 or 1 */;
}

export interface NetworkRequest {
  /** Discs, [nParticle] each; m, y from the cathode collector. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly radius: ArrayLike<number>;
  /** In mean radii of a pair, centre to centre. */
  readonly neighbourRange: number;
  /** m */
  readonly electronicGap: number;
  readonly carbonLinks: number;
  readonly seed: number;
}

/** A pitch of exactly the range counts as within it, whatever its round-off. */
const SLACK = 1.001;
/** Reach of a carbon link in neighbour distances; assumed. */
const CARBON_REACH = 3;
/** Gaps to the collector that differ by less, in radii, are the same: a row of a lattice touches it as a whole. */
const SAME_GAP = 1e-6;

/** What of the rules decides how far a contact reaches. */
export type ReachRules = Pick<NetworkRequest, "neighbourRange" | "electronicGap" | "carbonLinks">;

/** Returns the distance from centre to centre, m, within which carbon finds partners for a particle of `radius` (m). */
export function carbonReach(radius: number, neighbourRange: number): number {
  return CARBON_REACH * SLACK * neighbourRange * radius;
}

/** Returns the widest gap to the collector, m, across which a particle of `radius` (m) touches it. */
export function collectorReach(radius: number, rules: ReachRules): number {
  const near = nearReach(radius, rules);
  return rules.carbonLinks > 0
    ? Math.max(near, carbonReach(radius, rules.neighbourRange) - 2 * radius)
    : near;
}

/** Without carbon: the electronic gap, or a mirror image that is a neighbour. */
function nearReach(radius: number, { neighbourRange, electronicGap }: ReachRules): number {
  return Math.max(electronicGap, (SLACK * neighbourRange * radius) / 2 - radius);
}

/** Builds the network; two calls with the same discs, rules and seed give the same links. */
export function createContactNetwork(request: NetworkRequest): ContactNetwork {
  const { x, y, radius, neighbourRange, electronicGap } = request;
  const count = x.length;
  let largest = 0;
  for (let p = 0; p < count; p++) largest = Math.max(largest, radius[p]);
  const range = SLACK * neighbourRange;
  const near = Math.max(range * largest, 2 * largest + electronicGap);
  const grid = createPointGrid(x, y, near);
  const neighbours: number[][] = Array.from({ length: count }, () => []);
  const electronic: Set<number>[] = Array.from({ length: count }, () => new Set<number>());
  for (let p = 0; p < count; p++) {
    for (const q of grid.within(p, near)) {
      const distance = hypot(x[p] - x[q], y[p] - y[q]);
      if (distance <= (range * (radius[p] + radius[q])) / 2) neighbours[p].push(q);
      if (distance - radius[p] - radius[q] <= electronicGap) electronic[p].add(q);
    }
  }
  addCarbonLinks(grid, request, electronic);
  return {
    neighbours: packLinks(neighbours),
    electronic: packLinks(electronic),
    touchesCollector: touchCollector(request),
  };
}

function touchCollector(request: NetworkRequest): Uint8Array {
  const { y, radius, carbonLinks } = request;
  const touches = Uint8Array.from(y, (height, p) =>
    height - radius[p] <= nearReach(radius[p], request) ? 1 : 0,
  );
  if (touches.reduce((sum, one) => sum + one, 0) >= carbonLinks) return touches;
  return touches.map((one, p) => (one === 1 || joinsCollector(request, p) ? 1 : 0));
}

/** Whether carbon joins particle p to the collector: within its reach, and among the lowest of its stretch. */
function joinsCollector({ x, y, radius, ...rules }: NetworkRequest, p: number): boolean {
  const gap = y[p] - radius[p];
  if (gap > collectorReach(radius[p], rules)) return false;
  const along = carbonReach(radius[p], rules.neighbourRange);
  const lower = gap - SAME_GAP * radius[p];
  let count = 0;
  for (let q = 0; q < x.length; q++) if (Math.abs(x[q] - x[p]) <= along && y[q] - radius[q] < lower) count++;
  return count < rules.carbonLinks;
}

/** Each particle draws its own partners, so one may end with more than `carbonLinks`; with fewer only for want. */
function addCarbonLinks(grid: PointGrid, request: NetworkRequest, links: Set<number>[]): void {
  const random = createRandom(request.seed, "carbon links");
  const direct = links.map((partners) => new Set(partners));
  for (let p = 0; p < links.length; p++) {
    const reach = carbonReach(request.radius[p], request.neighbourRange);
    const candidates = grid.within(p, reach).filter((q) => !direct[p].has(q));
    for (let k = 0; k < request.carbonLinks && candidates.length > 0; k++) {
      const [partner] = candidates.splice(Math.floor(random.uniform() * candidates.length), 1);
      links[p].add(partner);
      links[partner].add(p);
    }
  }
}

function packLinks(lists: readonly Iterable<number>[]): Links {
  const start = new Int32Array(lists.length + 1);
  const sorted = lists.map((list, p) => {
    const partners = Int32Array.from(list).sort();
    start[p + 1] = start[p] + partners.length;
    return partners;
  });
  const partners = new Int32Array(start[lists.length]);
  sorted.forEach((list, p) => {
    partners.set(list, start[p]);
  });
  return { start, partners };
}

/**
 * Returns 1 for every particle [nParticle] that electrons reach from the collector over particles with `conducts`
 * = 1, itself included; 0 for the others.
 */
export function findConnected(network: ContactNetwork, conducts: ArrayLike<number>): Uint8Array {
  const { electronic, touchesCollector } = network;
  const connected = new Uint8Array(touchesCollector.length);
  const open: number[] = [];
  const reach = (p: number): void => {
    if (connected[p] === 1 || conducts[p] === 0) return;
    connected[p] = 1;
    open.push(p);
  };
  for (let p = 0; p < touchesCollector.length; p++) if (touchesCollector[p] === 1) reach(p);
  for (let p = open.pop(); p !== undefined; p = open.pop())
    for (let k = electronic.start[p]; k < electronic.start[p + 1]; k++) reach(electronic.partners[k]);
  return connected;
}

/**
 * Returns the share [nParticle] of each neighbourhood that is `active` (0 or 1), the particle itself counted in
 * both numbers as active: between 1/(1 + neighbours) and 1, never 0, which no load could be shared among.
 */
export function findActiveShare(network: ContactNetwork, active: ArrayLike<number>): Float64Array {
  const { start, partners } = network.neighbours;
  return Float64Array.from({ length: start.length - 1 }, (_, p) => {
    let count = 1;
    for (let k = start[p]; k < start[p + 1]; k++) count += active[partners[k]] === 0 ? 0 : 1;
    return count / (1 + start[p + 1] - start[p]);
  });
}
