/** What there is to be counted: quantities of which every particle, or every place of the lithium front, has a value. */
import type { Frame } from "../../../sim-core/index.ts";
import type { Weighted } from "./histogram.ts";
import { lengthsAlong } from "./statistics.ts";

export interface Quantity {
  readonly of: "particles" | "front";
  readonly name: string;
  /** Empty for a share or a count of atoms. */
  readonly unit: string;
  /** Shown value over the value of the frame. */
  readonly factor: number;
  /** Over how much of the shown unit a histogram goes at least. */
  readonly least: number;
  /** [nParticle] or [nFront]; empty where it is not solved. */
  readonly read: (frame: Frame) => ArrayLike<number>;
}

const CURRENT = "A/m\u00b2";

/** By key of the address. */
export const quantities = {
  content: {
    ...{ of: "particles", name: "Li content, mean", unit: "Li per NCM", factor: 1, least: 0.01 },
    read: (frame) => frame.particleStoichiometry,
  },
  surface: {
    ...{ of: "particles", name: "Li content, surface", unit: "Li per NCM", factor: 1, least: 0.01 },
    read: (frame) => frame.particleSurface,
  },
  current: {
    ...{ of: "particles", name: "Current of a particle", unit: CURRENT, factor: 1, least: 0.1 },
    read: (frame) => frame.particleCurrent,
  },
  strain: {
    ...{ of: "particles", name: "Volume strain", unit: "%", factor: 100, least: 0.1 },
    read: (frame) => frame.particleStrain,
  },
  damage: {
    ...{ of: "particles", name: "Damage of the contact", unit: "%", factor: 100, least: 1 },
    read: (frame) => frame.particleDamage,
  },
  stress: {
    ...{ of: "particles", name: "Mean stress of a particle", unit: "MPa", factor: 1e-6, least: 1 },
    read: (frame) => frame.particleMeanStress,
  },
  frontCurrent: {
    ...{ of: "front", name: "Current on the lithium", unit: CURRENT, factor: 1, least: 0.1 },
    read: (frame) => frame.frontCurrent,
  },
  frontThickness: {
    ...{ of: "front", name: "Thickness of the lithium", unit: "\u00b5m", factor: 1, least: 0.1 },
    read: (frame) => frame.frontThickness,
  },
  frontInterphase: {
    ...{ of: "front", name: "Interphase", unit: "nm", factor: 1, least: 1 },
    read: (frame) => frame.frontInterphase,
  },
  frontContact: {
    ...{ of: "front", name: "Contact of the lithium", unit: "%", factor: 100, least: 1 },
    read: (frame) => frame.frontContact,
  },
  frontPressure: {
    ...{ of: "front", name: "Pressure on the lithium", unit: "MPa", factor: 1e-6, least: 0.1 },
    read: (frame) => frame.frontPressure,
  },
} as const satisfies Readonly<Record<string, Quantity>>;

export type QuantityKey = keyof typeof quantities;

export const quantityKeys = Object.keys(quantities) as readonly QuantityKey[];

/** Returns the values of a frame in the shown unit: particles count one each, places of the front by their share of it, %. */
export function weigh({ of, factor, read }: Quantity, frame: Frame | undefined): Weighted {
  if (frame === undefined) return { values: [], weights: [] };
  const values = Float64Array.from(read(frame), (value) => factor * value);
  if (of === "particles" || values.length === 0)
    return { values, weights: new Float64Array(values.length).fill(1) };
  const lengths = lengthsAlong(frame.frontX, frame.frontY);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return { values, weights: lengths.map((length) => (100 * length) / total) };
}
