/**
 * The mesh of the cathode layer by itself, up to its border with the separator, which is a line of the mesh. It follows from
 * the particles alone, wherever the lithium front is: of cells whose front moves it is made once, and what lies above the
 * border is meshed anew and joined to it.
 */
import { assertInvariant } from "../../base/errors.ts";
import { type CrossSection, REGION_ELECTROLYTE } from "../cross-section.ts";
import type { CircleIndex } from "./circle-index.ts";
import { fillPoints } from "./fill-points.ts";
import { listLayerEdges, markRegions, type NamedEdges } from "./named-edges.ts";
import { LAYER_EDGE, outlineAbove, outlineLayer } from "./outline.ts";
import { boundLargest, refineTriangulation } from "./refinement.ts";
import type { MeshSettings } from "./resolution.ts";
import { createSizeField, type SizeField } from "./size-field.ts";
import { findMinimumAngle } from "./triangle-shape.ts";
import { createTriangulation, nextEdge, type Triangulation } from "./triangulation.ts";

/** Shared by all sections that have it: not to be written to. */
export interface CathodeLayer {
  readonly triangulation: Triangulation;
  readonly region: Int32Array /* [nTriangle] */;
  /** Triangles of the electrolyte among them. */
  readonly electrolyteCount: number;
  readonly edges: Pick<NamedEdges, "particleEdges" | "particleOfEdge" | "cathodeCollectorEdges">;
  readonly minimumAngle: number /* degrees */;
  /** Half-edges on the border, from left to right; each runs from right to left. */
  readonly border: Int32Array;
  /** First vertex of each particle's circle, and the corner at the bottom left. */
  readonly firstOfParticle: Int32Array;
  readonly bottomLeft: number;
  readonly circles: CircleIndex;
  /** Whether a field asks for smaller triangles somewhere than the layer may have. */
  readonly isTooCoarse: (field: SizeField) => boolean;
}

/** What the layer follows from. */
type LayerSection = Omit<CrossSection, "front" | "lithiumThickness">;

interface Known {
  readonly section: LayerSection;
  readonly facets: number;
  readonly layer: CathodeLayer;
}

/** Layers that are remembered: those of a cell and of the mesh of its stress. */
const REMEMBERED = 2;
let known: readonly Known[] = [];

/** Returns the field of a section; takes over what is remembered with its cathode layer, where that is. */
export function sizeFieldOf(section: CrossSection, settings: MeshSettings): SizeField {
  return createSizeField(section, settings, recallLayer(section, settings)?.layer.circles);
}

/**
 * Returns the layer of a meshable section whose border no particle crosses; the same one as before where that was of the same
 * cell.
 */
export function layerOf(section: CrossSection, settings: MeshSettings): CathodeLayer {
  const { front: _, ...rest } = section;
  const own: Known = recallLayer(section, settings) ?? {
    section: { ...rest, particleY: section.particleY.slice() },
    facets: settings.facets,
    layer: meshLayer(section, settings),
  };
  if (known[0] !== own) known = [own, ...known.filter((one) => one !== own)].slice(0, REMEMBERED);
  return own.layer;
}

function recallLayer(section: CrossSection, { facets }: MeshSettings): Known | undefined {
  return known.find((one) => one.facets === facets && isSame(one.section, section));
}

function isSame(one: LayerSection, other: LayerSection): boolean {
  const equal = (a: Float64Array, b: Float64Array): boolean =>
    a === b || (a.length === b.length && a.every((own, p) => own === b[p]));
  return (
    one.width === other.width &&
    one.cathodeThickness === other.cathodeThickness &&
    one.electrolyteThickness === other.electrolyteThickness &&
    (one.continuum === undefined) === (other.continuum === undefined) &&
    equal(one.particleX, other.particleX) &&
    equal(one.particleY, other.particleY) &&
    equal(one.particleRadius, other.particleRadius)
  );
}

