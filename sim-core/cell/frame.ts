/**
 * What may be seen of the cell: single-precision copies that a worker can transfer. Lengths in um here, since a
 * frame stands at the edge; everything else keeps SI units.
 */

/** What stays while the model does. */
export interface FrameMesh {
  /** How often the cell had been meshed anew; frames of the same version belong to this mesh. */
  readonly version: number;
  /** [nTriangle*3], electrolyte only */
  readonly triangles: Uint32Array<ArrayBuffer>;
  /** [nEdge*2]; ends of the edges along which grains of the electrolyte meet, as points; empty where none are mapped */
  readonly grainEdges: Uint32Array<ArrayBuffer>;
  /** um */
  readonly width: number;
  /** um */
  readonly cathodeThickness: number;
  /** um */
  readonly electrolyteThickness: number;
  /** [nParticle], um */
  readonly particleX: Float32Array<ArrayBuffer>;
  /** [nParticle], um */
  readonly particleY: Float32Array<ArrayBuffer>;
  /** [nParticle], um */
  readonly particleRadius: Float32Array<ArrayBuffer>;
}

/** What a protocol does; "done" once the run is over. */
export type Phase = "charge" | "discharge" | "rest" | "hold" | "done";

/** It takes part. */
export const PARTICLE_ACTIVE = 0;
/** Contact to the electrolyte lost. */
export const PARTICLE_DETACHED = 1;
/** No electronic path to the collector any more. */
export const PARTICLE_CUT_OFF = 2;
/** Let go by hand: without contact like a detached one, though no strain has opened it. */
export const PARTICLE_LET_GO = 3;

/** Whether a particle with this status touches the electrolyte. */
export function hasContact(status: number): boolean {
  return status === PARTICLE_ACTIVE || status === PARTICLE_CUT_OFF;
}

/** Lithium inventory, mol per m2 of cell area; `residual` is relative to `initial`. */
export interface LithiumLedger {
  /** In particles that take part. */
  readonly cathodeActive: number;
  /** In particles that have lost contact or are cut off. */
  readonly cathodeIsolated: number;
  /** As metal on the front. */
  readonly anode: number;
  /** What the interphase has consumed. */
  readonly interphase: number;
  /** Inside the electrolyte: what still hangs together with the front, and what does not any more. */
  readonly intergranularConnected: number;
  /** mol/m2 inside the electrolyte that has lost its way to the front. */
  readonly intergranularDead: number;
  /** The sum when the cell was built. */
  readonly initial: number;
  /** What a hand has added to the metal since, less what it has taken away. */
  readonly drawn: number;
  /** The sum now less `initial` and `drawn`, over `initial`: round-off. */
  readonly residual: number;
  /** |sum of particle currents - plating current| / current of the last step. */
  readonly chargeImbalance: number;
}

/** A largest value and where it is. */
export interface Peak {
  /** Pa */
  readonly value: number;
  /** um */
  readonly x: number;
  /** um */
  readonly y: number;
}

/** The cell at one time, as a picture of it needs it. */
export interface Frame {
  /** s */
  readonly time: number;
  /** Accepted time steps so far. */
  readonly step: number;
  /** 1-based */
  readonly cycle: number;
  /** What the protocol does; "done" once the run is over. */
  readonly phase: Phase;
  /** Within a cycle that is extrapolated: the picture glides from one end to the other, no voltage or current is that of a moment. */
  readonly jumped: boolean;
  /** V */
  readonly voltage: number;
  /** A/m2 of cell area, positive charges */
  readonly currentDensity: number;
  /** 1/h, magnitude */
  readonly cRate: number;
  /** Charge passed since this half-cycle began, mAh/cm2. */
  readonly capacity: number;
  /** Share of the particles that take part, 0..1 */
  readonly activeFraction: number;
  /** Coefficient of variation of the plating current density along the lithium front; 0 where no current passes. */
  readonly anodeCurrentCoV: number;
  /** Where the lithium is. */
  readonly ledger: LithiumLedger;
  /** K, of the cell */
  readonly temperature: number;

