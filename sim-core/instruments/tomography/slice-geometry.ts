/** What of a cell a slice through it shows: outlines and fillings in the plane that is solved, lengths in m. */
import { consumedCharge } from "../../anode/lithium.ts";
import { LITHIUM_MOLAR_VOLUME, LITHIUM_VOLUME_PER_CHARGE } from "../../base/constants.ts";
import { log } from "../../base/elementary.ts";
import { averageShells } from "../../cathode/radial-grid.ts";
import { heightsAt } from "../../cell/drift-room.ts";
import { collectorHeight, columnThickness } from "../../cell/front-conditions.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { interphaseThickness } from "../../degradation/interphase.ts";
import { traceCrack } from "../../electrolyte/crack-path.ts";
import { productVolume } from "../../electrolyte/filled-electrolyte.ts";
import type { Segment } from "./voxel-grid.ts";

/** A disc of NCM, layered along its radius. */
export interface ImagedParticle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Share of it that is empty, evenly: cracks. */
  readonly empty: number;
  /** Outer radii of its layers over its own, ascending to 1, and the stoichiometry of each. */
  readonly faces: readonly number[];
  readonly stoichiometry: readonly number[];
}

export interface SliceGeometry {
  readonly width: number;
  readonly cathodeThickness: number;
  /** Height of the picture: above all that the anode collector can be lifted to by the cathode's lithium. */
  readonly height: number;
  /** Underside of the anode collector. */
  readonly collector: number;
  readonly particles: readonly ImagedParticle[];
  /** From left to right, [nFront*2]. */
  readonly front: Float64Array;
  /** Share of the front that touches nothing, and how far voids reach into the lithium [nFront]. */
  readonly voidShare: Float64Array;
  readonly voidDepth: Float64Array;
  /** Thickness of products, on the side of the electrolyte [nFront]. */
  readonly interphase: Float64Array;
  /** Triangles of the electrolyte. */
  readonly points: Float64Array;
  readonly triangles: Int32Array;
  /** Volume fractions of lithium and of products in them [nTriangle]. */
  readonly metal: Float64Array;
  readonly products: Float64Array;
  /** Cracks in the electrolyte, and how wide they stand open. */
  readonly cracks: readonly Segment[];
  readonly crackOpening: number;
}

/** What has to be assumed where the cell's laws say nothing. */
export interface SliceAssumptions {
  readonly stoichiometry: "radial" | "mean";
  /** m, of cracks in the electrolyte. */
  readonly crackOpening: number;
  /** Empty share of a particle that cracks have wholly disabled. */
  readonly crackVolume: number;
}

/** Returns the slice of a state. */
export function describeSlice(model: Model, state: CellState, assumptions: SliceAssumptions): SliceGeometry {
  const { section, boundary, electrolyte } = model;
  const { points } = state.geometry;
  const nodes = boundary.nodes.subarray(boundary.frontStart);
  return {
    width: section.width,
    cathodeThickness: section.cathodeThickness,
    height: reachableHeight(model),
    collector: collectorHeight(model, columnThickness(model, state.front)),
    particles: describeParticles(model, state, assumptions),
    front: Float64Array.from({ length: 2 * nodes.length }, (_, k) => points[2 * nodes[k >> 1] + (k % 2)]),
    ...describeFront(model, state),
    points,
    triangles: electrolyte.triangles,
    ...describeFilling(model, state),
    cracks: listCracks(state),
    crackOpening: assumptions.crackOpening,
  };
}

/** The cell as built and all lithium of its cathode plated on top. */
function reachableHeight({ section, population, scenario: { ncm } }: Model): number {
  const { width, cathodeThickness, electrolyteThickness, lithiumThickness } = section;
  const area = population.area.reduce((sum, own) => sum + own, 0);
  const plated = (area * ncm.maximumConcentration * LITHIUM_MOLAR_VOLUME) / width;
  return cathodeThickness + electrolyteThickness + lithiumThickness + plated;
}

function describeParticles(
  model: Model,
  { particles }: CellState,
  { stoichiometry, crackVolume }: SliceAssumptions,
): ImagedParticle[] {
  const { population, radial, scenario } = model;
  const { maximumConcentration } = scenario.ncm;
  const heights = heightsAt(model, particles.drift);
  return Array.from(population.radius, (radius, p) => {
    const start = p * radial.shells;
    const shells = particles.concentration.subarray(start, start + radial.shells);
    const mean = averageShells(radial, shells, 0) / maximumConcentration;
    const layers =
      stoichiometry === "mean"
        ? { faces: [1], stoichiometry: [mean] }
        : {
            faces: Array.from(radial.face.subarray(1)),
            stoichiometry: Array.from(shells, (own) => own / maximumConcentration),
          };
    return { x: population.x[p], y: heights[p], radius, empty: crackVolume * particles.crack[p], ...layers };
  });
}

/**
 * Lithium that was stripped beyond the critical current leaves its volume as voids: -q_v V_Li/F ln(theta) per area of front
 * by the law of voids, if none of them has been filled since. They stand side by side on the share 1 - theta.
 */
function describeFront({ scenario }: Model, { front }: CellState) {
  const { thicknessPerCharge } = scenario.interphase;
  const opened = scenario.voids.openingCharge * LITHIUM_VOLUME_PER_CHARGE;
  return {
    voidShare: front.contactFraction.map((contact) => 1 - contact),
    voidDepth: front.contactFraction.map((contact) =>
      contact < 1 ? (-log(contact) / (1 - contact)) * opened : 0,
    ),
    interphase: consumedCharge(front).map((charge) => interphaseThickness(charge, thicknessPerCharge)),
  };
}

function describeFilling({ grains, electrolyte, scenario }: Model, { electrolyte: inside }: CellState) {
  const count = electrolyte.triangles.length / 3;
  if (grains === undefined) return { metal: new Float64Array(count), products: new Float64Array(count) };
  const { connected, dead, reacted } = inside.lithium;
  const { area } = grains.columns;
  const volume = productVolume(scenario.interphase);
  return {
    metal: connected.map((own, t) => ((own + dead[t]) * LITHIUM_MOLAR_VOLUME) / area[t]),
    products: reacted.map((own, t) => (volume * own * LITHIUM_MOLAR_VOLUME) / area[t]),
  };
}

/** Two cracks may share an edge: what counts is the longer part of it. */
function listCracks({ electrolyte, geometry: { points } }: CellState): Segment[] {
  const opened = new Map<number, { readonly segment: Segment; readonly square: number }>();
  for (const crack of electrolyte.cracks) {
    const places = traceCrack(crack, points);
    for (let k = 0; 4 * k < places.length; k++) {
      const [x0, y0, x1, y1] = places.slice(4 * k, 4 * k + 4);
      const square = (x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0);
      const edge = crack.edges[k];
      if (square > (opened.get(edge)?.square ?? 0)) opened.set(edge, { segment: [x0, y0, x1, y1], square });
    }
  }
  return Array.from(opened.values(), ({ segment }) => segment);
}
