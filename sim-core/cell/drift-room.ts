/**
 * How far particles may still drift towards the anode: straight up until the gap to another particle or to the lithium
 * front, both where they are at present, is the smallest that the packing allows. A circle of radius r meets a place at
 * height Y, d to the side, when it has risen to Y - ((r + gap)^2 - d^2)^0.5, an edge of the front where that is shifted by r +
 * gap along its normal. Others only go up as well, so that all may go as far as they have room.
 */
import { hypot } from "../base/elementary.ts";
import type { Model } from "./model.ts";
import type { CellState } from "./state.ts";

/** Returns the heights of the particles [nParticle] that have drifted by `drift` since the cell was built, m. */
export function heightsAt({ population, meshedDrift }: Model, drift: ArrayLike<number>): Float64Array {
  return population.y.map((y, p) => y + drift[p] - meshedDrift[p]);
}

/** Returns the room [nParticle], m; 0 where a particle stands as near as it may, infinite where nothing is above. */
export function roomToDrift(model: Model, { particles, geometry }: CellState): Float64Array {
  const { population, scenario, boundary } = model;
  const { x, radius } = population;
  const { minimumGap } = scenario.cathode;
  const height = heightsAt(model, particles.drift);
  const front = boundary.nodes.subarray(boundary.frontStart);
  return radius.map((own, p) => {
    const circle = { x: x[p], y: height[p] };
    let room = Number.POSITIVE_INFINITY;
    for (let q = 0; q < population.count; q++) {
      if (q === p || height[q] < height[p]) continue;
      const reach = own + radius[q] + minimumGap;
      room = Math.min(room, riseToPlace(circle, reach, { x: x[q], y: height[q] }));
    }
    const reach = own + minimumGap;
    for (let k = 0; k < front.length; k++) {
      const a = placeOf(geometry.points, front[k]);
      room = Math.min(room, riseToPlace(circle, reach, a));
      if (k + 1 < front.length)
        room = Math.min(room, riseToEdge(circle, reach, [a, placeOf(geometry.points, front[k + 1])]));
    }
    return Math.max(0, room);
  });
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function placeOf(points: ArrayLike<number>, node: number): Place {
  return { x: points[2 * node], y: points[2 * node + 1] };
}

/** How far `from` may rise until it is `reach` away from a place above it; infinite where it passes by. */
function riseToPlace(from: Place, reach: number, place: Place): number {
  const aside = place.x - from.x;
  if (Math.abs(aside) >= reach) return Number.POSITIVE_INFINITY;
  return place.y - Math.sqrt(reach * reach - aside * aside) - from.y;
}

/** The same for an edge from left to right, with the electrolyte below it; ends are places of their own. */
function riseToEdge(from: Place, reach: number, [a, b]: readonly [Place, Place]): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = hypot(dx, dy);
  if (dx <= 0) return Number.POSITIVE_INFINITY;
  const shift = { x: (reach * dy) / length, y: (-reach * dx) / length };
  const share = (from.x - a.x - shift.x) / dx;
  if (share < 0 || share > 1) return Number.POSITIVE_INFINITY;
  return a.y + shift.y + share * dy - from.y;
}
