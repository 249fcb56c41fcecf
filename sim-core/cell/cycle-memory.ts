/**
 * What solved cycles have told of how the cell ages, from which cycles to come are extrapolated (time/jump). Plain records;
 * arrays are [nParticle] unless they say otherwise.
 */
import type { IntergranularLithium } from "../electrolyte/intergranular-lithium.ts";
import type { CycleTally } from "./tallies.ts";

/** Strain and charge of the particles between two counts of damage, and where it left them. */
export interface ParticleLoads {
  /** 1 where the particle took part, and had done so in the cycle before; what the others tell is the mean of those. */
  readonly active: Uint8Array;
  /** As StrainState has them when damage is counted. */
  readonly contactFatigue: Float64Array;
  readonly crackFatigue: Float64Array;
  readonly largest: Float64Array;
  readonly breathing: Float64Array;
  /** C/m, and s spent charging. */
  readonly carried: Float64Array;
  readonly chargingTime: number;
  /** Stoichiometry at the end: mean, and of the surface. */
  readonly mean: Float64Array;
  readonly surface: Float64Array;
}

/** A cycle from one count of damage to the next; charges in C/m2 and energies in J/m2 of cell area. */
export interface CycleSegment extends ParticleLoads {
  /** Current of a particle as a multiple of what it would carry if all took part. */
  readonly crowding: number;
  readonly charged: number;
  readonly discharged: number;
  readonly chargedEnergy: number;
  readonly dischargedEnergy: number;
  /** s in steps of rest, and in all others. */
  readonly resting: number;
  readonly flowing: number;
}

export interface SolvedCycle {
  readonly cycle: number;
  /** s, at its end. */
  readonly time: number;
  readonly segments: readonly CycleSegment[];
  /** ohm m2: mean resistance of the particles' films at its start. */
  readonly film: number;
  /** Of the cycle as it ended: what passed at held voltage, how unevenly lithium was plated and the like. */
  readonly tally: CycleTally;
}

/** What ages and is not told by counts of damage; charges in C per m2 of front as meshed. */
export interface SlowState {
  readonly time: number /* s */;
  /** K and Pa, around the cell. */
  readonly temperature: number;
  readonly stackPressure: number;
  readonly damage: Float64Array;
  readonly filmGrowth: Float64Array;
  readonly plated: Float64Array /* [nFront] */;
  readonly interphaseChemical: Float64Array /* [nFront] */;
  readonly interphaseDriven: Float64Array /* [nFront] */;
  readonly surfaceRatio: Float64Array /* [nFront] */;
  readonly contactFraction: Float64Array /* [nFront] */;
  readonly diverted: Float64Array /* [nFront] */;
  readonly lithium: IntergranularLithium /* [nTriangle] each */;
  /** m: the cracks of the electrolyte together */
  readonly crackLength: number;
  /** As CellState has it. */
  readonly own: Readonly<Record<string, Readonly<Record<string, number | Float64Array>>>>;
}

/** Where the sums of the present cycle stood when its present segment began. */
export interface SegmentStart {
  readonly time: number;
  readonly resting: number;
  readonly charged: number;
  readonly discharged: number;
  readonly chargedEnergy: number;
  readonly dischargedEnergy: number;
  readonly active: Uint8Array;
}

/** Cycles that have been jumped since the last solved one. */
export interface JumpProgress {
  readonly count: number;
  /** Damage that was added in each segment of the cycle [nParticle], times how many cycles the jump had come to. */
  readonly weighed: readonly Float64Array[];
  /** Share by which charge or damage were off, and fatigue, as far as the present cycle has been solved after a jump. */
  readonly error: number;
  readonly missed: number;
}

export interface CycleMemory {
  /** Index of the block whose cycles these are. */
  readonly block: number;
  /** Of the present cycle, where that is solved. */
  readonly segments: readonly CycleSegment[];
  readonly start: SegmentStart;
  /** Cycles in which a particle that has come back strains otherwise than the others, as many as are left of them. */
  readonly fresh: Uint8Array;
  /** At the start of the present cycle, and at both ends of the newest solved one. */
  readonly slow: SlowState;
  readonly pace: { readonly from: SlowState; readonly to: SlowState } | undefined;
  /** Newest first, at most 4. */
  readonly solved: readonly SolvedCycle[];
  /** Stoichiometries [nParticle*shells], in mol/m3, at the end of each segment of the newest. */
  readonly profiles: readonly Float64Array[];
  readonly jump: JumpProgress;
  /** How many cycles the error allows to jump at once. */
  readonly reach: number;
  /** Share by which the fatigue of a particle was off where the last jump ended, mean of magnitudes. */
  readonly missed: number;
}