  /** `version` of the mesh that the arrays of points belong to. */
  readonly meshVersion: number;
  /** [nPoint*2], um: electrolyte nodes where they are now */
  readonly points: Float32Array<ArrayBuffer>;
  /** [nPoint], V against Li/Li+ */
  readonly potential: Float32Array<ArrayBuffer>;
  /** [nPoint*2], A/m2: ionic current density */
  readonly flux: Float32Array<ArrayBuffer>;

  /** [nParticle], mean x */
  readonly particleStoichiometry: Float32Array<ArrayBuffer>;
  /** [nParticle], surface x */
  readonly particleSurface: Float32Array<ArrayBuffer>;
  /** [nParticle], A/m2 of its perimeter, delithiation > 0 */
  readonly particleCurrent: Float32Array<ArrayBuffer>;
  /** [nParticle], volumetric, -0.07..0 */
  readonly particleStrain: Float32Array<ArrayBuffer>;
  /** [nParticle], 0..1 */
  readonly particleDamage: Float32Array<ArrayBuffer>;
  /** [nParticle], PARTICLE_... */
  readonly particleStatus: Uint8Array<ArrayBuffer>;
  /** [nParticle], um towards the anode since the cell was built */
  readonly particleDrift: Float32Array<ArrayBuffer>;

  /** [nFront], um, left to right */
  readonly frontX: Float32Array<ArrayBuffer>;
  /** [nFront], um */
  readonly frontY: Float32Array<ArrayBuffer>;
  /** [nFront], um of lithium above the node */
  readonly frontThickness: Float32Array<ArrayBuffer>;
  /** [nFront], A/m2, plating > 0; as it acts on the lithium */
  readonly frontCurrent: Float32Array<ArrayBuffer>;
  /** [nFront], nm */
  readonly frontInterphase: Float32Array<ArrayBuffer>;
  /** [nFront], 1 where no lithium is left */
  readonly frontDepleted: Uint8Array<ArrayBuffer>;
  /** [nFront], share that touches, the rest being voids, 0..1 */
  readonly frontContact: Float32Array<ArrayBuffer>;
  /** [nFront], Pa, normal, compression positive */
  readonly frontPressure: Float32Array<ArrayBuffer>;
  /** um: underside of the anode collector */
  readonly collectorY: number;

  /** [nPoint], volume fraction of lithium and of its products in the electrolyte */
  readonly intergranular: Float32Array<ArrayBuffer>;
  /** [nPoint], the part of it that is lost: dead or in products */
  readonly intergranularDead: Float32Array<ArrayBuffer>;
  /** [nSegment*4], um: x, y of both ends */
  readonly crackSegments: Float32Array<ArrayBuffer>;
  /** [nEdge*4], um: x, y of both ends of the edges where patches of poor conductor end; empty where none is painted. */
  readonly patchOutline: Float32Array<ArrayBuffer>;
  /** [n*2], um; middle line of the lithium that crossed the electrolyte; empty without a short circuit. */
  readonly shortPath: Float32Array<ArrayBuffer>;

  /** [nPoint], Pa; like the three below, empty where mechanics is off or stress was not asked for */
  readonly vonMises: Float32Array<ArrayBuffer>;
  /** [nPoint], Pa: hydrostatic, tension positive */
  readonly meanStress: Float32Array<ArrayBuffer>;
  /** [nPoint], Pa: the largest of three, tension positive */
  readonly principalStress: Float32Array<ArrayBuffer>;
  /** [nPoint*2], um */
  readonly displacement: Float32Array<ArrayBuffer>;
  /** [nParticle], Pa; of whole particles; empty where mechanics is off. */
  readonly particleMeanStress: Float32Array<ArrayBuffer>;
  /** Largest von Mises stress of the electrolyte at the last update of mechanics, undefined where it is off. */
  readonly largestVonMises: Peak | undefined;
}

