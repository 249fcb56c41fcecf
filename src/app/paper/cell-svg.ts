/**
 * A cell as areas and lines on paper, from a frame: true to scale, nothing of its shape enlarged. The electrolyte is painted in
 * steps of the colour scale, the particles as on the page.
 */
import { type Frame, type FrameMesh, PARTICLE_ACTIVE, PARTICLE_CUT_OFF } from "../../../sim-core/index.ts";
import { greyColours } from "../layers/form/colour-maps.ts";
import type { Reading } from "../layers/form/readings.ts";
import { stoichiometry } from "../layers/stoichiometry.ts";
import { ink } from "../theme/theme.ts";
import { type LayerRange, placeOnScale, smallestRange } from "../views/colour-range.ts";
import { PALETTE, type Rgb } from "../views/palette.ts";
import { outlineLevels } from "./level-areas.ts";
import { hexOf, letter, short, trace } from "./svg.ts";

export interface PaperCell {
  readonly mesh: FrameMesh;
  readonly frame: Frame;
  readonly range: LayerRange;
  readonly coated: boolean;
}

/** Steps of the colour scale; and of the raster of the electrolyte, to a px. */
const LEVELS = 48;
const RASTER = 20;
/** um, as on the page. */
const COLLECTOR = 5;
/** px: the band along the front at the end of the scale. */
const BAND = 16;

/** Name of the hatching of lithium that is stripped. */
const STRIPPING = "stripping";
/** To stand once on a sheet with cells. */
export const HATCHING = `<defs><pattern id="${STRIPPING}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v5" stroke="${ink.text}" stroke-width="3"/></pattern></defs>`;

/** Where a cell stands on the sheet. */
interface Place {
  readonly x: (x: number) => number;
  readonly y: (y: number) => number;
  /** px to a um. */
  readonly scale: number;
}

/** Returns the height (px) of a cell that is `width` px wide. */
export function heightOfCell({ mesh, frame }: PaperCell, width: number): number {
  return (width / mesh.width) * (frame.collectorY + 2 * COLLECTOR);
}

/** Returns the cell with its upper left corner at (left, top), `width` px wide. */
export function drawCell(cell: PaperCell, left: number, top: number, width: number): string[] {
  const scale = width / cell.mesh.width;
  const roof = cell.frame.collectorY + COLLECTOR;
  const place: Place = { x: (x) => left + scale * x, y: (y) => top + scale * (roof - y), scale };
  return [
    "<g>",
    ...drawSolids(cell, place),
    ...drawElectrolyte(cell, place),
    ...cellsOf(cell.mesh.particleX.length).flatMap((p) => drawParticle(cell, p, place)),
    ...drawFront(cell, place),
    ...drawLines(cell, place),
    ...drawNames(cell, place),
    "</g>",
  ];
}

function cellsOf(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k);
}

function paint([r, g, b]: Rgb): string {
  return hexOf(255 * r, 255 * g, 255 * b);
}

/** The colour of a value of the frame on a scale. */
function tint(range: LayerRange, value: number, table: Uint8Array): Rgb {
  const at = 4 * Math.round(placeOnScale(range, value * range.layer.scale.factor) * (table.length / 4 - 1));
  return [table[at]! / 255, table[at + 1]! / 255, table[at + 2]! / 255];
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [0, 1, 2].map((k) => a[k]! + share * (b[k]! - a[k]!)) as unknown as Rgb;
}

/** Values of a layer; undefined where the frame has none. */
function read(
  reading: Reading | undefined,
  { frame, mesh }: PaperCell,
  size: number,
): Float32Array | undefined {
  const out = new Float32Array(size);
  return reading?.(frame, mesh, out) ? out : undefined;
}

/** Lithium from its front to the collector, and both collectors. */
function drawSolids({ mesh, frame }: PaperCell, { x, y, scale }: Place): string[] {
  const { frontX, frontY, collectorY } = frame;
  const front = Array.from(frontX, (own, k) => `${short(x(own))} ${short(y(frontY[k]!))}`).join("L");
  const lithium = `M${front}L${short(x(mesh.width))} ${short(y(collectorY))}H${short(x(0))}Z`;
  const plate = (upper: number, colour: Rgb): string =>
    `<rect x="${short(x(0))}" y="${short(y(upper))}" width="${short(scale * mesh.width)}" height="${short(scale * COLLECTOR)}" fill="${paint(colour)}"/>`;
  return [
    plate(collectorY + COLLECTOR, PALETTE.collector),
    plate(0, PALETTE.aluminium),
    `<path d="${lithium}" fill="${paint(PALETTE.lithium)}"/>`,
  ];
}

