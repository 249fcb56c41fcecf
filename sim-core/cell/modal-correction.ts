/**
 * One Newton correction in modes: (R + G) dc = R r + u y with the sum of the particles' changes imposed (y is then
 * the multiplier), or y = -R_f (r_f + sum dc) with the voltage imposed; R_f and r_f belong to the front's mean, u is
 * 1 at the particles' means. Conjugate gradients preconditioned by R and projected on the constraint (Gould, Hribar,
 * Nocedal, SIAM J. Sci. Comput. 23 (2001) 1376).
 */
import type { InterfaceCurrents } from "./interface-kinetics.ts";
import type { InterfaceModes } from "./interface-modes.ts";
import type { ModalResponse } from "./modal-response.ts";
import type { Control } from "./potentials.ts";

const LARGEST_INNER = 60;
/** S/m; an interface that blocks is given this much, so that its resistance is a number. */
const LEAST_SLOPE = 1e-12;

export interface ModalCorrection {
  /** Takes the kinetics at an iterate; returns the sum of absolute residuals, A/m. */
  measure(
    currents: InterfaceCurrents,
    particleCurrent: ArrayLike<number>,
    modal: ArrayLike<number>,
    control: Control,
  ): number;
  /** Sum of the particles' conductances, S/m; 0 when none takes part. */
  readonly total: number;
  /** Solves until the residual has fallen by `reduction`; returns the products with G, -1 when positivity is lost. */
  solve(response: ModalResponse, scale: number, reduction: number): number;
  /** Changes of the modal currents and of the potentials they bring, [count]. */
  readonly change: Float64Array;
  readonly response: Float64Array;
  /** Changes of the front's mean potential and of the cell voltage, V. */
  readonly frontChange: number;
  readonly voltageChange: number;
}

