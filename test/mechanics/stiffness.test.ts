import { describe, expect, it } from "vitest";
import { planMemory } from "../../sim-core/factorisation/cholesky.ts";
import { analyzeCholesky } from "../../sim-core/linalg/ordering/symbolic.ts";
import { createPattern } from "../../sim-core/linalg/sparse.ts";
import { createModuli } from "../../sim-core/mechanics/elastic-material.ts";
import { createElasticSystem, createField } from "../../sim-core/mechanics/elastic-system.ts";
import { computeElementStiffness, measureElements } from "../../sim-core/mechanics/element.ts";
import { computeIsotropicStiffness } from "../../sim-core/mechanics/isotropic-stiffness.ts";
import { createQuadraticMesh } from "../../sim-core/mechanics/quadratic-mesh.ts";
import { supportSection } from "../../sim-core/mechanics/section-supports.ts";
import { createStiffnessFactor, planFactorMemory } from "../../sim-core/mechanics/stiffness-factor.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { materialsOf, SMALL_SECTION, spreadByParticle } from "./bodies.ts";

const corners = meshCrossSection(SMALL_SECTION, "draft");
const mesh = createQuadraticMesh(corners);
const supports = supportSection(mesh, corners, { sides: "confined", top: "plate", pressure: 160e6 });
const geometry = measureElements(mesh);
const materials = materialsOf(SMALL_SECTION);
const load = { eigenstrain: spreadByParticle(mesh, [-0.0239, -0.011]), force: supports.force };

/** The materials with a particle that bears next to nothing. */
const holed = createModuli(materials.map((own, r) => (r === 2 ? { ...own, youngsModulus: 1 } : own)));

const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((most, own) => Math.max(most, Math.abs(own)), 0);

describe("the stiffness of an element", () => {
  it("in closed form is what the quadrature gives", () => {
    const [lambda, shear] = [1.7, 0.6];
    const point = [lambda + 2 * shear, lambda, lambda + 2 * shear, 0, 0, shear];
    const tangent = [...point, ...point, ...point];
    const expected = new Float64Array(78);
    const got = new Float64Array(78);
    for (let t = 0; t < mesh.region.length; t += 7) {
      computeElementStiffness(geometry, t, { tangent, at: 0 }, expected);
      computeIsotropicStiffness(geometry, t, { lambda, shear }, got);
      for (let k = 0; k < 78; k++)
        expect(Math.abs(got[k] - expected[k])).toBeLessThan(1e-13 * largest(expected));
    }
  });
});

describe("a quick factor", () => {
  it.each([
    ["whole particles", createModuli(materials)],
    ["a hole", holed],
  ])("solves as an exact one does, with %s", (_, moduli) => {
    const fields = (["quick", "exact"] as const).map((factor) => {
      const system = createElasticSystem(mesh, supports, { factor });
      expect(system.load(moduli).ok).toBe(true);
      const field = createField(mesh);
      system.solve(load, field);
      return field;
    });
    const [quick, exact] = fields;
    const most = largest(exact.stress);
    quick.stress.forEach((own, k) => {
      expect(Math.abs(own - exact.stress[k])).toBeLessThan(1e-8 * most);
    });
    expect(quick.stress).not.toEqual(exact.stress);
  });

  it.each([1e-9, 1e-5])("leaves it to the exact one where single precision is not enough, %d", (hold) => {
    // A string of springs that is held by a weak one, which single precision sees badly or not at all.
    const size = 40;
    const pattern = createPattern(size, {
      cliques: Int32Array.from({ length: 2 * (size - 1) }, (_, k) => (k + 1) >> 1),
      nodesPerClique: 2,
    });
    const values = new Float64Array(pattern.rows.length).fill(-1);
    for (let j = 0; j < size; j++) values[pattern.columnStart[j]] = j === 0 || j === size - 1 ? 1 : 2;
    values[0] += hold;
    const symbolic = analyzeCholesky(
      pattern,
      Int32Array.from({ length: size }, (_, k) => k),
    );
    const quick = createStiffnessFactor({ pattern, symbolic }, "quick");
    expect(quick.factor(values)).toEqual({ ok: true });
    const solution = new Float64Array(size);
    quick.solve(new Float64Array(size).fill(1), solution);
    let expected = size / hold;
    solution.forEach((own, k) => {
      expect(Math.abs(own / expected - 1)).toBeLessThan(1e-13 / hold);
      expected += size - 1 - k;
    });
    expect(quick.factor(values.map((own) => -own)).ok).toBe(false);
  });
});

it("plans the memory of a quick factor with the exact one beside it", () => {
  const pattern = createPattern(3, { cliques: Int32Array.of(0, 1, 1, 2), nodesPerClique: 2 });
  const symbolic = analyzeCholesky(pattern, Int32Array.of(0, 1, 2));
  const [single, double] = (["single", "double"] as const).map((precision) =>
    planMemory(symbolic, precision),
  );
  expect(single).toBeGreaterThan(0);
  expect(planFactorMemory({ symbolic }, "exact")).toBe(double);
  expect(planFactorMemory({ symbolic }, "quick")).toBe(single! + double!);
});

describe("a system that has had other moduli", () => {
  it("has the same bytes as one that has not", () => {
    const [used, fresh] = [createElasticSystem(mesh, supports), createElasticSystem(mesh, supports)];
    used.load(createModuli(materials.map((own) => ({ ...own, youngsModulus: 2 * own.youngsModulus }))));
    used.load(holed);
    fresh.load(holed);
    expect(used.matrix.values).toEqual(fresh.matrix.values);
  });
});
