/**
 * The few points at which the reduced model evaluates the kinetics: evenly spaced ones on every particle, two more
 * than twice the highest harmonic, so that products of three modes at low orders are summed exactly; on the lithium
 * front nodes that stand for their neighbours too. The modes are orthonormal on these points as they are on the nodes.
 */
import type { Boundary } from "../boundary.ts";
import type { InterfaceConditions } from "../interface-kinetics.ts";
import { evaluateFourier, type InterfaceModes, orthonormalise } from "../interface-modes.ts";

export interface InterfaceSamples {
  /** The points as a boundary of their own, for the kinetics. */
  readonly boundary: Boundary;
  readonly perParticle: number;
  readonly onParticles: Float64Array /* [perParticle*modes.perParticle], the same for all */;
  readonly onFront: Float64Array /* [nFrontSample*modes.front] */;
  /** Nodes of the front for which a sample stands, which is the middle one. */
  readonly frontStride: number;
}

/** Samples of the front for each of its modes. */
const SAMPLES_PER_FRONT_MODE = 3;

/** Returns the points for `modes`; `everyFrontNode` takes the front as it is meshed. */
export function createInterfaceSamples(
  boundary: Boundary,
  modes: InterfaceModes,
  everyFrontNode: boolean,
): InterfaceSamples {
  const { perParticle, front, particleCount } = modes;
  const frontCount = boundary.count - boundary.frontStart;
  const fitting = Math.ceil(frontCount / (2 * SAMPLES_PER_FRONT_MODE * front));
  // Odd, so that a sample lies in the middle of its nodes.
  const stride = everyFrontNode ? 1 : Math.max(1, 2 * fitting - 1);
  const sampleCount = Math.ceil(frontCount / stride);
  const share = sumGroups(modes.share.subarray(boundary.frontStart), stride);
  const onFront = new Float64Array(sampleCount * front);
  for (let k = 0; k < sampleCount; k++) {
    const from = middle(k, stride, frontCount) * front;
    onFront.set(modes.onFront.subarray(from, from + front), k * front);
  }
  orthonormalise(onFront, front, share);
  const points = perParticle + 1;
  const angles = Float64Array.from({ length: points }, (_, q) => (2 * Math.PI * q) / points);
  const arcLength = new Float64Array(particleCount * points);
  for (let p = 0; p < particleCount; p++) {
    let perimeter = 0;
    for (let k = boundary.particleStart[p]; k < boundary.particleStart[p + 1]; k++) {
      perimeter += boundary.arcLength[k];
    }
    arcLength.fill(perimeter / points, p * points, (p + 1) * points);
  }
  return {
    boundary: {
      count: arcLength.length + sampleCount,
      // The points lie between nodes; nobody asks for those.
      nodes: new Int32Array(0),
      particleStart: Int32Array.from({ length: particleCount + 1 }, (_, p) => p * points),
      frontStart: arcLength.length,
      arcLength,
    },
    perParticle: points,
    onParticles: evaluateFourier(angles, perParticle),
    onFront,
    frontStride: stride,
  };
}

/** Returns the conditions at the samples. */
export function sampleConditions(
  { frontStride: stride }: InterfaceSamples,
  conditions: InterfaceConditions,
): InterfaceConditions {
  if (stride === 1) return conditions;
  const { frontDepleted } = conditions;
  const frontLength = sumGroups(conditions.frontLength, stride);
  const pick = (values: Float64Array): Float64Array => {
    const picked = new Float64Array(frontLength.length);
    for (let k = 0; k < picked.length; k++) picked[k] = values[middle(k, stride, values.length)];
    return picked;
  };
  return {
    ...conditions,
    frontLength,
    frontExchange: pick(conditions.frontExchange),
    frontResistance: pick(conditions.frontResistance),
    frontShift: pick(conditions.frontShift),
    frontDepleted: Uint8Array.from(
      frontLength,
      (_, k) => frontDepleted[middle(k, stride, frontDepleted.length)],
    ),
  };
}

/** Node in the middle of group k; the last group may be shorter. */
function middle(k: number, stride: number, count: number): number {
  return (k * stride + Math.min((k + 1) * stride, count) - 1) >> 1;
}

function sumGroups(values: ArrayLike<number>, stride: number): Float64Array {
  const sums = new Float64Array(Math.ceil(values.length / stride));
  for (let k = 0, group = 0; k < values.length; group++) {
    for (const end = Math.min(k + stride, values.length); k < end; k++) sums[group] += values[k];
  }
  return sums;
}
