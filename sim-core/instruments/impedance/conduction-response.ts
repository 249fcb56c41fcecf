/**
 * The electrolyte between interfaces that answer with complex admittances: K phi = injection(phi, V) on the boundary nodes,
 * for a voltage V of 1. Right-preconditioned GMRES with one real factor of K and the sizes of the admittances for real and
 * imaginary part alike: with admittances split into H + jW and H + W in the factor, the spectrum lies between 1 and j whatever
 * mesh and frequency are, and the residual falls by 2.4 an iteration. numerics.md 13.1.
 */
import {
  addComplex,
  type Complex,
  divideComplex,
  multiplyComplex,
  scaleComplex,
  subtractComplex,
} from "../../base/complex.ts";
import type { ConductionSystem, Linearisation } from "../../potentials/conduction-system.ts";
import { createKrylovBasis } from "./krylov-basis.ts";
import {
  type ComplexArray,
  createComplexArray,
  type InterfaceAnswer,
  type RingAnswer,
  type SmallSignalInterfaces,
} from "./small-signal.ts";

const TOLERANCE = 1e-11;
/** Twice what the bound on the spectrum asks for, and room for currents that flow and make it less even. */
const MOST_ITERATIONS = 120;

/** What one volt between the collectors makes pass, per metre of depth. */
export type ConductionResponse =
  | {
      readonly ok: true;
      /** A/m */
      readonly current: Complex;
      readonly particleCurrent: ComplexArray /* [nParticle], A/m */;
      readonly injection: ComplexArray /* [count], A/m: into the electrolyte */;
      readonly iterations: number;
    }
  | { readonly ok: false; readonly reason: string };

/** Returns the response of `interfaces` as they answer; `system` holds K, and is factored anew. */
export function respondToVoltage(
  interfaces: SmallSignalInterfaces,
  answer: InterfaceAnswer,
  system: ConductionSystem,
): ConductionResponse {
  const { count, particleStart } = interfaces.boundary;
  const particles = particleStart.length - 1;
  if (!system.freeze(sizeOf(interfaces, answer)).ok) return { ok: false, reason: NOT_POSITIVE };
  const right = createComplexArray(count);
  inject(interfaces, answer, { potential: createComplexArray(count), voltage: 1 }, right);
  const potential = createComplexArray(count);
  const conduction = createComplexArray(count);
  const own = new Float64Array(count + particles);
  const solution = new Float64Array(count + particles);
  /** potential = P^-1 of a vector, conduction = K times it. */
  const precondition = (vector: ComplexArray): void => {
    for (const part of ["re", "im"] as const) {
      own.set(vector[part]);
      system.solve(own, solution);
      potential[part].set(solution.subarray(0, count));
      system.recoverInjection(own, solution, conduction[part]);
    }
  };
  const crossing = createComplexArray(count);
  const basis = createKrylovBasis(right, MOST_ITERATIONS);
  while (basis.residual > TOLERANCE) {
    if (basis.size === MOST_ITERATIONS) return { ok: false, reason: NOT_CONVERGED };
    precondition(basis.last());
    inject(interfaces, answer, { potential, voltage: 0 }, crossing);
    for (const part of ["re", "im"] as const)
      for (let k = 0; k < count; k++) crossing[part][k] = conduction[part][k] - crossing[part][k];
    basis.extend(crossing);
  }
  precondition(basis.combine());
  const particleCurrent = createComplexArray(particles);
  inject(interfaces, answer, { potential, voltage: 1 }, crossing, particleCurrent);
  const current = { re: 0, im: 0 };
  for (const part of ["re", "im"] as const) for (const each of particleCurrent[part]) current[part] += each;
  return { ok: true, current, particleCurrent, injection: crossing, iterations: basis.size };
}

const NOT_POSITIVE = "the conduction matrix lost its positive pivots";
const NOT_CONVERGED = `the alternating potentials did not converge in ${MOST_ITERATIONS} iterations`;

const sizeOfComplex = ({ re, im }: Complex): number => Math.abs(re) + Math.abs(im);

/** The real admittances that stand for the complex ones in the factor. */
function sizeOf({ boundary, length }: SmallSignalInterfaces, answer: InterfaceAnswer): Linearisation {
  const { count, frontStart, particleStart } = boundary;
  const { crossing, ring } = answer;
  const slope = new Float64Array(count);
  const conductance = new Float64Array(ring.length);
  const size = (k: number): number => length[k] * (Math.abs(crossing.re[k]) + Math.abs(crossing.im[k]));
  for (let k = frontStart; k < count; k++) slope[k] = size(k);
  ring.forEach((own, p) => {
    if (own === undefined) return;
    let sum = 0;
    for (let k = particleStart[p]; k < particleStart[p + 1]; k++) {
      slope[k] = size(k);
      sum += slope[k];
    }
    const whole = Math.min(sizeOfComplex(divideComplex(own.admittance, own.contact)), STIFF * sum);
    conductance[p] = (whole * sum) / (sum - whole);
  });
  return { slope, conductance };
}

