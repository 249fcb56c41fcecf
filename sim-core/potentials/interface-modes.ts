/**
 * A few functions per interface in which potentials and currents are expanded: 1, cos, sin, ... of the angle on
 * every particle, cosines of the arc length on the lithium front (mirror planes at the side walls). With f the
 * modes and s the share of the interface at each node, sum(s f_m f_n) = 1 for m = n, else 0, on the nodes; then
 * potential = sum a_m f_m, injection = s sum c_m f_m, c_m = sum(f_m injection), and c_0 is the whole current.
 */
import { atan2, cos, hypot, sin } from "../base/elementary.ts";
import type { Submesh } from "../fem/submesh.ts";
import type { Boundary } from "./boundary.ts";

export interface ModeCounts {
  /** Modes of each particle, odd: 1 is the mean alone, 3 adds cos and sin. */
  readonly perParticle: number;
  /** Cosines on the lithium front, the mean among them. */
  readonly front: number;
}

export interface InterfaceModes extends ModeCounts {
  readonly particleCount: number;
  /** Modes but the front's mean, which carries what all particles give: particle after particle, then the front. */
  readonly count: number;
  /** First mode of the front. */
  readonly frontStart: number;
  /** Share of its interface that a node stands for. */
  readonly share: Float64Array /* [boundary.count] */;
  readonly onParticles: Float64Array /* [boundary.frontStart*perParticle] */;
  readonly onFront: Float64Array /* [nFront*front] */;
}

/** A solution of the reduced model in its modes, [count] each. */
export interface ModalPotentials {
  readonly current: Float64Array /* A/m */;
  /** V, relative to the front's mean potential. */
  readonly amplitude: Float64Array;
  readonly frontPotential: number /* V */;
}

/** Where the interfaces are; lengths in m. */
export interface InterfaceShape {
  readonly boundary: Boundary;
  readonly electrolyte: Submesh;
  readonly particleX: ArrayLike<number>;
  readonly particleY: ArrayLike<number>;
  /** Length of front of each front node. */
  readonly frontLength: ArrayLike<number>;
}

/** Returns the modes of the interfaces as they were meshed. */
export function createInterfaceModes(shape: InterfaceShape, counts: ModeCounts): InterfaceModes {
  const { perParticle, front } = counts;
  const particleCount = shape.boundary.particleStart.length - 1;
  const share = collectShares(shape);
  const frontStart = particleCount * perParticle;
  return {
    ...counts,
    particleCount,
    count: frontStart + front - 1,
    frontStart,
    share,
    onParticles: evaluateOnParticles(shape, perParticle, share),
    onFront: evaluateOnFront(shape, front, share),
  };
}

function collectShares({ boundary, frontLength }: InterfaceShape): Float64Array {
  const { particleStart, arcLength, frontStart, count } = boundary;
  const share = new Float64Array(count);
  for (let p = 0; p + 1 < particleStart.length; p++) {
    let perimeter = 0;
    for (let k = particleStart[p]; k < particleStart[p + 1]; k++) perimeter += arcLength[k];
    for (let k = particleStart[p]; k < particleStart[p + 1]; k++) share[k] = arcLength[k] / perimeter;
  }
  let length = 0;
  for (let f = 0; f < frontLength.length; f++) length += frontLength[f];
  for (let f = 0; f < frontLength.length; f++) share[frontStart + f] = frontLength[f] / length;
  return share;
}

function evaluateOnParticles(shape: InterfaceShape, modes: number, share: Float64Array): Float64Array {
  const { boundary, electrolyte, particleX, particleY } = shape;
  const { nodes, particleStart, frontStart } = boundary;
  const values = new Float64Array(frontStart * modes);
  for (let p = 0; p + 1 < particleStart.length; p++) {
    const from = particleStart[p];
    const to = particleStart[p + 1];
    const angles = Float64Array.from(nodes.subarray(from, to), (v) =>
      atan2(electrolyte.points[2 * v + 1] - particleY[p], electrolyte.points[2 * v] - particleX[p]),
    );
    const own = evaluateFourier(angles, modes);
    orthonormalise(own, modes, share.subarray(from, to));
    values.set(own, from * modes);
  }
  return values;
}

/** Returns 1, sqrt 2 cos, sqrt 2 sin, sqrt 2 cos of twice the angle, ...; [nAngle*modes]. */
export function evaluateFourier(angles: ArrayLike<number>, modes: number): Float64Array {
  const values = new Float64Array(angles.length * modes);
  for (let k = 0; k < angles.length; k++) {
    values[k * modes] = 1;
    for (let m = 1; m < modes; m++) {
      const order = (m + 1) >> 1;
      const wave = m % 2 === 1 ? cos(order * angles[k]) : sin(order * angles[k]);
      values[k * modes + m] = Math.SQRT2 * wave;
    }
  }
  return values;
}

function evaluateOnFront(shape: InterfaceShape, modes: number, share: Float64Array): Float64Array {
  const { boundary, electrolyte } = shape;
  const { points } = electrolyte;
  const nodes = boundary.nodes.subarray(boundary.frontStart);
  const along = new Float64Array(nodes.length);
  for (let k = 1; k < nodes.length; k++) {
    const [a, b] = [nodes[k - 1], nodes[k]];
    const across = points[2 * b] - points[2 * a];
    along[k] = along[k - 1] + hypot(across, points[2 * b + 1] - points[2 * a + 1]);
  }
  const length = along[nodes.length - 1];
  const values = new Float64Array(nodes.length * modes);
  for (let k = 0; k < nodes.length; k++) {
    values[k * modes] = 1;
    for (let m = 1; m < modes; m++) {
      values[k * modes + m] = Math.SQRT2 * cos((m * Math.PI * along[k]) / length);
    }
  }
  orthonormalise(values, modes, share.subarray(boundary.frontStart));
  return values;
}

