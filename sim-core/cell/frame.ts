/**
 * What may be seen of the cell: single-precision copies that a worker can transfer. Lengths in um here, since a
 * frame stands at the edge; everything else keeps SI units.
 */

/** What stays while the model does. */
export interface FrameMesh {
  /** How often the cell had been meshed anew; frames of the same version belong to this mesh. */
  readonly version: number;
  readonly triangles: Uint32Array<ArrayBuffer> /* [nTriangle*3], electrolyte only */;
  /** Ends of the edges along which grains of the electrolyte meet, as points; empty where no grains are mapped. */
  readonly grainEdges: Uint32Array<ArrayBuffer> /* [nEdge*2] */;
  readonly width: number /* um */;
  readonly cathodeThickness: number /* um */;
  readonly electrolyteThickness: number /* um */;
  readonly particleX: Float32Array<ArrayBuffer> /* [nParticle], um */;
  readonly particleY: Float32Array<ArrayBuffer> /* [nParticle], um */;
  readonly particleRadius: Float32Array<ArrayBuffer> /* [nParticle], um */;
}

export type Phase = "charge" | "discharge" | "rest" | "hold" | "done";

export const PARTICLE_ACTIVE = 0;
/** Contact to the electrolyte lost. */
export const PARTICLE_DETACHED = 1;
/** No electronic path to the collector any more. */
export const PARTICLE_CUT_OFF = 2;

/** Lithium inventory, mol per m2 of cell area; `residual` is relative to `initial`. */
export interface LithiumLedger {
  readonly cathodeActive: number;
  readonly cathodeIsolated: number;
  readonly anode: number;
  readonly interphase: number;
  /** Inside the electrolyte: what still hangs together with the front, and what does not any more. */
  readonly intergranularConnected: number;
  readonly intergranularDead: number;
  readonly initial: number;
  readonly residual: number;
  /** |sum of particle currents - plating current| / current of the last step. */
  readonly chargeImbalance: number;
}

/** A largest value and where it is. */
export interface Peak {
  readonly value: number /* Pa */;
  readonly x: number /* um */;
  readonly y: number /* um */;
}

export interface Frame {
  readonly time: number /* s */;
  readonly step: number;
  readonly cycle: number /* 1-based */;
  readonly phase: Phase;
  readonly voltage: number /* V */;
  readonly currentDensity: number /* A/m2 of cell area, positive charges */;
  readonly cRate: number /* 1/h, magnitude */;
  /** Charge passed since this half-cycle began, mAh/cm2. */
  readonly capacity: number;
  readonly activeFraction: number;
  /** Coefficient of variation of the plating current density along the lithium front; 0 where no current passes. */
  readonly anodeCurrentCoV: number;
  readonly ledger: LithiumLedger;
  readonly temperature: number /* K, of the cell */;

  /** `version` of the mesh that the arrays of points belong to. */
  readonly meshVersion: number;
  readonly points: Float32Array<ArrayBuffer> /* [nPoint*2], um: electrolyte nodes where they are now */;
  readonly potential: Float32Array<ArrayBuffer> /* [nPoint], V against Li/Li+ */;
  readonly flux: Float32Array<ArrayBuffer> /* [nPoint*2], A/m2: ionic current density */;

  readonly particleStoichiometry: Float32Array<ArrayBuffer> /* [nParticle], mean x */;
  readonly particleSurface: Float32Array<ArrayBuffer> /* [nParticle], surface x */;
  readonly particleCurrent: Float32Array<ArrayBuffer> /* [nParticle], A/m2 of its perimeter, delithiation > 0 */;
  readonly particleStrain: Float32Array<ArrayBuffer> /* [nParticle], volumetric, -0.07..0 */;
  readonly particleDamage: Float32Array<ArrayBuffer> /* [nParticle], 0..1 */;
  readonly particleStatus: Uint8Array<ArrayBuffer> /* [nParticle], PARTICLE_... */;
  readonly particleDrift: Float32Array<ArrayBuffer> /* [nParticle], um towards the anode since the cell was built */;

