/**
 * What a person asked for, after parsing: every value in SI units, every formula a function, nothing optional.
 * The members below `cell` mirror the groups of the parameter table (see parameters.ts), which holds unit,
 * range, source and confidence of each.
 */

import type { InputProblem } from "../../base/errors.ts";

/** How fine the cell is meshed: some 6, 20 and 80 thousand nodes for the cell of `ncm`. */
export type MeshResolution = "draft" | "standard" | "fine";

/** Whether every node of an interface is solved, or a few waves along each, with the full solution as a check. */
export type InterfaceModel = "full" | "reduced" | "homogenised";

/** Where a particle stands, before meshing; lengths in m, y from the cathode collector. */
export interface ParticleSite {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A half ellipse of lithium that hangs into the electrolyte; lengths in m. */
export interface Protrusion {
  readonly x: number;
  readonly halfWidth: number;
  readonly depth: number;
}

/** Lateral interval whose particles take no part from the start; lengths in m. */
export interface InactiveZone {
  readonly from: number;
  readonly to: number;
}

/** A function of stoichiometry x in SI units, continuously differentiable inside its table. */
export interface MaterialFunction {
  /** What was written: a constant, a formula or a table, as JSON text. Two equal texts are the same function. */
  readonly text: string;
  /** Returns the value in SI at a stoichiometry. */
  readonly evaluate: (stoichiometry: number) => number;
  /** Range of x over which it is given; beyond it is extrapolated. */
  readonly from: number;
  readonly to: number;
  /** Slope of `evaluate` per unit of stoichiometry. */
  readonly derivative: (stoichiometry: number) => number;
}

/** H high, M medium, L low, A assumed. */
export type Confidence = "H" | "M" | "L" | "A";

/** Where a value comes from, and how far it can be trusted. */
export interface Provenance {
  readonly source: string;
  readonly confidence: Confidence;
}

/**
 * What ends a protocol step. Voltage in V, capacity in C/m2 passed in the step, duration in s, current density in A/m2
 * (magnitude falls to it), voltage rate in V/s and current rate in A/(m2 s) (magnitude falls to it), state of charge 0..1
 * (mean lithiation of the cathode between its stated discharged and charged stoichiometry).
 */
export interface Limit {
  readonly kind:
    | "voltage"
    | "capacity"
    | "duration"
    | "currentDensity"
    | "voltageRate"
    | "currentRate"
    | "stateOfCharge";
  readonly value: number;
}

/**
 * What a constant-current or constant-power step imposes, as a magnitude: "cell" follows the live parameter cell.cRate,
 * a C-rate is in 1/h, a current density in A/m2, a power density in W/m2 of cell area.
 */
export type Rate =
  | { readonly kind: "cell" }
  | { readonly kind: "cRate"; readonly value: number }
  | { readonly kind: "currentDensity"; readonly value: number }
  | { readonly kind: "powerDensity"; readonly value: number };

/** A value that is approached linearly over `duration` s from where it stood, at once where that is 0. */
export interface Target {
  readonly value: number;
  readonly duration: number;
}

/** What a step changes around the cell; it stays so until another step or an event changes it again. */
export interface Ambient {
  /** K */ readonly temperature?: Target;
  /** Pa */ readonly stackPressure?: Target;
}

/** A current over time: held from each time to the next, the last one until the end. */
export interface CurrentProfile {
  /** What it was read from. */
  readonly name: string;
  /** s, ascending from 0; the end of the profile is the last one. */
  readonly time: readonly number[];
  /** A/m2, positive charges; one per interval, so one less than times. */
  readonly currentDensity: readonly number[];
}

interface StepBase {
  /** What the file says, for messages; absent where the step was made by a program. */
  readonly text?: string;
  readonly until: readonly Limit[];
  readonly ambient?: Ambient;
}

/** What is done with the cell until one of the limits is met. */
export type ProtocolStep =
  | (StepBase & { readonly kind: "charge" | "discharge"; readonly rate: Rate })
  | (StepBase & { readonly kind: "rest" })
  | (StepBase & { readonly kind: "hold"; readonly voltage: number })
  /**
   * Passes through the profile `repeat` times, or until a limit; a voltage limit above the open circuit of the half charged
   * cathode is an upper one, else a lower one.
   */
  | (StepBase & { readonly kind: "profile"; readonly profile: CurrentProfile; readonly repeat: number });

/** One pass over `steps` is one cycle; it is repeated `repeat` times. */
export interface Block {
  /** Stands beside each of its cycles in cycles.csv. */
  readonly name: string;
  readonly repeat: number;
  readonly steps: readonly ProtocolStep[];
  /** A pass of its own, and so a cycle of its own, after every so many passes of the block. */
  readonly check?: {
    readonly every: number;
    readonly name: string;
    readonly steps: readonly ProtocolStep[];
  };
}

/**
 * What ends the whole run: the voltage leaves a window (V), a cycle gives less than a capacity (C/m2) or than a share of
 * the reference cycle's, a time (s) or a number of cycles is reached.
 */
export interface RunEnd {
  readonly kind:
    | "voltageBelow"
    | "voltageAbove"
    | "capacityBelow"
    | "retentionBelow"
    | "timeReached"
    | "cyclesReached";
  readonly value: number;
}

/** The blocks one after another, all of them `repeat` times. */
export interface Protocol {
  readonly blocks: readonly Block[];
  readonly repeat: number;
  readonly end: readonly RunEnd[];
  /**
   * Cycle whose discharge capacity is that of full retention; 0 for the first cycle that gave back what a charge had put
   * in.
   */
  readonly referenceCycle: number;
}

/** A live parameter takes another value in the course of a run: at `time` (s), `value` in SI. */
export interface ParameterEvent {
  readonly time: number;
  readonly path: string;
  readonly value: number | string | boolean | MaterialFunction;
}

/** A hand lets particles go or brings them back in the course of a run, at `time` (s). */
export interface ContactEvent {
  readonly time: number;
  /** Indices from 0, ascending, each once. */
  readonly particles: readonly number[];
  readonly contact: "detached" | "attached";
}

/**
 * A disc of the electrolyte that conducts ions less well; um, as lines and pictures have them: converted, they would lose
 * their last bits.
 */
export interface Patch {
  /** From the left of the cell, and above the cathode collector, um. */
  readonly x: number;
  readonly y: number;
  /** um */
  readonly radius: number;
  /** On the ionic conductivity, 0.001 to 1. */
  readonly factor: number;
}

/** A hand paints a patch of poor conductor in the course of a run, at `time` (s); a factor of 1 wipes it off. */
export interface PatchEvent {
  readonly time: number;
  readonly patch: Patch;
}

/** A smooth bump of lithium into the electrolyte, or a dent; um, as lines have them. */
export interface Bump {
  /** Of its middle, from the left of the cell, um. */
  readonly x: number;
  /** From end to end, um. */
  readonly width: number;
  /** In the middle, um; below 0 a dent. */
  readonly height: number;
}

/** A hand draws a bump on the lithium front in the course of a run, at `time` (s). */
export interface BumpEvent {
  readonly time: number;
  readonly bump: Bump;
}

/** Something that is done to a cell in the course of a run. */
export type ScenarioEvent = ParameterEvent | ContactEvent | PatchEvent | BumpEvent;

/** The same before it has a time. */
export type ScenarioChange =
  | Omit<ParameterEvent, "time">
  | Omit<ContactEvent, "time">
  | Omit<PatchEvent, "time">
  | Omit<BumpEvent, "time">;

/** Whether it is particles that the event is about. */
export function isContactEvent(event: ScenarioEvent): event is ContactEvent {
  return "particles" in event;
}

/** Whether it is a patch of the electrolyte that the event is about. */
export function isPatchEvent(event: ScenarioEvent): event is PatchEvent {
  return "patch" in event;
}

/** Whether it is a bump of the lithium that the event is about. */
export function isBumpEvent(event: ScenarioEvent): event is BumpEvent {
  return "bump" in event;
}

/** Whether it is a live parameter that the event is about. */
export function isParameterEvent(event: ScenarioEvent): event is ParameterEvent {
  return "path" in event;
}

/** A cell, what is done with it and how it is solved; SI units. */
export interface Scenario {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** By parameter path: the values that differ from the table, or that were given with a source of their own. */
  readonly provenance: Readonly<Record<string, Provenance>>;
  /** What is possible but hardly meant. */
  readonly warnings: readonly InputProblem[];
  readonly seed: number;
  readonly mesh: MeshResolution;
  readonly cell: {
    /** m */ readonly width: number;
    /** K */ readonly temperature: number;
    /** Pa */ readonly stackPressure: number;
    /** 1/h */ readonly cRate: number;
    /** C/kg of NCM that define 1C: 200 mAh/g. */ readonly nominalCapacity: number;
    /** m2; what amperes and watts of a protocol are divided by. */ readonly electrodeArea: number;
  };
  readonly cathode: {
    /** m */ readonly thickness: number;
    readonly packing: "lattice" | "random";
    /** Lattice: particles across and rows. */
    readonly columns: number;
    readonly rows: number;
    /** m; of the lattice, the mean of a random packing. */ readonly particleRadius: number;
    /** Coefficient of variation of the radii of a random packing. */ readonly radiusSpread: number;
    /** Area fraction of particles in a random packing. */ readonly areaFraction: number;
    /** m; smallest gap between particles. */ readonly minimumGap: number;
    /** Particles given one by one; wins over the packing when not empty. */
    readonly particles: readonly ParticleSite[];
    readonly inactiveZones: readonly InactiveZone[];
  };
  readonly ncm: {
    /** mol/m3 */ readonly maximumConcentration: number;
    /** kg/m3 */ readonly density: number;
    readonly stoichiometryDischarged: number;
    readonly stoichiometryCharged: number;
    /** Stoichiometry in which every particle starts. */ readonly stoichiometryInitial: number;
    readonly geometryMode: "cylinder" | "sphere-equivalent";
    readonly openCircuitPotential: MaterialFunction;
    /** m2/s at 25 C */ readonly diffusivity: MaterialFunction;
    /** J/mol */ readonly diffusivityActivation: number;
    /** Magnitude of the volume change over the window, 0..1. */ readonly volumeChange: number;
    /** Share of it that is even over the window, 0..1. */ readonly linearShare: number;
    readonly stressAssistedDiffusion: boolean;
    /** Pa */ readonly youngsModulus: number;
    readonly poissonRatio: number;
  };
  readonly interface: {
    /** A/m2 at x = 0.5, 25 C */ readonly exchangeCurrentDensity: number;
    /** J/mol */ readonly exchangeActivation: number;
    readonly contactFraction: number;
    /** ohm m2 */ readonly filmResistance: number;
    /** ohm m2 / s^0.5 */ readonly filmGrowth: number;
    /** J/mol */ readonly filmActivation: number;
    /** V; the film grows while the particle stands above it. */ readonly filmGrowthOnset: number;
    /** ohm m2 */ readonly electronicContactResistance: number;
    /** m; 0 for none. */ readonly coatingThickness: number;
    /** S/m */ readonly coatingConductivity: number;
  };
  readonly contactLoss: {
    readonly active: boolean;
    readonly threshold: number;
    readonly coatingFactor: number;
    readonly thresholdSpread: number;
    /** Pa */ readonly pressureScale: number;
    readonly exponent: number;
    /** cycles */ readonly medianLife: number;
    readonly lifeSpread: number;
    readonly feedback: boolean;
    readonly rateExponent: number;
    readonly sharingExponent: number;
    readonly surfaceShare: number;
    readonly contactDecline: number;
    readonly recontactProbability: number;
    readonly recontactDamage: number;
    /** 1/h */ readonly referenceRate: number;
    /** In radii, centre to centre. */ readonly neighbourRange: number;
    /** m */ readonly correlationLength: number;
    readonly percolation: boolean;
    /** m */ readonly electronicGap: number;
    readonly carbonLinks: number;
  };
  readonly cracking: {
    /** per cycle */ readonly rate: number;
    readonly exponent: number;
  };
  readonly drift: {
    readonly active: boolean;
    readonly factor: number;
    /** Pa */ readonly lockPressure: number;
  };
  readonly electrolyte: {
    /** m */ readonly thickness: number;
    /** S/m at 25 C */ readonly conductivity: number;
    /** eV */ readonly conductivityActivation: number;
  };
  readonly grains: {
    /** m */ readonly size: number;
    /** ohm m2 */ readonly boundaryResistance: number;
    /** m */ readonly measuredSize: number;
    readonly resolved: boolean;
  };
  readonly intergranular: {
    readonly level: "none" | "front" | "leakage";
    readonly maximumShare: number;
    /** A/m2 */ readonly criticalCurrent: number;
    /** A/m2 */ readonly criticalCurrentGain: number;
    /** Pa */ readonly pressureScale: number;
    /** A/m2 */ readonly currentScale: number;
    readonly capacityThreshold: boolean;
    /** C/m2 */ readonly capacityScale: number;
    /** m */ readonly depth: number;
    /** m */ readonly columnHalfWidth: number;
    /** Volume fractions of lithium. */
    readonly linkFraction: number;
    readonly maximumFraction: number;
    /** Share of the stripping current. */ readonly strippingPriority: number;
    readonly poreFraction: number;
    readonly poreFilling: number;
    /** Of lithium in boundaries, m */ readonly filmWidth: number;
    readonly strippingOrder: "even" | "shallow-first";
    readonly shortFraction: number;
    readonly shortCircuit: boolean;
    /** S/m */ readonly electronicConductivity: number;
    /** S/m, of lithium that fills the boundaries */ readonly filledConductivity: number;
    /** A/m2, of leakage */ readonly exchangeCurrentDensity: number;
    /** V, of leakage */ readonly nucleationOverpotential: number;
  };
  readonly fracture: {
    readonly active: boolean;
    /** Pa m^0.5 */ readonly toughness: number;
    readonly shapeFactor: number;
    /** m/s */ readonly speed: number;
    /** Pa */ readonly pressureLimit: number;
    /** m */ readonly initialFlaw: number;
    /** m */ readonly feedLength: number;
  };
  readonly anode: {
    /** m */ readonly thickness: number;
    /** A/m2 at 25 C */ readonly exchangeCurrentDensity: number;
    /** eV */ readonly exchangeActivation: number;
    /** ohm m2 */ readonly areaResistance: number;
    /** m */ readonly creepLength: number;
    /** m */ readonly minimumThickness: number;
    /** V */ readonly nucleationOverpotential: number;
    readonly protrusions: readonly Protrusion[];
  };
  readonly interphase: {
    readonly law: "fresh-surface" | "throughput";
    /** C/(m2 s^0.5) at 25 C */ readonly chemicalRate: number;
    /** J/mol */ readonly chemicalActivation: number;
    /** Surface per volume of lithium plated above the mean, 1/m */ readonly freshSurface: number;
    readonly currentShare: number;
    /** A/m2 */ readonly currentScale: number;
    /** m3/C */ readonly thicknessPerCharge: number;
    /** Share of the plating-driven thickness that adds to the resistance, 0..1. */
    readonly resistiveShare: number;
    /** Volume that the products lack against what they are made of, per volume of theirs. */
    readonly shrinkage: number;
    /** S/m */ readonly conductivity: number;
  };
  readonly voids: {
    readonly active: boolean;
    /** A/m2 */ readonly criticalCurrent: number;
    /** A/m2 at 7 MPa */ readonly criticalCurrentGain: number;
    readonly criticalCurrentExponent: number;
    /** A/m2 */ readonly criticalCurrentLimit: number;
    /** C/m2 */ readonly openingCharge: number;
    readonly refillShare: number;
    /** 1/s at 1 MPa */ readonly creepRate: number;
    readonly creepExponent: number;
    readonly minimumContact: number;
    /** m */ readonly patchSize: number;
  };
  readonly mechanics: {
    readonly mode: "off" | "elastic" | "paper" | "physical";
    readonly mesh: MeshResolution;
    /** Share of the nominal charge between two updates of stress while current flows. */
    readonly interval: number;
    readonly electrolyteLaw: "elastic" | "plastic" | "viscoplastic";
    /** Pa */ readonly electrolyteYoungsModulus: number;
    readonly electrolytePoissonRatio: number;
    /** Pa */ readonly electrolyteYieldStress: number;
    /** 1/s */ readonly flowRate: number;
    /** Pa */ readonly overstress: number;
    readonly flowExponent: number;
    /** Pa */ readonly lithiumYoungsModulus: number;
    readonly lithiumPoissonRatio: number;
    /** Pa */ readonly lithiumYieldStress: number;
    /** Pa */ readonly coatingYoungsModulus: number;
    readonly coatingPoissonRatio: number;
    readonly sides: "confined" | "free";
  };
  /** The cell as one warm body. */
  readonly thermal: {
    readonly active: boolean;
    /** J/(m2 K) of cell area */ readonly heatCapacity: number;
    /** W/(m2 K) of cell area */ readonly heatTransferCoefficient: number;
    /** V/K */ readonly entropicCoefficient: number;
  };
  /** What acts on what across the electrolyte. */
  readonly mediator: {
    readonly cathodeToAnode: boolean;
    readonly anodeToCathode: boolean;
  };
  /** What charges at the interfaces under an alternating current. */
  readonly impedance: {
    /** F/m2 of true contact */ readonly cathodeDoubleLayer: number;
    /** F/m2 of contact */ readonly anodeDoubleLayer: number;
    /** F/m2, of film and coating */ readonly cathodeFilm: number;
    /** Relative, of the interphase. */ readonly interphasePermittivity: number;
  };
  readonly solver: {
    /** Relative residual of the potentials. */ readonly residualTolerance: number;
    /** Local error of a time step in V. */ readonly stepTolerance: number;
    /** Radial shells of a particle. */ readonly shells: number;
    /** s */ readonly maximumStep: number;
    /** How the interfaces are solved: node by node, in a few modes each, or spread in a cathode that is a continuum. */
    readonly model: InterfaceModel;
    /** Angular harmonics of each particle in the reduced model, besides the mean. */
    readonly particleHarmonics: number;
    /** Cosines along the lithium front in the reduced model, the mean among them. */
    readonly frontModes: number;
    /** Share of the mean particle current by which the reduced model may be off. */
    readonly reducedTolerance: number;
    /** Steps between two comparisons of the reduced with the full model. */
    readonly checkInterval: number;
    /** B: what the mesh, the matrix and its factors may take. */
    readonly memoryLimit: number;
    /** Cycles that are extrapolated at once, at most; 0 solves every cycle. */
    readonly jump: number;
    /** Share by which charge and damage of a jumped cycle may be off. */
    readonly jumpTolerance: number;
  };
  readonly protocol: Protocol;
  /** In order of time. */
  readonly events: readonly ScenarioEvent[];
}