/** One accepted time step, for charts and the time series; the first one of a run is its start. */
export interface StepSample {
  /** s */
  readonly time: number;
  /** 1-based */
  readonly cycle: number;
  /** How many protocol steps had begun, this one included. */
  readonly stepCount: number;
  /** s since the protocol step began */
  readonly stepTime: number;
  /** What the protocol did. */
  readonly phase: Phase;
  /** V */
  readonly voltage: number;
  /** A/m2 */
  readonly currentDensity: number;
  /** mAh/cm2, net, since the protocol step began; positive in either direction */
  readonly capacity: number;
  /** mAh/cm2 since the start of the run, as the time integration moved it. */
  readonly charged: number;
  /** Likewise what was taken out. */
  readonly discharged: number;
  /** K */
  readonly temperature: number;
  /** Pa */
  readonly stackPressure: number;
}

/** One finished protocol step. Names and units are those of steps.csv. */
export interface StepSummary {
  readonly stepCount: number;
  readonly cycle: number;
  readonly block: string;
  /** As the protocol says it. */
  readonly step: string;
  readonly start_s: number;
  readonly duration_s: number;
  readonly chargeCapacity_mAh_cm2: number;
  readonly dischargeCapacity_mAh_cm2: number;
  readonly chargeEnergy_mWh_cm2: number;
  readonly dischargeEnergy_mWh_cm2: number;
  readonly startVoltage_V: number;
  readonly endVoltage_V: number;
  readonly endCurrentDensity_mA_cm2: number;
  /** What ended it; "skipped" where that was so before it began. */
  readonly endedBy: string;
}

/** One finished cycle, a pass over the steps of a block. Names and units are those of summary.json; null: not to be told. */
export interface CycleSummary {
  readonly cycle: number;
  readonly block: string;
  /** Whether it was extrapolated from solved cycles instead of being solved itself. */
  readonly jumped: boolean;
  readonly start_s: number;
  readonly duration_s: number;
  readonly chargeCapacity_mAh_cm2: number;
  readonly dischargeCapacity_mAh_cm2: number;
  readonly chargeEnergy_mWh_cm2: number;
  readonly dischargeEnergy_mWh_cm2: number;
  /** Share of the charge put in that passed at held voltage; null where none was put in. */
  readonly heldShare: number | null;
  /** At the end of the last rest after a charge, and after a discharge. */
  readonly restVoltageCharged_V: number | null;
  readonly restVoltageDischarged_V: number | null;
  /** Discharge capacity over that of the reference cycle; null before that. */
  readonly retention: number | null;
  /** Discharge capacity over the charge put in since the last discharge of an earlier cycle; null without either. */
  readonly coulombicEfficiency: number | null;
  readonly activeFraction: number;
  /** Mean over the charge put in; null where none was. */
  readonly anodeCurrentCoV: number | null;
  readonly lithiumThicknessMin_um: number;
  readonly lithiumThicknessMax_um: number;
  /** In the electrolyte, largest of the cycle; 0 where mechanics is off. */
  readonly maxVonMises_GPa: number;
  /** Connected and dead together, and the dead part, at the end of the cycle. */
  readonly intergranularLithium_mol_m2: number;
  readonly deadLithium_mol_m2: number;
  /** Lithium in products of its reaction inside grain boundaries, at the end of the cycle. */
  readonly reactedLithium_mol_m2: number;
  /** Mean over the front, products in grain boundaries counted as if they lay on it. */
  readonly interphaseThickness_nm: number;
  /** Shares of the front: without lithium, and without contact, at the end of the cycle. */
  readonly depletedFraction: number;
  readonly voidFraction: number;
  readonly shorted: boolean;
  /** At the end of the cycle, and the heat lost since the start; absent where the cell does not heat itself. */
  readonly temperature_K?: number;
  readonly heatLost_J_m2?: number;
}

/**
 * What happened for the first time: contact lost, a particle let go by hand, the electrolyte yielded, lithium used up, a crack
 * grew, a short.
 */
export type EventKind = "detachment" | "letGo" | "yield" | "depletion" | "crack" | "short";

/** Something that happened for the first time. */
export interface RunEvent {
  readonly kind: EventKind;
  /** s */
  readonly time: number;
  readonly cycle: number;
  readonly phase: Phase;
  /** V */
  readonly voltage: number;
  /** Since the half-cycle began, mAh/cm2. */
  readonly capacity: number;
  /** A sentence for a person. */
  readonly message: string;
}
