/**
 * All that varies in time, as one plain record: a step returns a new one and never writes to its input, so a
 * state is also a checkpoint. Charges and currents of the cross-section are per metre of depth.
 */
import type { OpenSwings } from "../degradation/rainflow.ts";
import type { Crack } from "../electrolyte/crack-path.ts";
import type { IntergranularLithium } from "../electrolyte/intergranular-lithium.ts";
import type { FlowState } from "../mechanics/flow/flow-step.ts";
import type { Geometry } from "../potentials/geometry.ts";
import type { BoundaryPotentials } from "../potentials/interface-kinetics.ts";
import type { Patch } from "../scenario/record/scenario.ts";
import type { CycleMemory } from "./cycle-memory.ts";
import type { LithiumLedger, Peak } from "./frame.ts";
import type { CycleTally, StepTally, Throughput } from "./tallies.ts";

/** Particles; concentrations are [nParticle*shells] in mol/m3, the rest is [nParticle]. */
export interface ParticleState {
  readonly concentration: Float64Array;
  readonly surface: Float64Array /* stoichiometry */;
  readonly status: Uint8Array /* PARTICLE_... of frame.ts */;
  readonly damage: Float64Array /* 0..1 */;
  /** Cycle of the cell in which contact was lost, those of earlier runs counted too; 0 while it never was. */
  readonly detachedIn: Int32Array;
  /** Share of the initial contact that is left, 0..1. */
  readonly contactFraction: Float64Array;
  /** Share of the particle's section that cracks have disabled for diffusion, 0..1. */
  readonly crack: Float64Array;
  /** Resistance that the interface film has gained, ohm m2. */
  readonly filmGrowth: Float64Array;
  readonly strain: StrainState;
  /** Charge carried while charging since damage was last counted, C/m. */
  readonly carried: Float64Array;
  /** Time spent charging since then, s. */
  readonly chargingTime: number;
  /** How far the particle has drifted towards the anode since the cell was built, m. */
  readonly drift: Float64Array;
}

/** Swings of the particles' strain, and what contractions have made since damage was last counted; [nParticle] each. */
export interface StrainState {
  /** Mean stoichiometry at present. */
  readonly mean: Float64Array;
  readonly swings: OpenSwings;
  /** Fatigue of contacts and of what cracks. */
  readonly contactFatigue: Float64Array;
  readonly crackFatigue: Float64Array;
  /** Range of the largest contraction. */
  readonly largest: Float64Array;
  /** Contractions of the volume as a whole, summed. */
  readonly breathing: Float64Array;
}

/** The lithium front; [nFront] each, charges in C per m2 of the front as it was meshed. */
export interface FrontState {
  readonly plated: Float64Array;
  readonly interphaseChemical: Float64Array;
  readonly interphaseDriven: Float64Array;
  /** Surface of lithium against electrolyte per area of front, 1 or more: along boundaries it is more than the front's own. */
  readonly surfaceRatio: Float64Array;
  readonly depleted: Uint8Array;
  /** Share of the front that touches the electrolyte, the rest being voids, above 0 up to 1. */
  readonly contactFraction: Float64Array;
  /** Charge in C per m2, as meshed, of the lithium that left the front for grain boundaries. */
  readonly diverted: Float64Array;
  /** The same of this phase that is still to find its place: into the boundaries, and back from them. */
  readonly entering: Float64Array;
  readonly returning: Float64Array;
}

/** What another mesh is made of: the front, and how far particles had drifted. */
export interface AwaitedMesh {
  readonly geometry: Geometry;
  readonly drift: Float64Array /* [nParticle], m */;
}

/** Where the protocol stands. */
export interface ProtocolCursor {
  readonly cycle: number /* 1-based, over the whole run */;
  /** Cycles of the cell in runs before this one. */
  readonly cyclesBefore: number;
  /** Pass over all blocks, and over the block, 1-based; a check belongs to the pass that it follows. */
  readonly round: number;
  readonly block: number /* into protocol.blocks */;
  readonly pass: number;
  readonly inCheck: boolean;
  readonly index: number /* into the steps of block or check */;
  /** How many steps have begun since the start of the run, this one included. */
  readonly ordinal: number;
  /** s since the step began, and net charge passed in it, C per m2 of cell area (positive in either direction). */
  readonly elapsed: number;
  readonly passed: number;
  /** Interval of the profile, counted through its repetitions, and `elapsed` when it began; 0 in other steps. */
  readonly segment: number;
  readonly segmentStart: number;
  readonly finished: boolean;
}

/** What was around the cell when the step began, and is now: K and Pa. */
export interface AmbientState {
  readonly temperature: number;
  readonly stackPressure: number;
  readonly temperatureBefore: number;
  readonly stackPressureBefore: number;
}