/** Share of a perimeter's own admittance beyond which what lies behind it counts as no resistance. */
const STIFF = 1 - 1e-6;

/** Writes the currents into the electrolyte [count], A/m, and where asked for those of the particles. */
function inject(
  interfaces: SmallSignalInterfaces,
  answer: InterfaceAnswer,
  at: { readonly potential: ComplexArray; readonly voltage: number },
  out: ComplexArray,
  particleCurrent?: ComplexArray,
): void {
  const { boundary, length } = interfaces;
  const { frontStart, count, particleStart } = boundary;
  const { potential } = at;
  const { crossing } = answer;
  answer.ring.forEach((ring, particle) => {
    const [from, to] = [particleStart[particle], particleStart[particle + 1]];
    if (ring === undefined) {
      out.re.fill(0, from, to);
      out.im.fill(0, from, to);
      return;
    }
    const driven = driveRing(interfaces, answer, { ring, particle, ...at });
    injectRing(interfaces, answer, { from, to, potential, ...driven }, out);
    if (particleCurrent === undefined) return;
    particleCurrent.re[particle] = driven.current.re;
    particleCurrent.im[particle] = driven.current.im;
  });
  for (let k = frontStart; k < count; k++) {
    out.re[k] = -length[k] * (crossing.re[k] * potential.re[k] - crossing.im[k] * potential.im[k]);
    out.im[k] = -length[k] * (crossing.re[k] * potential.im[k] + crossing.im[k] * potential.re[k]);
  }
}

interface DrivenRing {
  /** A/m */
  readonly current: Complex;
  /** V, of the particle. */
  readonly electrode: Complex;
  /** A/m, what reacts. */
  readonly reacting: Complex;
}

/** Current of a particle, its potential and what of the current reacts, in an electrolyte of given potential. */
function driveRing(
  { boundary, length, contactResistance }: SmallSignalInterfaces,
  answer: InterfaceAnswer,
  given: {
    readonly ring: RingAnswer;
    readonly particle: number;
    readonly potential: ComplexArray;
    readonly voltage: number;
  },
): DrivenRing {
  const { ring, particle, voltage, potential } = given;
  const [from, to] = [boundary.particleStart[particle], boundary.particleStart[particle + 1]];
  const sum = (weight: ComplexArray): Complex => {
    let re = 0;
    let im = 0;
    for (let k = from; k < to; k++) {
      re += length[k] * (weight.re[k] * potential.re[k] - weight.im[k] * potential.im[k]);
      im += length[k] * (weight.re[k] * potential.im[k] + weight.im[k] * potential.re[k]);
    }
    return { re, im };
  };
  const reactingBelow = sum(answer.reacting);
  const fed = divideComplex(multiplyComplex(ring.lag, reactingBelow), ring.hold);
  const below = subtractComplex(sum(answer.crossing), fed);
  const current = divideComplex(subtractComplex(scaleComplex(voltage, ring.admittance), below), ring.contact);
  const electrode = subtractComplex(
    { re: voltage, im: 0 },
    scaleComplex(contactResistance[particle], current),
  );
  const reacting = subtractComplex(multiplyComplex(ring.reacting, electrode), reactingBelow);
  return { current, electrode, reacting: divideComplex(reacting, ring.hold) };
}

function injectRing(
  { length }: SmallSignalInterfaces,
  { crossing, lag }: InterfaceAnswer,
  given: Omit<DrivenRing, "current"> & {
    readonly from: number;
    readonly to: number;
    readonly potential: ComplexArray;
  },
  out: ComplexArray,
): void {
  const { from, to, potential, electrode, reacting } = given;
  for (let k = from; k < to; k++) {
    const across = { re: electrode.re - potential.re[k], im: electrode.im - potential.im[k] };
    const own = multiplyComplex({ re: crossing.re[k], im: crossing.im[k] }, across);
    const held = multiplyComplex({ re: lag.re[k], im: lag.im[k] }, reacting);
    const whole = addComplex(own, scaleComplex(-1, held));
    out.re[k] = length[k] * whole.re;
    out.im[k] = length[k] * whole.im;
  }
}