  readonly frontX: Float32Array<ArrayBuffer> /* [nFront], um, left to right */;
  readonly frontY: Float32Array<ArrayBuffer> /* [nFront], um */;
  readonly frontThickness: Float32Array<ArrayBuffer> /* [nFront], um of lithium above the node */;
  readonly frontCurrent: Float32Array<ArrayBuffer> /* [nFront], A/m2, plating > 0; as it acts on the lithium */;
  readonly frontInterphase: Float32Array<ArrayBuffer> /* [nFront], nm */;
  readonly frontDepleted: Uint8Array<ArrayBuffer> /* [nFront], 1 where no lithium is left */;
  readonly frontContact: Float32Array<ArrayBuffer> /* [nFront], share that touches, the rest being voids, 0..1 */;
  readonly frontPressure: Float32Array<ArrayBuffer> /* [nFront], Pa, normal, compression positive */;
  readonly collectorY: number /* um: underside of the anode collector */;

  readonly intergranular: Float32Array<ArrayBuffer> /* [nPoint], volume fraction of lithium in the electrolyte */;
  readonly intergranularDead: Float32Array<ArrayBuffer> /* [nPoint], the part of it that is dead */;
  readonly crackSegments: Float32Array<ArrayBuffer> /* [nSegment*4], um: x, y of both ends */;
  /** Middle line of the lithium that crossed the electrolyte; empty without a short circuit. */
  readonly shortPath: Float32Array<ArrayBuffer> /* [n*2], um */;

  /** Stress of the electrolyte, tension positive; all four are empty where mechanics is off or was not asked for. */
  readonly vonMises: Float32Array<ArrayBuffer> /* [nPoint], Pa */;
  readonly meanStress: Float32Array<ArrayBuffer> /* [nPoint], Pa: hydrostatic */;
  readonly principalStress: Float32Array<ArrayBuffer> /* [nPoint], Pa: the largest of three */;
  readonly displacement: Float32Array<ArrayBuffer> /* [nPoint*2], um */;
  /** Of whole particles; empty where mechanics is off. */
  readonly particleMeanStress: Float32Array<ArrayBuffer> /* [nParticle], Pa */;
  /** Largest von Mises stress of the electrolyte at the last update of mechanics, undefined where it is off. */
  readonly largestVonMises: Peak | undefined;
}

/** One accepted time step, for charts and the time series; the first one of a run is its start. */
export interface StepSample {
  readonly time: number /* s */;
  readonly cycle: number;
  /** How many protocol steps had begun, this one included. */
  readonly stepCount: number;
  readonly stepTime: number /* s since the protocol step began */;
  readonly phase: Phase;
  readonly voltage: number /* V */;
  readonly currentDensity: number /* A/m2 */;
  readonly capacity: number /* mAh/cm2, net, since the protocol step began */;
  /** mAh/cm2 since the start of the run, as the time integration moved it. */
  readonly charged: number;
  readonly discharged: number;
  readonly temperature: number /* K */;
  readonly stackPressure: number /* Pa */;
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
  /** Mean over the front. */
  readonly interphaseThickness_nm: number;
  /** Shares of the front: without lithium, and without contact, at the end of the cycle. */
  readonly depletedFraction: number;
  readonly voidFraction: number;
  readonly shorted: boolean;
  /** At the end of the cycle, and the heat lost since the start; absent where the cell does not heat itself. */
  readonly temperature_K?: number;
  readonly heatLost_J_m2?: number;
}

/** What happened for the first time: contact lost, the electrolyte yielded, lithium used up, a crack grew, a short. */
export type EventKind = "detachment" | "yield" | "depletion" | "crack" | "short";

export interface RunEvent {
  readonly kind: EventKind;
  readonly time: number /* s */;
  readonly cycle: number;
  readonly phase: Phase;
  readonly voltage: number /* V */;
  /** Since the half-cycle began, mAh/cm2. */
  readonly capacity: number;
  /** A sentence for a person. */
  readonly message: string;
}