/** One accepted step, as far as the next ones need it: newest first in `CellState.past`. */
export interface PastStep {
  /** Time step that led here, s. */
  readonly timeStep: number;
  readonly potentials: BoundaryPotentials;
  /** A/m, positive charges */
  readonly current: number;
  readonly geometry: Geometry;
  /** Estimated local errors of the step, as shares of its tolerance; absent where they were not to be told. */
  readonly errors?: readonly OrderError[];
}

/** The local error that a step has, or would have had, with the time scheme of an order. */
export interface OrderError {
  readonly order: number;
  readonly error: number;
}

/** State one step earlier of what the time scheme advances. */
export interface EarlierState {
  /** Step that went on from it, s, and the charge and energy that it moved, C/m2 and J/m2. */
  readonly timeStep: number;
  readonly concentration: Float64Array;
  readonly plated: Float64Array;
  readonly charge: number;
  readonly energy: number;
}

/** What the electrolyte holds besides ions; on the triangles of the mesh. */
export interface ElectrolyteState {
  /** mol per m of depth; [nTriangle] each. */
  readonly lithium: IntergranularLithium;
  readonly cracks: readonly Crack[];
  /** Triangles along which lithium has crossed the electrolyte; empty as long as it has not. */
  readonly shortCircuit: Int32Array;
  /** Of poor conductor, as painted: where they overlap the last one holds. Undefined while none is there. */
  readonly patches: readonly Patch[] | undefined;
  /** Time since lithium and cracks were last brought up to date, s, and the charge that passed in it, C per m2. */
  readonly elapsed: number;
  readonly passed: number;
}

/** Stress as of the last update of mechanics; the next steps take it from here. Tension positive. */
export interface MechanicsState {
  /** When it was solved, s. */
  readonly time: number;
  /** Charge that had passed by then in either direction, C/m2. */
  readonly passed: number;
  /** Normal pressure on the front, compression positive, and mean normal stress on each particle's perimeter, Pa. */
  readonly frontPressure: Float64Array /* [nFront] */;
  readonly particleMeanStress: Float64Array /* [nParticle] */;
  /** Tension across each boundary edge of the grain map, Pa. */
  readonly boundaryStress: Float64Array /* [nEdge] */;
  /** Of the electrolyte: largest von Mises stress and where, and the share of its area that has yielded. */
  readonly largestVonMises: Peak;
  readonly yieldedShare: number;
  /** Plastic history in physical mode, undefined elsewhere. */
  readonly flow: FlowState | undefined;
}

/** What a mechanism holds for itself: numbers, and arrays of a length that stays while the mesh does. */
export type OwnState = Readonly<Record<string, number | Float64Array>>;

export interface CellState {
  readonly time: number /* s */;
  readonly step: number;
  readonly cursor: ProtocolCursor;
  readonly particles: ParticleState;
  readonly front: FrontState;
  readonly electrolyte: ElectrolyteState;
  /** Undefined where mechanics is off. */
  readonly mechanics: MechanicsState | undefined;
  /** Of mechanisms that hold state of their own, by name. */
  readonly own: Readonly<Record<string, OwnState>>;
  readonly geometry: Geometry;
  /** Where the cell stood when the mesh was asked for that will replace the present one; undefined as long as none was. */
  readonly awaited: AwaitedMesh | undefined;
  readonly potentials: BoundaryPotentials;
  /** Geometry to which the potentials belong. */
  readonly solvedOn: Geometry;
  readonly current: number /* A/m, positive charges; exactly what is imposed where a current is */;
  /** Net charge, C/m2, and energy, J/m2, put in since the start, by the formula that moves the lithium. */
  readonly charge: number;
  readonly energy: number;
  readonly throughput: Throughput;
  readonly ambient: AmbientState;
  /** How many of the scenario's events have acted. */
  readonly eventCount: number;
  /** Steps since the last jump of the conditions, newest first. */
  readonly past: readonly PastStep[] /* at most 4 */;
  /** States before this one since then, newest first. */
  readonly earlier: readonly EarlierState[] /* at most 3 */;
  /** Time since then, s. */
  readonly sinceJump: number;
  /** Step that the error control proposes next, s, and the order of the scheme for it. */
  readonly proposedStep: number;
  readonly proposedOrder: number;
  readonly stepTally: StepTally;
  readonly tally: CycleTally;
  readonly ledger: LithiumLedger;
  /** Undefined where no cycles are to be jumped. */
  readonly cycles: CycleMemory | undefined;
}

/** Charge that has passed in either direction, C/m2. */
export function passedBy({ throughput }: Pick<CellState, "throughput">): number {
  return throughput.charged + throughput.discharged;
}
