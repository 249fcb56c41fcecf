import { expect, test } from "vitest";
import { computeStiffness } from "../../sim-core/fem/laplace.ts";
import { extractRegion } from "../../sim-core/fem/submesh.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { collectBoundary } from "../../sim-core/potentials/boundary.ts";
import {
  analyseConduction,
  createConductionSystem,
  stiffnessSize,
} from "../../sim-core/potentials/conduction-system.ts";
import { paperSection } from "./conduction-problem.ts";

test("both orderings solve alike, and nested dissection leaves the smaller factor", () => {
  const section = paperSection();
  const mesh = meshCrossSection(section, "standard");
  const electrolyte = extractRegion(mesh, 0);
  const { particleX: x, particleY: y, particleRadius: radius } = section;
  const boundary = collectBoundary(mesh, electrolyte, { x, y, radius });
  const stiffness = new Float64Array(stiffnessSize(electrolyte));
  computeStiffness(electrolyte.points, electrolyte.triangles, stiffness);
  const [plain, cut] = (["minimum degree", "nested dissection"] as const).map((ordering) => {
    const structure = analyseConduction(electrolyte, boundary, ordering);
    const system = createConductionSystem(structure, boundary);
    system.load(stiffness, 0.3);
    const slope = new Float64Array(boundary.count).fill(0.1);
    const conductance = new Float64Array(radius.length).fill(0.2);
    expect(system.freeze({ slope, conductance })).toEqual({ ok: true });
    const right = Float64Array.from({ length: boundary.count + radius.length }, (_, k) => Math.sin(k));
    const solution = new Float64Array(right.length);
    system.solve(right, solution);
    return { symbolic: structure.symbolic, solution };
  });
  const largest = Math.max(...plain!.solution.map(Math.abs));
  plain!.solution.forEach((value, k) => {
    expect(Math.abs(cut!.solution[k]! - value)).toBeLessThan(1e-11 * largest);
  });
  expect(cut!.symbolic.factorEntries).toBeLessThan(0.95 * plain!.symbolic.factorEntries);
  expect(cut!.symbolic.factorFlops).toBeLessThan(0.8 * plain!.symbolic.factorFlops);
});
