/**
 * One Newton correction in modes: (R + G) dc = R_s d + u y, with d the defects, R_s their slope resistances and u 1
 * at the particles' means. With the sum of the particles' changes imposed y is the multiplier; with the voltage
 * imposed y = -R_f (d_f + sum dc), f the front's mean. Conjugate gradients, preconditioned by R and projected on the
 * constraint (Gould, Hribar, Nocedal, SIAM J. Sci. Comput. 23 (2001) 1376).
 */
import type { ModalDefect } from "./modal-defect.ts";

const LARGEST_INNER = 60;

/** Which modes are corrected together: `perParticle` of each particle, then those of the front. */
export interface CorrectionLayout {
  readonly count: number;
  readonly perParticle: number;
  readonly frontStart: number;
}

/** out = G currents, [count] of the layout. */
export type MultiplyModes = (currents: Float64Array, out: Float64Array) => void;

export interface ModalCorrection extends CorrectionLayout {
  /** Solves until the residual has fallen by `reduction`; returns the products with G, -1 when positivity is lost. */
  solve(defect: ModalDefect, multiply: MultiplyModes, reduction: number): number;
  /** Changes of the modal currents and of the potentials that they bring, [count]. */
  readonly change: Float64Array;
  readonly response: Float64Array;
  /** Changes of the front's mean potential and of the cell voltage, V. */
  readonly frontChange: number;
  readonly voltageChange: number;
}

/** Returns a correction of the modes in `layout`, which defects have the first ones of, particle by particle. */
export function createModalCorrection(layout: CorrectionLayout): ModalCorrection {
  const { count, perParticle, frontStart } = layout;
  const resistance = new Float64Array(count);
  const conductance = new Float64Array(count);
  const rest = new Float64Array(count);
  const direction = new Float64Array(count);
  const z = new Float64Array(count);
  const p = new Float64Array(count);
  const gp = new Float64Array(count);
  const x = new Float64Array(count);
  const gx = new Float64Array(count);
  let closed = false;
  let frontResistance = 0;
  let self = 0;
  let frontChange = 0;
  let voltageChange = 0;

  /** Sum over the particles' means. */
  const gather = (values: Float64Array): number => {
    let sum = 0;
    for (let m = 0; m < frontStart; m += perParticle) sum += values[m];
    return sum;
  };

  const begin = (defect: ModalDefect): void => {
    const given = (defect.current.length - count) / Math.max(1, frontStart / perParticle) + perParticle;
    for (let m = 0; m < count; m++) {
      const own = m % perParticle;
      const from =
        m < frontStart ? ((m - own) / perParticle) * given + own : m - count + defect.current.length;
      const r = defect.resistance[from];
      resistance[m] = r > 0 ? r : 1;
      conductance[m] = r > 0 ? 1 / r : 0;
      rest[m] = r > 0 ? defect.slopeResistance[from] * defect.current[from] : 0;
    }
    x.fill(0);
    gx.fill(0);
    closed = defect.missing !== undefined;
    frontResistance = defect.frontResistance;
    self = 0;
    for (let m = 0; m < frontStart; m += perParticle) {
      self += conductance[m];
      direction[m] = conductance[m];
      if (!closed && conductance[m] > 0) rest[m] -= frontResistance * defect.frontCurrent;
    }
  };

  /** z = rest preconditioned and projected; returns rest'z. */
  const precondition = (): number => {
    for (let m = 0; m < count; m++) z[m] = conductance[m] * rest[m];
    const along = gather(z);
    const factor = closed ? along / self : (frontResistance * along) / (1 + frontResistance * self);
    let product = 0;
    for (let m = 0; m < count; m++) {
      z[m] -= factor * direction[m];
      product += rest[m] * z[m];
    }
    return product;
  };

  /** gp = G p; returns p'A p. */
  const apply = (multiply: MultiplyModes): number => {
    multiply(p, gp);
    let product = closed ? 0 : frontResistance * gather(p) ** 2;
    for (let m = 0; m < count; m++) product += p[m] * (gp[m] + resistance[m] * p[m]);
    return product;
  };

  /** x += step p, and what follows from it. */
  const advance = (step: number): void => {
    for (let m = 0; m < count; m++) {
      x[m] += step * p[m];
      gx[m] += step * gp[m];
      rest[m] -= step * (gp[m] + resistance[m] * p[m]);
    }
    if (closed) return;
    const shift = step * frontResistance * gather(p);
    for (let m = 0; m < frontStart; m += perParticle) rest[m] -= shift;
  };

  const iterate = (multiply: MultiplyModes, reduction: number): number => {
    let product = precondition();
    const stop = reduction * reduction * product;
    p.set(z);
    for (let used = 1; used <= LARGEST_INNER && product > 0; used++) {
      const curvature = apply(multiply);
      if (!(curvature > 0)) return -1;
      advance(product / curvature);
      const next = precondition();
      if (!(next > stop)) return used;
      const ratio = next / product;
      product = next;
      for (let m = 0; m < count; m++) p[m] = z[m] + ratio * p[m];
    }
    return product >= 0 ? LARGEST_INNER : -1;
  };

  return {
    ...layout,
    change: x,
    response: gx,
    get frontChange() {
      return frontChange;
    },
    get voltageChange() {
      return voltageChange;
    },
    solve(defect, multiply, reduction) {
      begin(defect);
      const { missing } = defect;
      if (missing !== undefined && missing !== 0) {
        for (let m = 0; m < count; m++) p[m] = (missing / self) * direction[m];
        apply(multiply);
        advance(1);
      }
      const used = iterate(multiply, reduction);
      frontChange = frontResistance * (defect.frontCurrent + gather(x));
      let along = 0;
      for (let m = 0; m < frontStart; m += perParticle) along += conductance[m] * rest[m];
      voltageChange = closed ? frontChange - along / self : 0;
      return used;
    },
  };
}
