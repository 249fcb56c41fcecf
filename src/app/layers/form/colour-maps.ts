/**
 * Colour maps as 256-entry tables, evenly spaced in the eye: lightness rises steadily along the sequential ones
 * and from the centre to either end of the signed one, which is dark where the quantity vanishes. Magma, plasma,
 * viridis and cividis come through d3-scale-chromatic; the others are drawn in CIE L*C*h here.
 */
import {
  interpolateCividis,
  interpolateMagma,
  interpolatePlasma,
  interpolateViridis,
} from "d3-scale-chromatic";
import { stageColour } from "../../theme/theme.ts";

export const TABLE_SIZE = 256;

/** Returns a 256*4 RGBA table. The same array on every call: not to be written to. */
export type ColourTable = () => Uint8Array;

export const magma: ColourTable = once(() => bake((t) => rgbOfText(interpolateMagma(t))));
export const plasma: ColourTable = once(() => bake((t) => rgbOfText(interpolatePlasma(t))));
export const viridis: ColourTable = once(() => bake((t) => rgbOfText(interpolateViridis(t))));
export const cividis: ColourTable = once(() => bake((t) => rgbOfText(interpolateCividis(t))));

/** Amber below zero, blue above: told apart with every common colour vision. */
export const signedColours: ColourTable = once(() => bake((t) => signedColour(2 * t - 1)));

/** Grey, by which particles are tinted where a layer does not colour them. */
export const greyColours: ColourTable = once(() => {
  const from = rgbOfText(stageColour.particleEmpty);
  const to = rgbOfText(stageColour.particleFull);
  return bake((t) => from.map((value, k) => value + (to[k]! - value) * t));
});

/** From the colour of bare electrolyte to a light tone: told apart by hue, equally light at equal values. */
export const blues: ColourTable = once(() => bake((t) => hueRamp(t, BLUE)));
export const rusts: ColourTable = once(() => bake((t) => hueRamp(t, RUST)));

/** Hues at the light end, degrees, and largest chroma. */
const BLUE = { hue: 200, chroma: 34 };
const RUST = { hue: 30, chroma: 60 };
const RAMP_DARKEST = 13;
const RAMP_LIGHTEST = 88;
/** Share of the ramp over which it leaves the colour of the electrolyte. */
const RAMP_BLEND = 0.15;

/** From the colour of bare electrolyte up to a light tone of one hue. */
function hueRamp(t: number, { hue, chroma }: typeof BLUE): number[] {
  const lightness = RAMP_DARKEST + (RAMP_LIGHTEST - RAMP_DARKEST) * t;
  const tone = colourWithin(lightness, chroma * Math.min(1, 3 * t), (hue * Math.PI) / 180);
  const share = Math.min(1, t / RAMP_BLEND);
  return rgbOfText(stageColour.electrolyte).map((value, c) => value + (tone[c]! - value) * share);
}

/** Lightness at zero and at either end: white tracers stay legible on all of it. */
const DARKEST = 9;
const LIGHTEST = 74;

function signedColour(s: number): number[] {
  const size = Math.abs(s);
  const lightness = DARKEST + (LIGHTEST - DARKEST) * size;
  const hue = ((s > 0 ? 274 - 34 * size : 46 + 24 * size) * Math.PI) / 180;
  return colourWithin(lightness, 62, hue);
}

/** Returns the colour of this lightness and hue (rad), with the chroma or as much of it as sRGB holds. */
function colourWithin(lightness: number, wanted: number, hue: number): number[] {
  let chroma = wanted;
  // Out of the sRGB gamut a colour would be clipped and lose its lightness: take less chroma instead.
  for (; chroma > 0; chroma -= 0.5) {
    const linear = linearOfLab(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
    if (linear.every((value) => value >= 0 && value <= 1)) return linear.map(encode);
  }
  return linearOfLab(lightness, 0, 0).map(encode);
}

/** CIE L*a*b* (D65) to linear sRGB. */
function linearOfLab(lightness: number, a: number, b: number): number[] {
  const fy = (lightness + 16) / 116;
  const x = 0.95047 * cubed(fy + a / 500);
  const y = cubed(fy);
  const z = 1.08883 * cubed(fy - b / 200);
  return [
    3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
    -0.969266 * x + 1.8760108 * y + 0.041556 * z,
    0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
  ];
}

function cubed(f: number): number {
  return f > 6 / 29 ? f ** 3 : (3 * 36 * (f - 4 / 29)) / 841;
}

function encode(linear: number): number {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return 255 * value;
}

/** Reads "#rrggbb" and "rgb(r, g, b)". */
function rgbOfText(text: string): number[] {
  if (text.startsWith("#")) return [1, 3, 5].map((k) => Number.parseInt(text.slice(k, k + 2), 16));
  return text.match(/\d+/g)!.map(Number);
}

function bake(colourAt: (t: number) => readonly number[]): Uint8Array {
  const table = new Uint8Array(4 * TABLE_SIZE);
  for (let k = 0; k < TABLE_SIZE; k++) {
    const entry = colourAt(k / (TABLE_SIZE - 1));
    for (let c = 0; c < 3; c++) table[4 * k + c] = Math.round(entry[c]!);
    table[4 * k + 3] = 255;
  }
  return table;
}

function once(make: ColourTable): ColourTable {
  let made: Uint8Array | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