export function createModalCorrection(modes: InterfaceModes): ModalCorrection {
  const { count, particleCount, perParticle, frontStart } = modes;
  const vector = (): Float64Array => new Float64Array(count);
  const [defect, resistance, conductance, rest, z, p, gp, x, gx] = [
    vector(), vector(), vector(), vector(), vector(), vector(), vector(), vector(), vector(),
  ] as const;
  let total = 0;
  let frontDefect = 0;
  let frontResistance = 0;
  /** Particle current that is still missing, A/m; undefined when the voltage is imposed. */
  let missing: number | undefined;
  let frontChange = 0;
  let voltageChange = 0;

  /** Sum over the particles' means. */
  const gather = (values: Float64Array): number => {
    let sum = 0;
    for (let m = 0; m < frontStart; m += perParticle) sum += values[m]!;
    return sum;
  };

  /** z = rest preconditioned and projected; returns rest'z. */
  const precondition = (self: number): number => {
    for (let m = 0; m < count; m++) z[m] = conductance[m]! * rest[m]!;
    const along = gather(z);
    const factor =
      missing === undefined ? (frontResistance * along) / (1 + frontResistance * self) : along / self;
    for (let m = 0; m < frontStart; m += perParticle) z[m]! -= factor * conductance[m]!;
    let product = 0;
    for (let m = 0; m < count; m++) product += rest[m]! * z[m]!;
    return product;
  };

  /** gp = G p; returns p'(R + G)p. */
  const apply = (response: ModalResponse, scale: number): number => {
    response.multiply(p, gp);
    let product = 0;
    for (let m = 0; m < count; m++) {
      gp[m]! *= scale;
      product += p[m]! * (gp[m]! + resistance[m]! * p[m]!);
    }
    return missing === undefined ? product + frontResistance * gather(p) ** 2 : product;
  };

  /** x += step p, and what follows from it. */
  const advance = (step: number): void => {
    const shift = missing === undefined ? frontResistance * gather(p) : 0;
    for (let m = 0; m < count; m++) {
      x[m]! += step * p[m]!;
      gx[m]! += step * gp[m]!;
      rest[m]! -= step * (gp[m]! + resistance[m]! * p[m]!);
    }
    if (shift !== 0) for (let m = 0; m < frontStart; m += perParticle) rest[m]! -= step * shift;
  };

  const iterate = (response: ModalResponse, scale: number, reduction: number): number => {
    const self = gather(conductance);
    let used = 0;
    if (missing !== undefined && missing !== 0) {
      p.fill(0);
      for (let m = 0; m < frontStart; m += perParticle) p[m] = (missing * conductance[m]!) / self;
      apply(response, scale);
      advance(1);
      used++;
    }
    let product = precondition(self);
    const stop = reduction * reduction * product;
    p.set(z);
    while (product > 0 && used < LARGEST_INNER) {
      const curvature = apply(response, scale);
      used++;
      if (!(curvature > 0)) return -1;
      advance(product / curvature);
      const next = precondition(self);
      if (!(next > stop)) break;
      const ratio = next / product;
      product = next;
      for (let m = 0; m < count; m++) p[m] = z[m]! + ratio * p[m]!;
    }
    frontChange = frontResistance * (frontDefect + gather(x));
    let along = 0;
    for (let m = 0; m < frontStart; m += perParticle) along += conductance[m]! * rest[m]!;
    voltageChange = missing === undefined ? 0 : frontChange - along / self;
    return used;
  };

  return {
    change: x,
    response: gx,
    get total() {
      return total;
    },
    get frontChange() {
      return frontChange;
    },
    get voltageChange() {
      return voltageChange;
    },
    measure(currents, particleCurrent, modal, control) {
      let norm = 0;
      total = 0;
      const { samplesPerParticle, onSamples, onFront, front, sampled } = modes;
      const { residual, slope } = currents;
      for (let q = 0; q < particleCount; q++) {
        const first = q * samplesPerParticle;
        const g = currents.conductance[q]!;
        let sum = 0;
        for (let k = 0; k < samplesPerParticle; k++) sum += slope[first + k]!;
        const behind = 1 / Math.max(sum, LEAST_SLOPE);
        total += g;
        for (let m = 0; m < perParticle; m++) {
          const row = q * perParticle + m;
          let kinetic = 0;
          for (let k = 0; k < samplesPerParticle; k++) {
            kinetic -= onSamples[k * perParticle + m]! * residual[first + k]!;
          }
          defect[row] = kinetic - modal[row]!;
          norm += Math.abs(defect[row]!);
          rest[row] = g > 0 ? behind * defect[row]! : 0;
          resistance[row] = g > 0 ? behind + (m === 0 ? 1 / g : 0) : 1;
          conductance[row] = g > 0 ? 1 / resistance[row]! : 0;
        }
      }
      let sum = 0;
      frontDefect = 0;
      for (let q = 0; q < particleCount; q++) frontDefect += particleCurrent[q]!;
      missing = control.kind === "current" ? control.current - frontDefect : undefined;
      for (let m = frontStart; m < count; m++) defect[m] = -modal[m]!;
      for (let k = sampled.frontStart; k < sampled.count; k++) {
        const row = (k - sampled.frontStart) * front;
        sum += slope[k]!;
        frontDefect -= residual[k]!;
        for (let m = 1; m < front; m++) defect[frontStart + m - 1]! -= onFront[row + m]! * residual[k]!;
      }
      frontResistance = 1 / Math.max(sum, LEAST_SLOPE);
      for (let m = frontStart; m < count; m++) {
        norm += Math.abs(defect[m]!);
        rest[m] = frontResistance * defect[m]!;
        resistance[m] = frontResistance;
        conductance[m] = 1 / frontResistance;
      }
      return norm + Math.abs(frontDefect) + Math.abs(missing ?? 0);
    },
    solve(response, scale, reduction) {
      x.fill(0);
      gx.fill(0);
      if (missing === undefined) {
        for (let m = 0; m < frontStart; m += perParticle) {
          if (conductance[m]! > 0) rest[m]! -= frontResistance * frontDefect;
        }
      }
      return iterate(response, scale, reduction);
    },
  };
}
