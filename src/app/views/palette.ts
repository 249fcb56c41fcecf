/** Colours of the picture that no colour map gives: the theme's where it has one, as sRGB components in 0..1. */
import { stageColour } from "../theme/theme.ts";

export type Rgb = readonly [number, number, number];

/** Reads "#rrggbb". */
export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export const PALETTE = {
  /** Electrolyte where no field colours it. */
  electrolyte: rgb(stageColour.electrolyte),
  isoline: rgb("#f4f7fb"),
  /** Void behind a particle that let go. */
  gap: rgb("#04070a"),
  outline: rgb(stageColour.particleRim),
  inactive: rgb(stageColour.isolated),
  inactiveLine: rgb(stageColour.isolatedLine),
  coating: rgb(stageColour.coating),
  selection: rgb(stageColour.selection),
  tracer: rgb(stageColour.tracer),
  lithium: rgb("#98a4b0"),
  lithiumDeep: rgb("#66717d"),
  lithiumEdge: rgb(stageColour.lithium),
  interphase: rgb(stageColour.interphase),
  void: rgb(stageColour.void),
  voidRim: rgb(stageColour.voidRim),
  patch: rgb(stageColour.patch),
  patchRim: rgb(stageColour.patchRim),
  crack: rgb(stageColour.crack),
  crackRim: rgb(stageColour.crackRim),
  short: rgb(stageColour.short),
  shortRim: rgb(stageColour.shortRim),
  depleted: rgb(stageColour.depleted),
  aluminium: rgb("#8d98a2"),
  collector: rgb(stageColour.collector),
} as const satisfies Record<string, Rgb>;
