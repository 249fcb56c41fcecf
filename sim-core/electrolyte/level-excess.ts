/**
 * Lithium that is more than a triangle takes goes on, from triangle to triangle, by a shortest way to where there is room: in
 * proportion to the room of neighbours that have any, else evenly to those that are nearer to some. All triangles give at
 * once, so that a mirrored cell gives the mirrored result; nothing is lost. Where no room is left the excess stays.
 */
import type { IntergranularLithium } from "./intergranular-lithium.ts";

/** Rounds after which an excess stays; each carries it one triangle further. */
const ROUNDS = 500;
/** Excess by round-off alone, of the capacity. */
const FULL = 1e-12;

/** Part of what a triangle holds that goes to another one. */
interface Move {
  readonly to: number;
  readonly connected: number;
  readonly dead: number;
  readonly reacted: number;
}

/**
 * Returns lithium of which no triangle has more than `capacity` [nTriangle] (mol/m) as far as there is room, that in products
 * taking `productVolume` times as much; connected, dead and reacted go in the proportion in which they are there.
 */
export function levelExcess(
  lithium: IntergranularLithium,
  { capacity, productVolume }: { readonly capacity: ArrayLike<number>; readonly productVolume: number },
  neighbour: ArrayLike<number> /* [nTriangle*3], -1 for none */,
): IntergranularLithium {
  const connected = lithium.connected.slice();
  const dead = lithium.dead.slice();
  const reacted = lithium.reacted.slice();
  const held = (t: number): number => connected[t] + dead[t] + productVolume * reacted[t];
  const roomOf = (t: number): number => capacity[t] - held(t);
  const isOver = (t: number): boolean => roomOf(t) < -FULL * capacity[t];
  /** What triangle `t` has too much of, shared out to its neighbours; nothing where there is no way to any room. */
  const passOn = (t: number, steps: Int32Array): Move[] => {
    const beside = [0, 1, 2].map((k) => neighbour[3 * t + k]);
    const nearer = beside.filter((other) => other >= 0 && steps[other] >= 0 && steps[other] < steps[t]);
    const weights = nearer.map((other) => (steps[other] === 0 ? roomOf(other) : 1));
    const total = weights.reduce((sum, own) => sum + own, 0);
    const excess = -roomOf(t) / held(t);
    return nearer.map((to, i) => {
      const share = (excess * weights[i]) / total;
      return {
        to,
        connected: share * connected[t],
        dead: share * dead[t],
        reacted: share * reacted[t],
      };
    });
  };
  let over: number[] = [];
  for (let t = 0; t < capacity.length; t++) if (isOver(t)) over.push(t);
  for (let round = 0; round < ROUNDS && over.length > 0; round++) {
    const steps = countSteps(neighbour, (t) => roomOf(t) > FULL * capacity[t]);
    const moves = over.map((t) => passOn(t, steps));
    if (moves.every((own) => own.length === 0)) break;
    moves.forEach((own, i) => {
      for (const move of own) {
        connected[over[i]] -= move.connected;
        dead[over[i]] -= move.dead;
        reacted[over[i]] -= move.reacted;
        connected[move.to] += move.connected;
        dead[move.to] += move.dead;
        reacted[move.to] += move.reacted;
      }
    });
    const touched = new Set([...over, ...moves.flatMap((own) => own.map(({ to }) => to))]);
    over = [...touched].filter(isOver);
  }
  return { connected, dead, reacted };
}

/** Returns how many triangles away [nTriangle] the nearest one is that `hasRoom`; -1 where there is no way to any. */
function countSteps(neighbour: ArrayLike<number>, hasRoom: (t: number) => boolean): Int32Array {
  const steps = new Int32Array(neighbour.length / 3).fill(-1);
  const queue: number[] = [];
  for (let t = 0; t < steps.length; t++) {
    if (!hasRoom(t)) continue;
    steps[t] = 0;
    queue.push(t);
  }
  for (let next = 0; next < queue.length; next++) {
    const t = queue[next];
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const other = neighbour[e];
      if (other < 0 || steps[other] >= 0) continue;
      steps[other] = steps[t] + 1;
      queue.push(other);
    }
  }
  return steps;
}
