/**
 * What a solver keeps from one solution to the next, as plain records: a solver that is given the memory of another one
 * goes on with the same bits as that one. It is remembered, not forgotten at set places, as forgetting costs a
 * factorisation and some solves each time, and no place would be where a run is in fact left. Matrices, factors and
 * Green's matrices are not kept: they follow, to the last bit, from the geometry and the linearisation that are.
 */
import { InputError } from "../base/errors.ts";
import type { Geometry } from "./geometry.ts";
import type { InterfaceCurrents } from "./interface-kinetics.ts";

/** Where the next evaluation of interfaces starts; [count] of their boundary each. */
export interface KineticsMemory {
  readonly density: Float64Array /* A/m2 */;
  readonly gain: Float64Array /* S/m2 */;
  readonly last: Float64Array /* V */;
}

/** A past correction, see correction-space.ts. */
export interface CorrectionMemory {
  readonly x: Float64Array /* [count + nParticle] */;
  readonly kx: Float64Array /* [count] */;
}

/** Of the potential solver on all nodes. */
export interface PotentialMemory {
  readonly kinetics: KineticsMemory;
  /** Oldest first. */
  readonly corrections: readonly CorrectionMemory[];
  readonly stale: boolean;
  readonly foreign: boolean;
}

/** Of the upkeep of the matrix: the geometry that counts, the one that is factored, and where it was linearised. */
export interface SystemMemory {
  readonly noted: Geometry | undefined;
  readonly loaded: Geometry | undefined;
  readonly slope: Float64Array /* [count], S/m */;
  readonly conductance: Float64Array /* [nParticle], S/m */;
}

/** Of the reduced model. */
export interface ReducedMemory {
  /** Geometry for which the Green's matrix was made; undefined where there is none. */
  readonly responseOn: Geometry | undefined;
  /** Its factor since then, and the conductivity to which that brought it, S/m. */
  readonly factor: number;
  readonly builtFor: number;
  readonly aged: boolean;
  readonly sinceCheck: number;
  readonly failures: number;
  readonly exact: boolean;
  readonly notices: readonly string[];
  /** At the samples, at those of a depleted front where there was one, and at all nodes of the front. */
  readonly coarse: KineticsMemory;
  readonly fine: KineticsMemory | undefined;
  readonly front: KineticsMemory;
}

/** Of a stepper. Geometry and status are those of states, whose identity tells whether they are the same. */
export interface SolverMemory {
  readonly system: SystemMemory;
  readonly full: PotentialMemory;
  /** Undefined where the full model solves alone. */
  readonly reduced: ReducedMemory | undefined;
  /** Status of the particles that were solved for last [nParticle], and their cycle. */
  readonly status: Uint8Array | undefined;
  readonly cycle: number;
}

/** Returns copies of what the next evaluation starts from. */
export function rememberKinetics({ density, gain, last }: InterfaceCurrents): KineticsMemory {
  return { density: density.slice(), gain: gain.slice(), last: last.slice() };
}

/** Makes the next evaluation of `currents` start from nothing: what failed may have left infinities behind. */
export function forgetKinetics({ density, gain, last }: InterfaceCurrents): void {
  density.fill(0);
  gain.fill(0);
  last.fill(0);
}

/** Makes the next evaluation of `currents` start as remembered. */
export function recallKinetics(currents: InterfaceCurrents, memory: KineticsMemory): void {
  recallNumbers(currents.density, memory.density);
  recallNumbers(currents.gain, memory.gain);
  recallNumbers(currents.last, memory.last);
}

/** Copies what is remembered; throws InputError where it is that of another model. */
export function recallNumbers(own: Float64Array, remembered: Float64Array): void {
  if (own.length !== remembered.length) {
    const [got, expected] = [remembered, own].map(({ length }) => `${length} numbers`);
    throw new InputError([{ where: "memory of the solver", got: got, expected: expected }]);
  }
  own.set(remembered);
}
