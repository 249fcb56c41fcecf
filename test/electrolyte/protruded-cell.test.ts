/** Grains, lithium between them and cracks on the mesh of a small cell with a protrusion and particles. */
import { describe, expect, test } from "vitest";
import {
  createCrackGraph,
  extendCrack,
  findMouths,
  startCrack,
} from "../../sim-core/electrolyte/crack-path.ts";
import { findShortCircuit } from "../../sim-core/electrolyte/find-short-circuit.ts";
import { findHotSpots, layColumns, markTouching } from "../../sim-core/electrolyte/front-columns.ts";
import { createGrainMap } from "../../sim-core/electrolyte/grain-map.ts";
import {
  lithiumFraction,
  type PlacementParameters,
  plateIntergranular,
  startIntergranular,
  stripIntergranular,
} from "../../sim-core/electrolyte/intergranular-lithium.ts";
import { extractRegion } from "../../sim-core/fem/submesh.ts";
import { REGION_ELECTROLYTE } from "../../sim-core/mesh/cross-section.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { packLattice } from "../../sim-core/mesh/packing/packing.ts";
import { layOut, UM } from "../mesh/mesh-checks.ts";
import { boundaryDensity } from "./boundary-density.ts";

const sites = packLattice({ width: 90, thickness: 30, columns: 6, rows: 2, radius: 5 });
const protrusion = { x: 45, halfWidth: 8, depth: 12 };
const section = layOut({ width: 90, cathode: 30, separator: 40, lithium: 20 }, sites, [protrusion]);
const mesh = meshCrossSection(section, "draft");
const electrolyte = extractRegion(mesh, REGION_ELECTROLYTE);
const front = [mesh.frontEdges[0], ...mesh.frontEdges.filter((_, k) => k % 2 === 1)].map(
  (v) => electrolyte.nodeOfPoint[v],
);
const columns = layColumns(electrolyte, front);
const perimeter = Array.from(mesh.particleEdges, (v) => electrolyte.nodeOfPoint[v]);
const parameters: PlacementParameters = {
  depth: 20 * UM,
  columnHalfWidth: 10 * UM,
  linkFraction: 0.01,
  maximumFraction: 0.9,
  strippingOrder: "even",
};
const uniform = new Float64Array(columns.area.length).fill(boundaryDensity(5 * UM));
/** Larger at the protrusion, as the field makes it. */
const current = Float64Array.from(front, (v) => (electrolyte.points[2 * v + 1] < 69 * UM ? 40 : 20));
const spot = findHotSpots(current, columns.frontX, 10 * UM);
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

describe("a small cell with a protrusion", () => {
  test("has depths from the curved front, not from the flat one", () => {
    const below = columns.depth.filter(
      (_, t) => Math.abs(columns.middle[t] - 45 * UM) < 1 * UM && columns.touching[t] === 1,
    );
    expect(below.length).toBeGreaterThan(0);
    expect(Math.max(...below)).toBeLessThan(4 * UM);
    expect(sum(columns.area)).toBeLessThan(90 * 70 * UM * UM);
  });

  test("plates under the protrusion until lithium reaches a particle, and balances all the way", () => {
    const atCathode = markTouching(electrolyte.triangles, perimeter, electrolyte.nodeCount);
    const amount = current.map((own) => (4e-6 * own) / sum(current));
    let lithium = startIntergranular(columns.area.length);
    let placed = 0;
    let path: Int32Array | undefined;
    for (let step = 0; step < 400 && path === undefined; step++) {
      const next = plateIntergranular(
        lithium,
        columns,
        { amount, spot, boundaryDensity: uniform, productVolume: 1.9 },
        parameters,
      );
      lithium = next.lithium;
      placed += sum(next.moved);
      path = findShortCircuit(
        {
          fraction: lithiumFraction(lithium, columns.area),
          neighbour: columns.neighbour,
          atLithium: columns.touching,
          atCathode,
        },
        0.16,
      );
    }
    expect(sum(lithium.connected) / placed).toBeCloseTo(1, 11);
    expect(path).toBeDefined();
    const [first] = path as Int32Array;
    expect(Math.abs(columns.middle[first] - 45 * UM)).toBeLessThan(20 * UM);
    const { lithium: left, moved } = stripIntergranular(lithium, columns, amount, parameters);
    expect((sum(left.connected) + sum(left.dead) + sum(moved)) / placed).toBeCloseTo(1, 11);
  });

  test("has grain boundaries in all of its electrolyte, from which cracks start at the front", () => {
    const outcome = createGrainMap(
      electrolyte,
      { width: 90 * UM, height: 90 * UM },
      { size: 5 * UM, seed: 3 },
    );
    if (!outcome.ok) throw new Error(outcome.reason);
    const { map } = outcome;
    const mean = sum(map.density.map((own, t) => own * columns.area[t])) / sum(columns.area);
    expect(Math.abs(mean / boundaryDensity(5 * UM) - 1)).toBeLessThan(0.1);
    const graph = createCrackGraph(map, electrolyte.nodeCount);
    const cracks = findMouths(graph, front).map((mouth) =>
      extendCrack(
        startCrack(mouth),
        { length: 25 * UM, inward: [0, -1] },
        { pressure: 50e6, normalStress: new Float64Array(map.edges.length / 2) },
        { graph, points: electrolyte.points },
      ),
    );
    expect(cracks.filter((crack) => crack.length === 25 * UM).length).toBeGreaterThan(cracks.length / 3);
  });
});
