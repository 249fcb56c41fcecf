/**
 * Which particles are neighbours, which conduct electrons to each other, and which reach the collector. Neighbours:
 * centres within `neighbourRange` mean radii of the pair. Electronic links: gaps up to `electronicGap`, and
 * `carbonLinks` random partners per particle within three neighbour distances, for the carbon fibre that the
 * section does not draw. Collector links: that same gap, or a mirror image in y = 0 that is a neighbour. physics.md 6.3.
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

/** Builds the network; two calls with the same discs, rules and seed give the same links. */
export function createContactNetwork(request: NetworkRequest): ContactNetwork {
  const { x, y, radius, neighbourRange, electronicGap } = request;
  const count = x.length;
  let largest = 0;
  for (let p = 0; p < count; p++) largest = Math.max(largest, radius[p]!);
  const range = SLACK * neighbourRange;
  const near = Math.max(range * largest, 2 * largest + electronicGap);
  const grid = createPointGrid(x, y, near);
  const neighbours: number[][] = Array.from({ length: count }, () => []);
  const electronic: Set<number>[] = Array.from({ length: count }, () => new Set<number>());
  const touchesCollector = new Uint8Array(count);
  for (let p = 0; p < count; p++) {
    if (y[p]! - radius[p]! <= electronicGap || 2 * y[p]! <= range * radius[p]!) touchesCollector[p] = 1;
    for (const q of grid.within(p, near)) {
      const distance = hypot(x[p]! - x[q]!, y[p]! - y[q]!);
      if (distance <= (range * (radius[p]! + radius[q]!)) / 2) neighbours[p]!.push(q);
      if (distance - radius[p]! - radius[q]! <= electronicGap) electronic[p]!.add(q);
    }
  }
  addCarbonLinks(grid, request, electronic);
  return { neighbours: packLinks(neighbours), electronic: packLinks(electronic), touchesCollector };
}

/** Each particle draws its own partners, so one may end with more than `carbonLinks`; with fewer only for want. */
function addCarbonLinks(grid: PointGrid, request: NetworkRequest, links: Set<number>[]): void {
  const random = createRandom(request.seed, "carbon links");
  const direct = links.map((partners) => new Set(partners));
  for (let p = 0; p < links.length; p++) {
    const reach = CARBON_REACH * SLACK * request.neighbourRange * request.radius[p]!;
    const candidates = grid.within(p, reach).filter((q) => !direct[p]!.has(q));
    for (let k = 0; k < request.carbonLinks && candidates.length > 0; k++) {
      const [partner] = candidates.splice(Math.floor(random.uniform() * candidates.length), 1);
      links[p]!.add(partner!);
      links[partner!]!.add(p);
    }
  }
}

function packLinks(lists: readonly Iterable<number>[]): Links {
  const start = new Int32Array(lists.length + 1);
  const sorted = lists.map((list, p) => {
    const partners = Int32Array.from(list).sort();
    start[p + 1] = start[p]! + partners.length;
    return partners;
  });
  const partners = new Int32Array(start[lists.length]!);
  sorted.forEach((list, p) => {
    partners.set(list, start[p]!);
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
    for (let k = electronic.start[p]!; k < electronic.start[p + 1]!; k++) reach(electronic.partners[k]!);
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
    for (let k = start[p]!; k < start[p + 1]!; k++) count += active[partners[k]!]! === 0 ? 0 : 1;
    return count / (1 + start[p + 1]! - start[p]!);
  });
}