/** Gram-Schmidt under the weights; a mode that the nodes cannot tell from those before becomes zero. */
export function orthonormalise(values: Float64Array, modes: number, weights: Float64Array): void {
  const product = (m: number, n: number): number => {
    let sum = 0;
    for (let k = 0; k < weights.length; k++)
      sum += weights[k] * values[k * modes + m] * values[k * modes + n];
    return sum;
  };
  for (let m = 0; m < modes; m++) {
    for (let n = 0; n < m; n++) {
      const overlap = product(m, n);
      for (let k = 0; k < weights.length; k++) values[k * modes + m] -= overlap * values[k * modes + n];
    }
    const square = product(m, m);
    const scale = square > LEAST_SQUARE ? 1 / Math.sqrt(square) : 0;
    for (let k = 0; k < weights.length; k++) values[k * modes + m] *= scale;
  }
}

/** Squared norm below which nothing is left of a mode (they begin with 1). */
const LEAST_SQUARE = 1e-3;

/** Writes the modal currents [count] of `injection` [boundary.count], the front's mean left out. */
export function projectInjection(
  modes: InterfaceModes,
  boundary: Boundary,
  injection: ArrayLike<number>,
  out: Float64Array,
): void {
  const { perParticle, front, onParticles, onFront, frontStart } = modes;
  out.fill(0);
  for (let p = 0; p < modes.particleCount; p++) {
    for (let k = boundary.particleStart[p]; k < boundary.particleStart[p + 1]; k++) {
      const value = injection[k];
      for (let m = 0; m < perParticle; m++)
        out[p * perParticle + m] += onParticles[k * perParticle + m] * value;
    }
  }
  for (let k = boundary.frontStart; k < boundary.count; k++) {
    const value = injection[k];
    const row = (k - boundary.frontStart) * front;
    for (let m = 1; m < front; m++) out[frontStart + m - 1] += onFront[row + m] * value;
  }
}

/** Writes the amplitudes [count] of a potential relative to its mean over the front, and returns that mean. */
export function projectPotential(
  modes: InterfaceModes,
  boundary: Boundary,
  potential: ArrayLike<number>,
  out: Float64Array,
): number {
  const { perParticle, front, share, onParticles, onFront, frontStart } = modes;
  let mean = 0;
  for (let k = boundary.frontStart; k < boundary.count; k++) mean += share[k] * potential[k];
  out.fill(0);
  for (let p = 0; p < modes.particleCount; p++) {
    for (let k = boundary.particleStart[p]; k < boundary.particleStart[p + 1]; k++) {
      const value = share[k] * (potential[k] - mean);
      for (let m = 0; m < perParticle; m++)
        out[p * perParticle + m] += onParticles[k * perParticle + m] * value;
    }
  }
  for (let k = boundary.frontStart; k < boundary.count; k++) {
    const value = share[k] * (potential[k] - mean);
    const row = (k - boundary.frontStart) * front;
    for (let m = 1; m < front; m++) out[frontStart + m - 1] += onFront[row + m] * value;
  }
  return mean;
}

/** Writes what modes with the amplitudes `current` and `amplitude` mean at the nodes; both out are [boundary.count]. */
export function expandOnParticles(
  { perParticle, particleCount, onParticles, share }: InterfaceModes,
  { particleStart }: Boundary,
  { current, amplitude, frontPotential }: ModalPotentials,
  out: { readonly potential: Float64Array; readonly injection: Float64Array },
): void {
  const { potential, injection } = out;
  for (let p = 0; p < particleCount; p++) {
    const first = p * perParticle;
    const end = particleStart[p + 1];
    for (let k = particleStart[p]; k < end; k++) {
      let above = frontPotential;
      let crossing = 0;
      for (let m = 0; m < perParticle; m++) {
        const wave = onParticles[k * perParticle + m];
        above += wave * amplitude[first + m];
        crossing += wave * current[first + m];
      }
      potential[k] = above;
      injection[k] = share[k] * crossing;
    }
  }
}

/** Writes the potential of the front's nodes to the end of `potential` [boundary.count]. */
export function expandOnFront(
  { front, frontStart, onFront }: InterfaceModes,
  boundary: Boundary,
  { amplitude, frontPotential }: ModalPotentials,
  potential: Float64Array,
): void {
  for (let k = boundary.frontStart; k < boundary.count; k++) {
    const row = (k - boundary.frontStart) * front;
    let sum = frontPotential;
    for (let m = 1; m < front; m++) sum += onFront[row + m] * amplitude[frontStart + m - 1];
    potential[k] = sum;
  }
}

/** Writes the currents into the electrolyte that the modes mean at the front's nodes. */
export function expandFrontCurrents(
  { front, frontStart, onFront, perParticle, share }: InterfaceModes,
  boundary: Boundary,
  { current }: ModalPotentials,
  injection: Float64Array,
): void {
  let given = 0;
  for (let m = 0; m < frontStart; m += perParticle) given += current[m];
  for (let k = boundary.frontStart; k < boundary.count; k++) {
    const row = (k - boundary.frontStart) * front;
    let sum = -given;
    for (let m = 1; m < front; m++) sum += onFront[row + m] * current[frontStart + m - 1];
    injection[k] = share[k] * sum;
  }
}
