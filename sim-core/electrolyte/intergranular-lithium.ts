/**
 * Lithium inside grain boundaries of the electrolyte, mol per triangle and metre of depth: as metal that is connected with
 * the front or dead, or in products of its reaction. Plating places what the front diverts by exp(-depth/l_gb), where lithium leads; stripping takes back what is
 * connected, evenly or shallow parts first, and what then hangs by no neck is dead for ever. Nothing is created or lost.
 * Source: physics.md 8.1; l_gb, the priority and the fractions that link and fill a triangle are assumed.
 */

import { LITHIUM_MOLAR_VOLUME } from "../base/constants.ts";
import { exp } from "../base/elementary.ts";
import type { FrontColumns } from "./front-columns.ts";
import { shareOut } from "./share-out.ts";

/** [nTriangle] each, mol/m. */
export interface IntergranularLithium {
  readonly connected: Float64Array;
  readonly dead: Float64Array;
  /** In products. */
  readonly reacted: Float64Array;
}

/** Names and units of the parameter table's group intergranular. */
export interface PlacementParameters {
  /** l_gb, m */
  readonly depth: number;
  /** m */
  readonly columnHalfWidth: number;
  /** Volume fraction of connected lithium from which a triangle leads on to its neighbours. */
  readonly linkFraction: number;
  /** Volume fraction of lithium and its products that a triangle takes at most, below 1. */
  readonly maximumFraction: number;
  /** Which part of what is connected is stripped first. */
  readonly strippingOrder: "even" | "shallow-first";
}

/** Amounts in mol/m of depth. */
export interface Plating {
  /** That each front node wants to place, 0 or more. */
  readonly amount: ArrayLike<number> /* [nFront] */;
  /** Front node in whose column it goes, from `findHotSpots`. */
  readonly spot: ArrayLike<number> /* [nFront] */;
  /** Boundary per area of each triangle; any common factor cancels. */
  readonly boundaryDensity: ArrayLike<number> /* [nTriangle] */;
  /** Volume of products per volume of the lithium in them. */
  readonly productVolume: number;
  /** 1 for triangles that lithium may enter without being led there; by default none. */
  readonly seeds?: ArrayLike<number> /* [nTriangle] */;
}

export interface Placement {
  readonly lithium: IntergranularLithium;
  /** What each front node could place or take back, mol/m. */
  readonly moved: Float64Array /* [nFront] */;
}

/** Returns an electrolyte of `count` triangles without lithium. */
export function startIntergranular(count: number): IntergranularLithium {
  const none = (): Float64Array => new Float64Array(count);
  return { connected: none(), dead: none(), reacted: none() };
}

export interface LithiumTotals {
  readonly connected: number;
  readonly dead: number;
  readonly reacted: number;
}

/** A record is never written to, and its sums are asked for with every step. */
const totals = new WeakMap<IntergranularLithium, LithiumTotals>();

/** Returns the sums over all triangles, mol/m. */
export function totalLithium(lithium: IntergranularLithium): LithiumTotals {
  const known = totals.get(lithium);
  if (known !== undefined) return known;
  const sum = (values: Float64Array): number => values.reduce((all, own) => all + own, 0);
  const found = {
    connected: sum(lithium.connected),
    dead: sum(lithium.dead),
    reacted: sum(lithium.reacted),
  };
  totals.set(lithium, found);
  return found;
}

/** Returns the volume fractions of metal [nTriangle]. */
export function lithiumFraction(
  lithium: IntergranularLithium,
  area: ArrayLike<number> /* [nTriangle], m2 */,
): Float64Array {
  return occupiedFraction(lithium, area, 0);
}

/** Returns the volume fractions [nTriangle] of metal and of `productVolume` times the lithium in products. */
export function occupiedFraction(
  { connected, dead, reacted }: IntergranularLithium,
  area: ArrayLike<number> /* [nTriangle], m2 */,
  productVolume: number,
): Float64Array {
  return connected.map(
    (own, t) => ((own + dead[t] + productVolume * reacted[t]) * LITHIUM_MOLAR_VOLUME) / area[t],
  );
}

/** Returns what each triangle [nTriangle] still takes of lithium, mol per m of depth; below 0 where it holds too much. */
export function measureRoom(
  { connected, dead, reacted }: IntergranularLithium,
  area: ArrayLike<number> /* [nTriangle], m2 */,
  { productVolume, maximumFraction }: { readonly productVolume: number; readonly maximumFraction: number },
): Float64Array {
  return connected.map((own, t) => {
    const capacity = (maximumFraction * area[t]) / LITHIUM_MOLAR_VOLUME;
    return capacity - own - dead[t] - productVolume * reacted[t];
  });
}

