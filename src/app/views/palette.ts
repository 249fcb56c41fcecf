/** Colours of the picture that no colour map gives: the theme's where it has one, as sRGB components in 0..1. */
import { colour } from "../theme/theme.ts";

export type Rgb = readonly [number, number, number];

/** Reads "#rrggbb". */
export function rgb(hex: string): Rgb {
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
  coating: rgb(colour.coating),
  selection: rgb(colour.selection),
  tracer: rgb(colour.tracer),
  lithium: rgb("#98a4b0"),
  lithiumDeep: rgb("#66717d"),
  lithiumEdge: rgb(colour.lithium),
  interphase: rgb(colour.interphase),
  void: rgb(colour.void),
  voidRim: rgb(colour.voidRim),
  crack: rgb(colour.crack),
  crackRim: rgb(colour.crackRim),
  short: rgb(colour.short),
  shortRim: rgb(colour.shortRim),
  depleted: rgb(colour.danger),
  aluminium: rgb("#8d98a2"),
  collector: rgb(colour.collector),
} as const satisfies Record<string, Rgb>;