/** The size field is that of a cell as built, with a flat front. */
export function meshLayer(section: CrossSection, settings: MeshSettings): CathodeLayer {
  const { front: _, ...rest } = section;
  const plain: CrossSection = { ...rest, protrusions: [] };
  const field = createSizeField(plain, settings);
  const outline = outlineLayer(plain, field);
  const extent = { width: section.width, bottom: 0, top: section.cathodeThickness };
  const triangulation = createTriangulation(fillPoints(outline, field, extent), outline);
  refineTriangulation(triangulation, plain, field);
  const region = markRegions(triangulation, plain);
  const { points, vertex, nTriangle } = triangulation;
  return {
    triangulation,
    region,
    electrolyteCount: countElectrolyte(region),
    edges: listLayerEdges(triangulation, region, outline),
    minimumAngle: findMinimumAngle(points, vertex.subarray(0, 3 * nTriangle)),
    border: listBorder(triangulation),
    firstOfParticle: outline.firstOfParticle,
    bottomLeft: outline.bottomLeft,
    circles: field.circles,
    isTooCoarse: boundLargest(triangulation, section.cathodeThickness),
  };
}

function countElectrolyte(region: Int32Array): number {
  let count = 0;
  for (let t = 0; t < region.length; t++) if (region[t] === REGION_ELECTROLYTE) count++;
  return count;
}

function listBorder({ points, vertex, feature, nTriangle }: Triangulation): Int32Array {
  const border: number[] = [];
  for (let e = 0; e < 3 * nTriangle; e++) if (feature[e] === LAYER_EDGE) border.push(e);
  return Int32Array.from(border.sort((a, b) => points[2 * vertex[a]] - points[2 * vertex[b]]));
}

/** A triangulation that begins with the layer's vertices and triangles. */
export interface Joined {
  readonly triangulation: Triangulation;
  readonly topLeft: number;
  readonly frontLeft: number;
}

/** Returns the layer with a triangulation of what lies above it; that is not refined yet. */
export function joinAbove(layer: CathodeLayer, section: CrossSection, field: SizeField): Joined {
  const { points, vertex } = layer.triangulation;
  const { width, cathodeThickness, electrolyteThickness, lithiumThickness } = section;
  const last = layer.border.length;
  // Vertices of the border from left to right.
  const border = Int32Array.from({ length: last + 1 }, (_, k) =>
    k < last ? vertex[nextEdge(layer.border[k])] : vertex[layer.border[last - 1]],
  );
  const outline = outlineAbove(
    section,
    field,
    Float64Array.from(border, (v) => points[2 * v]),
  );
  const top = cathodeThickness + electrolyteThickness + lithiumThickness;
  const above = createTriangulation(
    fillPoints(outline, field, { width, bottom: cathodeThickness, top }),
    outline,
  );
  const offset = layer.triangulation.nPoint - border.length;
  const numberOf = (v: number): number => (v < border.length ? border[v] : offset + v);
  return {
    triangulation: join(layer, above, { border, numberOf }),
    topLeft: numberOf(outline.topLeft),
    frontLeft: numberOf(outline.frontLeft),
  };
}

function join(
  layer: CathodeLayer,
  above: Triangulation,
  { border, numberOf }: { readonly border: Int32Array; readonly numberOf: (v: number) => number },
): Triangulation {
  const below = layer.triangulation;
  const nPoint = below.nPoint + above.nPoint - border.length;
  const nTriangle = below.nTriangle + above.nTriangle;
  // Room for the points that refinement adds: a few in a hundred.
  const [points, vertex] = [new Float64Array(2.2 * nPoint + 64), new Int32Array(3.3 * nTriangle + 96)];
  const [twin, feature] = [new Int32Array(vertex.length), new Int32Array(vertex.length)];
  points.set(below.points.subarray(0, 2 * below.nPoint));
  points.set(above.points.subarray(2 * border.length, 2 * above.nPoint), 2 * below.nPoint);
  const shift = 3 * below.nTriangle;
  vertex.set(below.vertex.subarray(0, shift));
  twin.set(below.twin.subarray(0, shift));
  feature.set(below.feature.subarray(0, shift));
  let met = 0;
  for (let e = 0; e < 3 * above.nTriangle; e++) {
    const own = above.vertex[e];
    vertex[shift + e] = numberOf(own);
    feature[shift + e] = above.feature[e];
    twin[shift + e] = above.twin[e] < 0 ? -1 : shift + above.twin[e];
    if (above.twin[e] >= 0 || above.feature[e] !== LAYER_EDGE) continue;
    met++;
    twin[shift + e] = layer.border[own];
    twin[layer.border[own]] = shift + e;
  }
  assertInvariant(met === layer.border.length, "every edge of the border is met once from above");
  return { points, vertex, twin, feature, nPoint, nTriangle };
}
