/** What a lesson can ask of a cell at one moment: quantities by name, read off the solved frame and its finished cycles. */
import { type CycleSummary, type Frame, PARTICLE_ACTIVE } from "../../sim-core/index.ts";

/** Of a frame what quantities are read off. */
export type SeenFrame = Pick<
  Frame,
  | "time"
  | "cycle"
  | "phase"
  | "voltage"
  | "currentDensity"
  | "cRate"
  | "capacity"
  | "activeFraction"
  | "anodeCurrentCoV"
  | "temperature"
  | "particleStrain"
  | "particleStatus"
  | "particleCurrent"
  | "frontThickness"
  | "frontCurrent"
  | "frontInterphase"
  | "ledger"
>;

/** Of a finished cycle. */
export type SeenCycle = Pick<
  CycleSummary,
  | "retention"
  | "chargeCapacity_mAh_cm2"
  | "dischargeCapacity_mAh_cm2"
  | "coulombicEfficiency"
  | "anodeCurrentCoV"
>;

/** A quantity of a lesson; not a number where there is none yet. */
export interface LessonQuantity {
  /** What it is, with its unit, for a person. */
  readonly words: string;
  readonly read: (frame: SeenFrame, cycles: readonly SeenCycle[]) => number;
}

const KELVIN = 273.15;

export const lessonQuantities = {
  time: { words: "time since the cell was built, h", read: ({ time }) => time / 3600 },
  cycle: { words: "number of the cycle that runs, from 1", read: ({ cycle }) => cycle },
  finishedCycles: { words: "number of finished cycles", read: (_, cycles) => cycles.length },
  charging: {
    words: "1 while a current charges the cell, otherwise 0",
    read: ({ currentDensity }) => (currentDensity > 0 ? 1 : 0),
  },
  ended: { words: "1 once the run is over, otherwise 0", read: ({ phase }) => (phase === "done" ? 1 : 0) },
  voltage: { words: "cell voltage, V", read: ({ voltage }) => voltage },
  currentDensity: {
    words: "current per cell area, mA/cm2, positive while charging",
    read: ({ currentDensity }) => currentDensity / 10,
  },
  cRate: { words: "rate, 1/h", read: ({ cRate }) => cRate },
  capacity: { words: "charge passed in this half of the cycle, mAh/cm2", read: ({ capacity }) => capacity },
  chargeCapacity: {
    words: "charge put in by the last finished cycle, mAh/cm2",
    read: (_, cycles) => cycles.at(-1)?.chargeCapacity_mAh_cm2 ?? Number.NaN,
  },
  dischargeCapacity: {
    words: "charge given back by the last finished cycle, mAh/cm2",
    read: (_, cycles) => cycles.at(-1)?.dischargeCapacity_mAh_cm2 ?? Number.NaN,
  },
  retention: {
    words: "capacity of the last finished cycle against that of the first, 0 to 1",
    read: (_, cycles) => cycles.at(-1)?.retention ?? Number.NaN,
  },
  efficiency: {
    words: "coulombic efficiency of the last finished cycle, 0 to 1",
    read: (_, cycles) => cycles.at(-1)?.coulombicEfficiency ?? Number.NaN,
  },
  activeFraction: {
    words: "share of the particles that take part, 0 to 1",
    read: ({ activeFraction }) => activeFraction,
  },
  lostParticles: {
    words: "number of particles that take no part",
    read: ({ particleStatus }) =>
      particleStatus.reduce((sum, status) => sum + (status === PARTICLE_ACTIVE ? 0 : 1), 0),
  },
  anodeCurrentCoV: {
    words: "unevenness of the current along the lithium (standard deviation over mean), 0 when even",
    read: ({ anodeCurrentCoV }) => anodeCurrentCoV,
  },
  cycleCurrentCoV: {
    words: "the same, mean over the charge of the last finished cycle",
    read: (_, cycles) => cycles.at(-1)?.anodeCurrentCoV ?? Number.NaN,
  },
  largestFrontCurrent: {
    words: "largest current density along the lithium, mA/cm2",
    read: ({ frontCurrent }) => largest(frontCurrent) / 10,
  },
  smallestFrontCurrent: {
    words: "smallest current density along the lithium, mA/cm2",
    read: ({ frontCurrent }) => smallest(frontCurrent) / 10,
  },
  largestParticleCurrent: {
    words: "largest current density at a particle, mA/cm2 of its surface",
    read: ({ particleCurrent }) => largest(particleCurrent) / 10,
  },
  shrinkage: {
    words: "how much the particle that has shrunk most has shrunk, % of its volume",
    read: ({ particleStrain }) => -100 * smallest(particleStrain),
  },
  lithiumThickness: {
    words: "mean thickness of the lithium, um",
    read: ({ frontThickness }) => mean(frontThickness),
  },
  interphase: {
    words: "mean thickness of the interphase at the lithium, nm",
    read: ({ frontInterphase }) => mean(frontInterphase),
  },
  anodeLithium: { words: "lithium metal at the anode, mol/m2", read: ({ ledger }) => ledger.anode },
  cathodeLithium: {
    words: "lithium in the cathode, mol/m2",
    read: ({ ledger }) => ledger.cathodeActive + ledger.cathodeIsolated,
  },
  temperature: { words: "temperature, degC", read: ({ temperature }) => temperature - KELVIN },
} as const satisfies Readonly<Record<string, LessonQuantity>>;

export type QuantityName = keyof typeof lessonQuantities;
/** Values of every quantity; not a number, or null where it has been kept as JSON, where there is none. */
export type CellMoment = Readonly<Record<QuantityName, number | null>>;
/** Cell A and cell B; undefined for one that is not there yet. */
export type MomentPair = readonly [CellMoment | undefined, CellMoment | undefined];

/** Returns all quantities of a cell. `cycles`: finished by then, oldest first. */
export function momentOf(frame: SeenFrame, cycles: readonly SeenCycle[]): CellMoment {
  const entries = Object.entries<LessonQuantity>(lessonQuantities);
  return Object.fromEntries(entries.map(([name, { read }]) => [name, read(frame, cycles)])) as CellMoment;
}

function largest(values: ArrayLike<number>): number {
  let found = Number.NaN;
  for (let k = 0; k < values.length; k++) if (!(values[k]! <= found)) found = values[k]!;
  return found;
}

function smallest(values: ArrayLike<number>): number {
  let found = Number.NaN;
  for (let k = 0; k < values.length; k++) if (!(values[k]! >= found)) found = values[k]!;
  return found;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  return values.length === 0 ? Number.NaN : sum / values.length;
}
