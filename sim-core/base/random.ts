/**
 * Seeded random numbers. The generator is xoroshiro128+ (pure-rand), the normal deviates Marsaglia's polar
 * method (d3-random). Streams are named, so that adding a draw to one leaves every other as it was.
 */
import { randomNormal } from "d3-random";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

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
  const normal = randomNormal.source(uniform)(0, 1);
  return { uniform, normal };
}

/** FNV-1a of the text, mixed with the seed: separates the streams. */
function hashText(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed | 0, 0x9e3779b1);
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x85ebca6b) | 0;
}
