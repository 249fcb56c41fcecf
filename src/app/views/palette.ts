/** Colours of the picture that no colour map gives: the theme's where it has one, as sRGB components in 0..1. */
import { colour } from "../theme/theme.ts";

export type Rgb = readonly [number, number, number];

function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export const PALETTE = {
  /** Electrolyte where no field colours it. */
  electrolyte: rgb(colour.electrolyte),
  isoline: rgb("#f4f7fb"),
  /** Void behind a particle that let go. */
  gap: rgb("#04070a"),
  outline: rgb(colour.particleRim),
  inactive: rgb(colour.isolated),
  inactiveLine: rgb(colour.textSoft),
  selection: rgb(colour.selection),
  tracer: rgb("#eef8ff"),
  lithium: rgb("#98a4b0"),
  lithiumDeep: rgb("#66717d"),
  lithiumEdge: rgb(colour.lithium),
  interphase: rgb("#c78bd8"),
  /** Where lithium and electrolyte do not touch. */
  void: rgb("#020406"),
  voidRim: rgb("#ffffff"),
  grain: rgb("#9fb4c8"),
  crack: rgb("#05080b"),
  crackRim: rgb("#f6e9d8"),
  short: rgb("#fff3b0"),
  shortRim: rgb("#ff6b3d"),
  depleted: rgb(colour.danger),
  aluminium: rgb("#8d98a2"),
  collector: rgb(colour.collector),
} as const satisfies Record<string, Rgb>;

/** Ends of the neutral tint of particles in the field layers: empty of lithium, full of it. */
export const PARTICLE_EMPTY = "#27303a";
export const PARTICLE_FULL = "#f3f0e8";
