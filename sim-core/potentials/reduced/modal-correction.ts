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
  return new ProjectedGradients(layout);
}

/** What a solve works on; [count] each. */
interface Vectors {
  /** Of each mode, ohm m; where a mode takes no part its conductance is 0 and its resistance some number. */
  readonly resistance: Float64Array;
  readonly conductance: Float64Array;
  /** What the correction so far leaves of the right-hand side, V. */
  readonly rest: Float64Array;
  /** R^-1 u, S/m. */
  readonly direction: Float64Array;
  readonly z: Float64Array;
  readonly p: Float64Array;
  readonly gp: Float64Array;
}

class ProjectedGradients implements ModalCorrection {
  readonly count: number;
  readonly perParticle: number;
  readonly frontStart: number;
  readonly change: Float64Array;
  readonly response: Float64Array;
  readonly #vectors: Vectors;
  /** The sum of the particles' changes is imposed. */
  #closed = false;
  #frontResistance = 0;
  /** u'R^-1 u, S/m. */
  #self = 0;
  #frontChange = 0;
  #voltageChange = 0;

  constructor({ count, perParticle, frontStart }: CorrectionLayout) {
    this.count = count;
    this.perParticle = perParticle;
    this.frontStart = frontStart;
    const vector = (): Float64Array => new Float64Array(count);
    this.change = vector();
    this.response = vector();
    this.#vectors = {
      resistance: vector(),
      conductance: vector(),
      rest: vector(),
      direction: vector(),
      z: vector(),
      p: vector(),
      gp: vector(),
    };
  }

  get frontChange(): number {
    return this.#frontChange;
  }

  get voltageChange(): number {
    return this.#voltageChange;
  }

  solve(defect: ModalDefect, multiply: MultiplyModes, reduction: number): number {
    const { conductance, rest, direction, p } = this.#vectors;
    this.#begin(defect);
    const { missing } = defect;
    if (missing !== undefined && missing !== 0) {
      for (let m = 0; m < this.count; m++) p[m] = (missing / this.#self) * direction[m];
      this.#apply(multiply);
      this.#advance(1);
    }
    const used = this.#iterate(multiply, reduction);
    this.#frontChange = this.#frontResistance * (defect.frontCurrent + this.#gather(this.change));
    let along = 0;
    for (let m = 0; m < this.frontStart; m += this.perParticle) along += conductance[m] * rest[m];
    this.#voltageChange = this.#closed ? this.#frontChange - along / this.#self : 0;
    return used;
  }

  /** Starts from no change of any mode. */
  #begin(defect: ModalDefect): void {
    const { count, perParticle, frontStart } = this;
    const { resistance, conductance, rest, direction } = this.#vectors;
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
    this.change.fill(0);
    this.response.fill(0);
    this.#closed = defect.missing !== undefined;
    this.#frontResistance = defect.frontResistance;
    this.#self = 0;
    for (let m = 0; m < frontStart; m += perParticle) {
      this.#self += conductance[m];
      direction[m] = conductance[m];
      if (!this.#closed && conductance[m] > 0) rest[m] -= this.#frontResistance * defect.frontCurrent;
    }
  }

  #iterate(multiply: MultiplyModes, reduction: number): number {
    const { z, p } = this.#vectors;
    let product = this.#precondition();
    const stop = reduction * reduction * product;
    p.set(z);
    for (let used = 1; used <= LARGEST_INNER && product > 0; used++) {
      const curvature = this.#apply(multiply);
      if (!(curvature > 0)) return -1;
      this.#advance(product / curvature);
      const next = this.#precondition();
      if (!(next > stop)) return used;
      const ratio = next / product;
      product = next;
      for (let m = 0; m < p.length; m++) p[m] = z[m] + ratio * p[m];
    }
    return product >= 0 ? LARGEST_INNER : -1;
  }

  /** z = rest preconditioned and projected; returns rest'z. */
  #precondition(): number {
    const { conductance, rest, direction, z } = this.#vectors;
    for (let m = 0; m < z.length; m++) z[m] = conductance[m] * rest[m];
    const along = this.#gather(z);
    const resistance = this.#frontResistance;
    const factor = this.#closed ? along / this.#self : (resistance * along) / (1 + resistance * this.#self);
    let product = 0;
    for (let m = 0; m < z.length; m++) {
      z[m] -= factor * direction[m];
      product += rest[m] * z[m];
    }
    return product;
  }

  /** gp = G p; returns p'A p. */
  #apply(multiply: MultiplyModes): number {
    const { resistance, p, gp } = this.#vectors;
    multiply(p, gp);
    let product = this.#closed ? 0 : this.#frontResistance * this.#gather(p) ** 2;
    for (let m = 0; m < p.length; m++) product += p[m] * (gp[m] + resistance[m] * p[m]);
    return product;
  }

  /** Changes the modes by `step` times p, and what follows from it. */
  #advance(step: number): void {
    const { change, response, frontStart, perParticle } = this;
    const { resistance, rest, p, gp } = this.#vectors;
    for (let m = 0; m < p.length; m++) {
      change[m] += step * p[m];
      response[m] += step * gp[m];
      rest[m] -= step * (gp[m] + resistance[m] * p[m]);
    }
    if (this.#closed) return;
    const shift = step * this.#frontResistance * this.#gather(p);
    for (let m = 0; m < frontStart; m += perParticle) rest[m] -= shift;
  }

  /** Sum over the particles' means. */
  #gather(values: Float64Array): number {
    let sum = 0;
    for (let m = 0; m < this.frontStart; m += this.perParticle) sum += values[m];
    return sum;
  }
}