function drawElectrolyte(cell: PaperCell, { x, y }: Place): string[] {
  const { mesh, frame, range } = cell;
  const { points } = frame;
  const { triangles } = mesh;
  const { layer } = range;
  const atNodes = layer.electrolyte?.at !== "triangles";
  const values = read(layer.electrolyte?.values, cell, atNodes ? points.length / 2 : triangles.length / 3);
  const meanOf = (t: number): number => {
    if (!atNodes) return values![t]!;
    return [0, 1, 2].reduce((sum, k) => sum + values![triangles[3 * t + k]!]! / 3, 0);
  };
  const levels = Int32Array.from({ length: triangles.length / 3 }, (_, t) =>
    values === undefined ? 0 : Math.round(placeOnScale(range, meanOf(t) * layer.scale.factor) * (LEVELS - 1)),
  );
  const raster = {
    x: Int32Array.from({ length: points.length / 2 }, (_, v) => Math.round(RASTER * x(points[2 * v]!))),
    y: Int32Array.from({ length: points.length / 2 }, (_, v) => Math.round(RASTER * y(points[2 * v + 1]!))),
  };
  const areas = Array.from(outlineLevels(raster, triangles, levels)).sort(([a], [b]) => a - b);
  const table = layer.colours();
  const colourOf = (level: number): string => {
    if (values === undefined) return paint(PALETTE.electrolyte);
    const at = 4 * Math.round((level / (LEVELS - 1)) * (table.length / 4 - 1));
    return hexOf(table[at]!, table[at + 1]!, table[at + 2]!);
  };
  // A fine line of its own colour closes the seams that viewers leave between areas.
  return [
    `<g transform="scale(${1 / RASTER})" stroke-width="${0.3 * RASTER}" stroke-linejoin="round" data-part="electrolyte">`,
    ...areas.map(
      ([level, path]) => `<path d="${path}" fill="${colourOf(level)}" stroke="${colourOf(level)}"/>`,
    ),
    "</g>",
  ];
}

function drawParticle(cell: PaperCell, p: number, { x, y, scale }: Place): string[] {
  const { mesh, frame, coated } = cell;
  const status = frame.particleStatus[p]!;
  const hasLetGo = status !== PARTICLE_ACTIVE && status !== PARTICLE_CUT_OFF;
  const [left, top] = [x(mesh.particleX[p]!), y(mesh.particleY[p]!)];
  const radius = scale * mesh.particleRadius[p]!;
  // What has let go stands apart from its wall.
  const body = hasLetGo ? Math.max(0.5 * radius, radius - Math.max(0.13 * radius, 1.2)) : radius;
  const fill = fillOf(cell, p);
  const disc = (size: number, look: string): string =>
    `<circle cx="${short(left)}" cy="${short(top)}" r="${short(size)}" ${look}/>`;
  const out = hasLetGo ? [disc(radius, `fill="${paint(PALETTE.gap)}"`)] : [];
  if (coated) {
    const coat = Math.max(0.16 * radius, 1);
    out.push(disc(body, `fill="${paint(PALETTE.coating)}"`), disc(body - coat, `fill="${paint(fill)}"`));
  } else out.push(disc(body, `fill="${paint(fill)}" stroke="${paint(PALETTE.outline)}" stroke-width="0.5"`));
  const ring = ringOf(cell, p);
  if (ring !== undefined)
    out.push(disc(0.87 * body, `fill="none" stroke="${paint(ring)}" stroke-width="${short(0.24 * body)}"`));
  if (status !== PARTICLE_ACTIVE) {
    const reach = 0.7 * body;
    out.push(
      trace(
        `M${short(left - reach)} ${short(top - reach)}L${short(left + reach)} ${short(top + reach)}M${short(left - reach)} ${short(top + reach)}L${short(left + reach)} ${short(top - reach)}`,
        { colour: paint(PALETTE.gap), width: 1 },
      ),
      disc(
        radius,
        `fill="none" stroke="${paint(PALETTE.inactiveLine)}" stroke-width="0.8" stroke-dasharray="2 1.6"`,
      ),
    );
  }
  return out;
}

function fillOf({ frame, mesh, range }: PaperCell, p: number): Rgb {
  const { particles, colours } = range.layer;
  if (particles.colouredBy === "lithium content") {
    const grey = tint(smallestRange(stoichiometry), frame.particleStoichiometry[p]!, greyColours());
    return mix(PALETTE.electrolyte, grey, particles.strength);
  }
  const values = new Float32Array(mesh.particleX.length);
  return particles.values(frame, mesh, values) ? tint(range, values[p]!, colours()) : PALETTE.electrolyte;
}

