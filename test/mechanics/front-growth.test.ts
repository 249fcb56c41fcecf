import { describe, expect, it } from "vitest";
import { addFrontGrowth, listRegionDisplacements } from "../../sim-core/mechanics/front/front-growth.ts";
import { createQuadraticMesh } from "../../sim-core/mechanics/quadratic-mesh.ts";
import { supportSection } from "../../sim-core/mechanics/section-supports.ts";
import { findLargest, measureStress, vonMises } from "../../sim-core/mechanics/stress-measures.ts";
import {
  type CrossSection,
  type Mesh,
  REGION_ELECTROLYTE,
  REGION_LITHIUM,
} from "../../sim-core/mesh/cross-section.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { ELECTROLYTE, LITHIUM, solveBody } from "./bodies.ts";

const GROWTH = 1e-6;
const FRONT = 175e-6;

/** One protrusion of 15 um by `depth` in the middle of the seed cell, without particles. */
const sectionWith = (depth: number): CrossSection => ({
  width: 420e-6,
  cathodeThickness: 75e-6,
  electrolyteThickness: 100e-6,
  lithiumThickness: 75e-6,
  particleX: new Float64Array(),
  particleY: new Float64Array(),
  particleRadius: new Float64Array(),
  protrusions: [{ x: 210e-6, halfWidth: 15e-6, depth }],
});

/** The same thickness at each point of the front. */
const uniform = (corners: Mesh): Float64Array =>
  new Float64Array(corners.frontEdges.length / 2 + 1).fill(GROWTH);

/** Largest von Mises stress in the electrolyte beside the lower half of the protrusion, whose base is singular. */
function grow(depth: number, lithium: "rigid" | "elastic") {
  const corners = meshCrossSection(sectionWith(depth), "standard");
  const mesh = createQuadraticMesh(corners);
  const supports = supportSection(mesh, corners, { sides: "confined", top: "plate", pressure: 0 });
  const offset = new Float64Array(2 * mesh.nodeCount);
  addFrontGrowth(mesh, corners, uniform(corners), offset);
  const rigid = lithium === "rigid" ? listRegionDisplacements(mesh, REGION_LITHIUM) : [];
  const held = [...supports.held, ...rigid];
  const { nodal } = solveBody(mesh, { ...supports, held }, [ELECTROLYTE, LITHIUM], { offset });
  const stress = new Float64Array(mesh.nodeCount);
  measureStress(nodal, vonMises, stress);
  for (let node = 0; node < mesh.nodeCount; node++) {
    if (mesh.points[2 * node + 1] > FRONT - depth / 2) stress[node] = 0;
  }
  return findLargest(mesh, stress, REGION_ELECTROLYTE)!;
}

describe("prescribed growth at the front", () => {
  it("of rigid lithium stresses a protrusion's tip as stated, within 15 % of the cylinder estimate", () => {
    for (const [depth, fem] of [
      [30e-6, 4.6e9],
      [50e-6, 7.4e9],
    ]) {
      const largest = grow(depth, "rigid");
      const estimate = (38.2e9 * GROWTH * depth) / 15e-6 ** 2;
      expect(Math.abs(largest.value / fem - 1)).toBeLessThan(0.03);
      expect(Math.abs(largest.value / estimate - 1)).toBeLessThan(0.15);
      expect(Math.abs(largest.x - 210e-6)).toBeLessThan(0.5e-6);
      expect(Math.abs(largest.y - (FRONT - depth))).toBeLessThan(0.5e-6);
    }
  });

  it("of the whole front of a flat cell lifts the plate by as much and leaves no stress", () => {
    const flat = { ...sectionWith(0), protrusions: [] };
    const corners = meshCrossSection(flat, "draft");
    const mesh = createQuadraticMesh(corners);
    const supports = supportSection(mesh, corners, { sides: "confined", top: "plate", pressure: 0 });
    const offset = new Float64Array(2 * mesh.nodeCount);
    addFrontGrowth(mesh, corners, uniform(corners), offset);
    const { field } = solveBody(mesh, supports, [ELECTROLYTE, LITHIUM], { offset });
    for (let node = 0; node < mesh.nodeCount; node++) {
      const expected = mesh.regionOfNode[node] === REGION_LITHIUM ? GROWTH : 0;
      expect(Math.abs(field.displacement[2 * node + 1] - expected)).toBeLessThan(1e-9 * GROWTH);
    }
    for (const value of field.stress) expect(Math.abs(value)).toBeLessThan(10);
  });

  it("of elastic lithium is partly taken back by it", () => {
    const soft = grow(30e-6, "elastic").value;
    const rigid = grow(30e-6, "rigid").value;
    expect(soft).toBeLessThan(0.8 * rigid);
    expect(soft).toBeGreaterThan(0.1 * rigid);
  });
});