/** Returns 1 for triangles [nTriangle] that connected lithium reaches: at the front, seeded, or beside one that leads. */
export function markReached(
  columns: FrontColumns,
  connected: ArrayLike<number>,
  linkFraction: number,
  seeds: ArrayLike<number> = [],
): Uint8Array {
  const { neighbour, area } = columns;
  const reached = columns.touching.map((own, t) => (own === 1 || seeds[t] === 1 ? 1 : 0));
  const stack: number[] = [];
  reached.forEach((own, t) => {
    if (own === 1) stack.push(t);
  });
  for (let t = stack.pop(); t !== undefined; t = stack.pop()) {
    if (connected[t] * LITHIUM_MOLAR_VOLUME < linkFraction * area[t]) continue;
    for (const other of neighbour.subarray(3 * t, 3 * t + 3)) {
      if (other < 0 || reached[other] === 1) continue;
      reached[other] = 1;
      stack.push(other);
    }
  }
  return reached;
}

/**
 * Returns how deep lithium leads on from the front within `range` (m) to either side of each front node [nFront], m: the
 * length of the flaw that it makes there; 0 without any.
 */
export function measureReach(
  columns: FrontColumns,
  connected: ArrayLike<number>,
  { linkFraction, range }: { readonly linkFraction: number; readonly range: number },
): Float64Array {
  const { area, depth, middle, fromLeft, frontX } = columns;
  const reached = markReached(columns, connected, linkFraction);
  const leading = fromLeft.filter(
    (t) => reached[t] === 1 && connected[t] * LITHIUM_MOLAR_VOLUME >= linkFraction * area[t],
  );
  return frontX.map((x) => {
    let most = 0;
    for (const t of leading) {
      if (middle[t] > x + range) break;
      if (middle[t] >= x - range) most = Math.max(most, depth[t]);
    }
    return most;
  });
}

/** Room that is left by round-off alone, of what a triangle takes at most. */
const FULL = 1e-9;

/**
 * Returns the lithium after plating into boundaries; what finds no room is not moved and belongs to the front. Where
 * triangles fill up within the step, the rest goes on to those that they lead to.
 */
export function plateIntergranular(
  before: IntergranularLithium,
  columns: FrontColumns,
  plating: Plating,
  parameters: PlacementParameters,
): Placement {
  const { amount, spot, boundaryDensity, productVolume, seeds } = plating;
  const { area, depth } = columns;
  const { maximumFraction } = parameters;
  const { dead, reacted } = before;
  const preference = area.map((own, t) => own * boundaryDensity[t] * exp(-depth[t] / parameters.depth));
  const gathered = new Float64Array(amount.length);
  for (let k = 0; k < amount.length; k++) gathered[spot[k]] += amount[k];
  const given = new Float64Array(amount.length);
  let connected = before.connected;
  let reached = markReached(columns, connected, parameters.linkFraction, seeds);
  for (let isWider = true; isWider; ) {
    const shares = shareOut(columns, {
      amount: gathered.map((own, k) => (given[k] < (1 - FULL) * own ? own - given[k] : 0)),
      halfWidth: parameters.columnHalfWidth,
      weight: preference.map((own, t) => reached[t] * own),
      room: measureRoom({ connected, dead, reacted }, area, { productVolume, maximumFraction }).map(
        (own, t) => (own > FULL * ((maximumFraction * area[t]) / LITHIUM_MOLAR_VOLUME) ? own : 0),
      ),
    });
    for (let k = 0; k < given.length; k++) given[k] += shares.given[k];
    connected = connected.map((own, t) => own + shares.added[t]);
    const wider = markReached(columns, connected, parameters.linkFraction, seeds);
    const isLeft = given.some((own, k) => own < (1 - FULL) * gathered[k]);
    isWider = isLeft && wider.some((own, t) => own !== reached[t]);
    reached = wider;
  }
  const moved = Float64Array.from(amount, (own, k) =>
    own > 0 ? (own * given[spot[k]]) / gathered[spot[k]] : 0,
  );
  return { lithium: { connected, dead, reacted }, moved };
}

/**
 * Returns the lithium after each front node has taken back up to `amount` [nFront] (mol/m) of what is connected in its
 * column, and after what has lost its neck has died.
 */
export function stripIntergranular(
  before: IntergranularLithium,
  columns: FrontColumns,
  amount: ArrayLike<number>,
  parameters: PlacementParameters,
): Placement {
  const { depth } = columns;
  const { given, added } = shareOut(columns, {
    amount,
    halfWidth: parameters.columnHalfWidth,
    weight:
      parameters.strippingOrder === "even"
        ? before.connected
        : before.connected.map((own, t) => own * exp(-depth[t] / parameters.depth)),
    room: before.connected,
  });
  const connected = before.connected.map((own, t) => own - added[t]);
  const dead = before.dead.slice();
  const reached = markReached(columns, connected, parameters.linkFraction);
  for (let t = 0; t < dead.length; t++) {
    if (reached[t] === 1) continue;
    dead[t] += connected[t];
    connected[t] = 0;
  }
  return { lithium: { connected, dead, reacted: before.reacted }, moved: given };
}
