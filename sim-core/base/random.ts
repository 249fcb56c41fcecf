/**
 * Seeded random numbers. The generator is xoroshiro128+ (pure-rand), the normal deviates Marsaglia's polar
 * method. Streams are named, so that adding a draw to one leaves every other as it was.
 */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { log } from "./elementary.ts";

export interface Random {
  /** A number in [0, 1). */
  uniform(): number;
  /** A standard normal deviate. */
  normal(): number;
}

/** Returns the stream `name` of `seed` (an integer); the same pair gives the same numbers on every machine. */
export function createRandom(seed: number, name: string): Random {
  const generator = xoroshiro128plus(hashText(name, seed));
  const uniform = (): number => uniformFloat64(generator);
  return { uniform, normal: drawNormals(uniform) };
}

/** Returns a source of standard normal deviates: two for each point that falls in the unit circle. */
function drawNormals(uniform: () => number): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const normal = spare;
      spare = undefined;
      return normal;
    }
    let x: number;
    let y: number;
    let square: number;
    do {
      x = uniform() * 2 - 1;
      y = uniform() * 2 - 1;
      square = x * x + y * y;
    } while (square === 0 || square > 1);
    const factor = Math.sqrt((-2 * log(square)) / square);
    spare = x * factor;
    return y * factor;
  };
}

/** FNV-1a of the text, mixed with the seed: separates the streams. */
function hashText(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed | 0, 0x9e3779b1);
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x85ebca6b) | 0;
}