function ringOf({ frame, mesh, range }: PaperCell, p: number): Rgb | undefined {
  const { particles, colours } = range.layer;
  if (particles.colouredBy !== "layer" || particles.rings === undefined) return undefined;
  const values = new Float32Array(mesh.particleX.length);
  return particles.rings(frame, mesh, values) ? tint(range, values[p]!, colours()) : undefined;
}

/** A line, red where no lithium is left; in a layer with values along it a band as high as they are. */
function drawFront(cell: PaperCell, { x, y }: Place): string[] {
  const { frame, range } = cell;
  const { frontX, frontY, frontDepleted } = frame;
  const values = read(range.layer.frontBand, cell, frontX.length);
  const table = range.layer.colours();
  const out: string[] = [];
  for (let k = 0; k + 1 < frontX.length; k++) {
    const [from, to] = [k, k + 1].map((node) => [x(frontX[node]!), y(frontY[node]!)] as const);
    if (values !== undefined) {
      const value = (values[k]! + values[k + 1]!) / 2;
      const share = Math.abs(2 * placeOnScale(range, value * range.layer.scale.factor) - 1);
      const band = `M${short(from![0])} ${short(from![1])}L${short(to![0])} ${short(to![1])}v${short(-BAND * share)}L${short(from![0])} ${short(from![1] - BAND * share)}Z`;
      const own = paint(tint(range, value, table));
      out.push(`<path d="${band}" fill="${own}" stroke="${own}" stroke-width="0.3"/>`);
      // Both ends of the scale are as light as each other.
      if (value < 0) out.push(`<path d="${band}" fill="url(#${STRIPPING})"/>`);
    }
    if (frontDepleted[k] === 1 || frontDepleted[k + 1] === 1) {
      const bare = `M${short(from![0])} ${short(from![1])}L${short(to![0])} ${short(to![1])}`;
      out.push(trace(bare, { colour: paint(PALETTE.depleted), width: 2.5 }));
    }
  }
  const path = Array.from(frontX, (own, k) => `${short(x(own))} ${short(y(frontY[k]!))}`).join("L");
  return [...out, trace(`M${path}`, { colour: paint(PALETTE.lithiumEdge), width: 1 })];
}

function drawLines(
  { frame: { patchOutline, crackSegments, shortPath } }: PaperCell,
  { x, y }: Place,
): string[] {
  const at = (values: Float32Array, k: number): string =>
    `${short(x(values[k]!))} ${short(y(values[k + 1]!))}`;
  const pathOf = (ends: Float32Array): string => {
    const lines: string[] = [];
    for (let k = 0; k < ends.length; k += 4) lines.push(`M${at(ends, k)}L${at(ends, k + 2)}`);
    return lines.join("");
  };
  const chain: string[] = [];
  for (let k = 0; k < shortPath.length; k += 2) chain.push(at(shortPath, k));
  const both = (path: string, [rim, core]: readonly [Rgb, Rgb]): string[] => [
    trace(path, { colour: paint(rim), width: 2 }),
    trace(path, { colour: paint(core), width: 1 }),
  ];
  return [
    ...(patchOutline.length === 0 ? [] : both(pathOf(patchOutline), [PALETTE.patchRim, PALETTE.patch])),
    ...(crackSegments.length === 0 ? [] : both(pathOf(crackSegments), [PALETTE.crackRim, PALETTE.crack])),
    ...(chain.length < 2 ? [] : both(`M${chain.join("L")}`, [PALETTE.shortRim, PALETTE.short])),
  ];
}

/** Lengths of scale bars, um. */
const BARS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const LONGEST_BAR = 0.35;

/** Parts by name, light letters over their own dark edge, and the scale bar below. */
function drawNames({ mesh, frame }: PaperCell, { x, y, scale }: Place): string[] {
  const middle = frame.frontY.reduce((sum, own) => sum + own / frame.frontY.length, 0);
  const names: [string, number][] = [
    ["Lithium", frame.collectorY],
    ["Solid electrolyte", middle],
    ["Composite cathode", mesh.cathodeThickness],
  ];
  const write = (all: typeof names, fill: string): string[] =>
    all.map(([words, height]) => letter(words, x(0) + 5, y(height) + 13, { size: 10, fill }));
  const bar = BARS.findLast((own) => own <= LONGEST_BAR * mesh.width) ?? BARS[0]!;
  const foot = y(-COLLECTOR) + 12;
  return [
    `<g stroke="${paint(PALETTE.outline)}" stroke-width="2.4" stroke-linejoin="round">`,
    ...write(names, paint(PALETTE.outline)),
    "</g>",
    ...write(names, ink.ground),
    trace(`M${short(x(0))} ${short(foot)}h${short(scale * bar)}`, { colour: ink.text, width: 2 }),
    letter(`${bar} \u00b5m`, x(0) + scale * bar + 5, foot + 4, { size: 10 }),
  ];
}
