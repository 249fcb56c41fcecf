/**
 * A property that differs from particle to particle and is alike among neighbours: a Gaussian random field with
 * correlation exp(-(d/l)^2), f = sqrt(2/M) sum cos(k_m r + phase_m), k_m normal with variance 2/l^2 (random Fourier
 * features, Rahimi and Recht 2007). Its values are then replaced by the normal scores of their ranks, so that every
 * cell holds exactly the stated distribution and only the placement is random: a cell a few l wide would otherwise
 * differ from the next mostly by its mean, and hide the law that is looked for. physics.md 6.3.
 */
import { cos } from "../base/elementary.ts";
import { createRandom, type Random } from "../base/random.ts";
import { normalQuantile } from "./normal-quantile.ts";

/** Enough that the field of one draw is normal and its correlation is met within a few percent. */
const FEATURES = 512;

export interface FieldRequest {
  readonly x: ArrayLike<number> /* [n], m */;
  readonly y: ArrayLike<number> /* [n], m */;
  /** m; where the correlation is 1/e. 0 for independent values. */
  readonly correlationLength: number;
  readonly seed: number;
  /** Of the property; fields of different names are independent. */
  readonly name: string;
}

/** Returns a standard normal score for each point [n]: the values are always the n quantiles (k - 1/2)/n. */
export function sampleField(request: FieldRequest): Float64Array {
  const random = createRandom(request.seed, `field ${request.name}`);
  const raw = request.correlationLength > 0 ? sumFeatures(request, random) : drawIndependent(request, random);
  return scoreRanks(raw);
}

function drawIndependent(request: FieldRequest, random: Random): Float64Array {
  return Float64Array.from({ length: request.x.length }, () => random.normal());
}

function sumFeatures(request: FieldRequest, random: Random): Float64Array {
  const { x, y, correlationLength } = request;
  const field = new Float64Array(x.length);
  const wave = Math.SQRT2 / correlationLength;
  for (let m = 0; m < FEATURES; m++) {
    const along = wave * random.normal();
    const across = wave * random.normal();
    const phase = 2 * Math.PI * random.uniform();
    for (let k = 0; k < field.length; k++) field[k] += cos(along * x[k] + across * y[k] + phase);
  }
  return field;
}

/** Equal values keep the order of their points. */
function scoreRanks(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);
  const scores = new Float64Array(values.length);
  order.forEach((point, rank) => {
    scores[point] = normalQuantile((rank + 0.5) / values.length);
  });
  return scores;
}
