/**
 * All that varies in time, as one plain record: a step returns a new one and never writes to its input, so a
 * state is also a checkpoint. Charges and currents of the cross-section are per metre of depth.
 */
import type { Crack } from "../electrolyte/crack-path.ts";
import type { IntergranularLithium } from "../electrolyte/intergranular-lithium.ts";
import type { FlowState } from "../mechanics/flow-step.ts";
import type { LithiumLedger, Peak } from "./frame.ts";
import type { BoundaryPotentials } from "./interface-kinetics.ts";

/** Particles; concentrations are [nParticle*shells] in mol/m3, the rest is [nParticle]. */
export interface ParticleState {
  readonly concentration: Float64Array;
  readonly surface: Float64Array /* stoichiometry */;
  readonly status: Uint8Array /* PARTICLE_... of frame.ts */;
  readonly damage: Float64Array /* 0..1 */;
  /** Cycle in which contact was lost, 0 while it never was. */
  readonly detachedIn: Int32Array;
  /** Share of the initial contact that is left, 0..1. */
  readonly contact: Float64Array;
  /** Share of the particle's section that cracks have disabled for diffusion, 0..1. */
  readonly crack: Float64Array;
  /** Resistance that the interface film has gained, ohm m2. */
  readonly filmGrowth: Float64Array;
  /** Extremes of the mean stoichiometry since damage was last counted. */
  readonly meanLowest: Float64Array;
  readonly meanHighest: Float64Array;
  /** Charge carried while charging since damage was last counted, C/m. */
  readonly carried: Float64Array;
  /** Time spent charging since then, s. */
  readonly chargingTime: number;
  /** How far the particle has drifted towards the anode since the cell was built, m. */
  readonly drift: Float64Array;
}

/** The lithium front; [nFront] each, charges in C per m2 of the front as it was meshed. */
export interface FrontState {
  readonly plated: Float64Array;
  readonly interphaseChemical: Float64Array;
  readonly interphaseDriven: Float64Array;
  readonly depleted: Uint8Array;
  /** Share of the front that touches the electrolyte, the rest being voids, above 0 up to 1. */
  readonly contact: Float64Array;
  /** Charge in C per m2, as meshed, of the lithium that left the front for grain boundaries. */
  readonly diverted: Float64Array;
  /** The same of this phase that is still to find its place: into the boundaries, and back from them. */
  readonly entering: Float64Array;
  readonly returning: Float64Array;
}

/** What the electrolyte's matrix is made of: where its nodes are, how it conducts. A new record on any change. */
export interface Geometry {
  readonly points: Float64Array /* [nNode*2], m */;
  readonly conductivity: number /* S/m */;
  /** Factor on it where lithium or cracks fill the electrolyte [nTriangle]; undefined where nothing does. */
  readonly obstruction: Float64Array | undefined;
  readonly frontLength: Float64Array /* [nFront], m */;
  /** Thickness that had grown when the nodes were last moved, m. */
  readonly grown: Float64Array /* [nFront] */;
}

/** What another mesh is made of: the front, and how far particles had drifted. */
export interface AwaitedMesh {
  readonly geometry: Geometry;
  readonly drift: Float64Array /* [nParticle], m */;
}

/** Where the protocol stands. */
export interface ProtocolCursor {
  readonly cycle: number /* 1-based */;
  readonly index: number /* into protocol.steps */;
  /** s since the step began, and charge passed in it, C per m2 of cell area (positive in either direction). */
  readonly elapsed: number;
  readonly passed: number;
  readonly finished: boolean;
}

/** One accepted step, as far as the next ones need it: newest first in `CellState.past`. */
export interface PastStep {
  /** Time step that led here, s. */
  readonly timeStep: number;
  readonly potentials: BoundaryPotentials;
  /** A/m, positive charges */
  readonly current: number;
  readonly concentration: Float64Array /* [nParticle*shells], mol/m3 */;
  readonly geometry: Geometry;
  /** Estimated local error of the step, as a share of its tolerance; absent where it was not to be told. */
  readonly error?: number;
}

/** State one step earlier of what the second-order formula advances; absent after a jump of the conditions. */
export interface BeforeLast {
  readonly timeStep: number;
  readonly concentration: Float64Array;
  readonly plated: Float64Array;
}

/** Sums over the cycle so far. Capacities in C per m2 of cell area. */
export interface CycleTally {
  readonly chargeCapacity: number;
  readonly dischargeCapacity: number;
  /** Discharge capacity of the first cycle, 0 until it is complete. */
  readonly firstDischarge: number;
  /** Time integral of the plating nonuniformity and of time, while charging. */
  readonly unevenness: number;
  readonly chargingTime: number;
  /** Largest von Mises stress of the electrolyte, Pa. */
  readonly largestStress: number;
}

/** What the electrolyte holds besides ions; on the triangles of the mesh. */
export interface ElectrolyteState {
  /** mol per m of depth; [nTriangle] each. */
  readonly lithium: IntergranularLithium;
  readonly cracks: readonly Crack[];
  /** Triangles along which lithium has crossed the electrolyte; empty as long as it has not. */
  readonly shortCircuit: Int32Array;
  /** Time since lithium and cracks were last brought up to date, s, and the charge that passed in it, C per m2. */
  readonly elapsed: number;
  readonly passed: number;
}

/** Stress as of the last update of mechanics; the next steps take it from here. Tension positive. */
export interface MechanicsState {
  /** When it was solved, s. */
  readonly time: number;
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

export interface CellState {
  readonly time: number /* s */;
  readonly step: number;
  readonly cursor: ProtocolCursor;
  readonly particles: ParticleState;
  readonly front: FrontState;
  readonly electrolyte: ElectrolyteState;
  /** Undefined where mechanics is off. */
  readonly mechanics: MechanicsState | undefined;
  readonly geometry: Geometry;
  /** Where the cell stood when the mesh was asked for that will replace the present one; undefined as long as none was. */
  readonly awaited: AwaitedMesh | undefined;
  readonly potentials: BoundaryPotentials;
  /** Geometry to which the potentials belong. */
  readonly solvedOn: Geometry;
  readonly current: number /* A/m, positive charges */;
  readonly past: readonly PastStep[] /* at most 3 */;
  readonly before: BeforeLast | undefined;
  /** Step that the error control proposes next, s. */
  readonly proposedStep: number;
  readonly tally: CycleTally;
  readonly ledger: LithiumLedger;
}
