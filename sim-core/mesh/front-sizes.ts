/**
 * Wanted edge lengths on a lithium front that is a chain of points: 2 pi rho / facets where lithium bulges into the
 * electrolyte with curvature radius rho, the flat front's length elsewhere. Turning angles are averaged over three
 * points.
 */
import { atan2, hypot } from "../base/elementary.ts";

export interface FrontSizeLaw {
  /** Edge length per radius of curvature. */
  readonly perRadius: number;
  /** Edge length on a flat front, m. */
  readonly largest: number;
}

/** No finer than this share of the flat front's edges: no surface tension holds a tip back from sharpening. */
const FINEST = 0.5;

/** Returns the wanted edge length at each point of `front` [nFront*2], m. */
export function measureFrontSizes(front: ArrayLike<number>, law: FrontSizeLaw): Float64Array {
  const count = front.length / 2;
  const turn = findTurns(front);
  const length = lengths(front);
  return Float64Array.from(turn, (_, k) => {
    let turned = 0;
    let along = 0;
    for (let i = Math.max(1, k - 1); i <= Math.min(count - 2, k + 1); i++) {
      turned += turn[i];
      along += 0.5 * (length[i - 1] + length[i]);
    }
    const radius = turned > 0 ? along / turned : Number.POSITIVE_INFINITY;
    return Math.max(FINEST * law.largest, Math.min(law.largest, law.perRadius * radius));
  });
}

/** Returns the angle in radians [n] by which the chain turns to the left at each point; 0 at its ends. */
export function findTurns(chain: ArrayLike<number>): Float64Array {
  const count = chain.length / 2;
  const out = new Float64Array(count);
  for (let k = 1; k + 1 < count; k++) {
    const [ux, uy] = [chain[2 * k] - chain[2 * k - 2], chain[2 * k + 1] - chain[2 * k - 1]];
    const [vx, vy] = [chain[2 * k + 2] - chain[2 * k], chain[2 * k + 3] - chain[2 * k + 1]];
    out[k] = atan2(ux * vy - uy * vx, ux * vx + uy * vy);
  }
  return out;
}

/** Lengths [n-1] of a chain's segments. */
function lengths(chain: ArrayLike<number>): Float64Array {
  const out = new Float64Array(chain.length / 2 - 1);
  for (let k = 0; k < out.length; k++) {
    out[k] = hypot(chain[2 * k + 2] - chain[2 * k], chain[2 * k + 3] - chain[2 * k + 1]);
  }
  return out;
}
