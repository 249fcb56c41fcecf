/**
 * Numbers for property tests. fast-check's double draws bit patterns, half of which between 0 and 1 are below 1e-150: right for
 * what stores doubles, but no test of what computes with lengths and shares. These draw what is meant by "any value".
 */
import fc from "fast-check";

const PARTS = 2 ** 30;

/** Any value from `minimum` to `maximum`, evenly, both ends now and then; shrinks to `minimum`. */
export function between(minimum: number, maximum: number): fc.Arbitrary<number> {
  const at = (k: number): number => (k === PARTS ? maximum : minimum + (k / PARTS) * (maximum - minimum));
  return fc.integer({ min: 0, max: PARTS }).map(at);
}

/** Any value from `minimum`, above 0, to `maximum`, every decade as often; shrinks to `minimum`. */
export function betweenDecades(minimum: number, maximum: number): fc.Arbitrary<number> {
  const ratio = Math.log(maximum / minimum);
  const at = (share: number): number => Math.min(maximum, minimum * Math.exp(share * ratio));
  return between(0, 1).map((share) => (share === 1 ? maximum : at(share)));
}
