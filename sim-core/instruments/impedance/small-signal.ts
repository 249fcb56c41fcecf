/**
 * What the interfaces answer to a small alternating voltage exp(s t), s = j omega: at a node, in series, a resistance, a
 * film (resistance beside capacitance) and the layer, where the double layer lies beside charge transfer and the lag of the
 * particle's surface. With d the voltage across a node, t that across its layer, q what all of a particle reacts, m = rho (i
 * dln(i0)/dx - a U'): di = (a + s C) t - q m, d = t + z di, q = sum w (di - s C t). Source: physics.md 15.1.
 */
import {
  addComplex,
  COMPLEX_ONE,
  type Complex,
  divideComplex,
  multiplyComplex,
  scaleComplex,
  subtractComplex,
} from "../../base/complex.ts";
import type { Boundary } from "../../potentials/boundary.ts";

/** Interfaces linearised where they are; [count] for the nodes of the boundary, [nParticle] for particles. */
export interface SmallSignalInterfaces {
  readonly boundary: Boundary;
  /** m, of interface. */
  readonly length: Float64Array /* [count] */;
  /** Of the charge transfer alone, S/m2; 0 where it is blocked. */
  readonly transfer: Float64Array /* [count] */;
  /** F/m2 */
  readonly doubleLayer: Float64Array /* [count] */;
  /** Beside no capacitance, ohm m2. */
  readonly resistance: Float64Array /* [count] */;
  /** ohm m2 */
  readonly filmResistance: Float64Array /* [count] */;
  /** s: film resistance times film capacitance. */
  readonly filmTime: Float64Array /* [count] */;
  /** A/m2, out of the particle; of what flows about which the interface is linearised. */
  readonly density: Float64Array /* [frontStart] */;
  /** Current passes. */
  readonly conducts: Uint8Array /* [nParticle] */;
  /** ohm m, between particle and collector. */
  readonly contactResistance: Float64Array /* [nParticle] */;
  /** V, of the open-circuit potential by the surface stoichiometry. */
  readonly openCircuitSlope: Float64Array /* [nParticle] */;
  /** Of the logarithm of the exchange current by the surface stoichiometry. */
  readonly exchangeSlope: Float64Array /* [nParticle] */;
  /** Returns by how much the surface stoichiometry of a particle falls per current, m/A. */
  readonly surfaceResponse: (particle: number, s: Complex) => Complex;
}

/** Of a particle as a whole, beside the nodes' own: see `answerRing`. */
export interface RingAnswer {
  /** sum w Y, sum w A, sum w n, S/m and 1. */
  readonly crossing: Complex;
  readonly reacting: Complex;
  readonly lag: Complex;
  /** 1 + sum w (1 + s C z) n. */
  readonly hold: Complex;
  /** Current per voltage of the particle against an electrolyte of one potential, S/m. */
  readonly admittance: Complex;
  /** 1 + contact resistance times that. */
  readonly contact: Complex;
}

/** Admittances at one s: di = Y d - n q at each node, q hold = sum w A d. */
export interface InterfaceAnswer {
  readonly crossing: ComplexArray /* [count]: Y, S/m2 */;
  readonly reacting: ComplexArray /* [frontStart]: A = a/(1 + z (a + s C)), S/m2 */;
  readonly lag: ComplexArray /* [frontStart]: n = m/(1 + z (a + s C)), 1/m */;
  /** Undefined where a particle takes no part. */
  readonly ring: readonly (RingAnswer | undefined)[] /* [nParticle] */;
}

export interface ComplexArray {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export function createComplexArray(length: number): ComplexArray {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

function put(array: ComplexArray, k: number, value: Complex): void {
  array.re[k] = value.re;
  array.im[k] = value.im;
}

/** Returns what the interfaces answer at `s` (1/s), which must not be 0. */
export function answerInterfaces(interfaces: SmallSignalInterfaces, s: Complex): InterfaceAnswer {
  const { boundary, conducts } = interfaces;
  const { count, frontStart, particleStart } = boundary;
  const answer = {
    crossing: createComplexArray(count),
    reacting: createComplexArray(frontStart),
    lag: createComplexArray(frontStart),
  };
  const ring = Array.from(conducts, (conducting, p) =>
    conducting === 1
      ? answerRing(interfaces, s, { particle: p, from: particleStart[p], to: particleStart[p + 1] }, answer)
      : undefined,
  );
  for (let k = frontStart; k < count; k++) {
    const { layer, share } = answerNode(interfaces, s, k);
    put(answer.crossing, k, divideComplex(layer, share));
  }
  return { ...answer, ring };
}

/** Returns a + s C, 1 + z (a + s C) and s C z at a node. */
function answerNode(
  { transfer, doubleLayer, resistance, filmResistance, filmTime }: SmallSignalInterfaces,
  s: Complex,
  k: number,
): { readonly layer: Complex; readonly share: Complex; readonly bypass: Complex } {
  const charging = scaleComplex(doubleLayer[k], s);
  const layer = addComplex({ re: transfer[k], im: 0 }, charging);
  const film = divideComplex(
    { re: filmResistance[k], im: 0 },
    addComplex(COMPLEX_ONE, scaleComplex(filmTime[k], s)),
  );
  const series = addComplex({ re: resistance[k], im: 0 }, film);
  return {
    layer,
    share: addComplex(COMPLEX_ONE, multiplyComplex(series, layer)),
    bypass: multiplyComplex(charging, series),
  };
}

function answerRing(
  interfaces: SmallSignalInterfaces,
  s: Complex,
  { particle, from, to }: { readonly particle: number; readonly from: number; readonly to: number },
  out: Pick<InterfaceAnswer, "crossing" | "reacting" | "lag">,
): RingAnswer {
  const { transfer, density, length, openCircuitSlope, exchangeSlope, contactResistance } = interfaces;
  const response = interfaces.surfaceResponse(particle, s);
  const sum = { crossing: { re: 0, im: 0 }, reacting: { re: 0, im: 0 }, lag: { re: 0, im: 0 } };
  let hold = COMPLEX_ONE;
  for (let k = from; k < to; k++) {
    const { layer, share, bypass } = answerNode(interfaces, s, k);
    const pull = density[k] * exchangeSlope[particle] - transfer[k] * openCircuitSlope[particle];
    const own = {
      crossing: divideComplex(layer, share),
      reacting: divideComplex({ re: transfer[k], im: 0 }, share),
      lag: divideComplex(scaleComplex(pull, response), share),
    };
    for (const name of ["crossing", "reacting", "lag"] as const) {
      put(out[name], k, own[name]);
      sum[name] = addComplex(sum[name], scaleComplex(length[k], own[name]));
    }
    const held = multiplyComplex(addComplex(COMPLEX_ONE, bypass), own.lag);
    hold = addComplex(hold, scaleComplex(length[k], held));
  }
  const admittance = subtractComplex(
    sum.crossing,
    divideComplex(multiplyComplex(sum.lag, sum.reacting), hold),
  );
  const contact = addComplex(COMPLEX_ONE, scaleComplex(contactResistance[particle], admittance));
  return { ...sum, hold, admittance, contact };
}
