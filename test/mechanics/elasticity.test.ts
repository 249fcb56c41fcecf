import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import { createModuli } from "../../sim-core/mechanics/elastic-material.ts";
import { createElasticSystem } from "../../sim-core/mechanics/elastic-system.ts";
import { createFrontGauge } from "../../sim-core/mechanics/front/front-normals.ts";
import { createQuadraticMesh } from "../../sim-core/mechanics/quadratic-mesh.ts";
import { averageByRegion } from "../../sim-core/mechanics/region-means.ts";
import { supportSection } from "../../sim-core/mechanics/section-supports.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { fitOrder } from "../fem/slab-mesh.ts";
import {
  ELECTROLYTE,
  materialsOf,
  mirrorMesh,
  PARTICLE,
  SMALL_SECTION,
  solveBody,
  spreadByParticle,
  unevenSquare,
} from "./bodies.ts";
import { sumCutForce } from "./force-balance.ts";
import { measureGaps } from "./particle-gap.ts";
import { computeResponses, superpose } from "./superposition.ts";

const corners = meshCrossSection(SMALL_SECTION, "draft");
const mesh = createQuadraticMesh(corners);
const PRESSURE = 160e6;
/** Linear strains of the two particles. */
const CONTRACTION = [-0.0239, -0.011];

/** Shape functions at a quadrature point: its corner, the other two, the middles next to it, the middle opposite. */
const [OWN, OTHER, NEXT, OPPOSITE] = [2 / 9, -1 / 9, 4 / 9, 1 / 9];

describe("quadratic triangles in plane strain", () => {
  /** Kolosov and Muskhelishvili with phi = exp(z)/3, psi = sin(z), no body force; and e* = x/10 with u_x ~ x^2. */
  const exact = (x: number, y: number): [number, number] => {
    const { youngsModulus, poissonRatio: nu } = ELECTROLYTE;
    const shear = youngsModulus / (2 * (1 + nu)) / 1e9;
    const [re, im] = [(Math.exp(x) * Math.cos(y)) / 3, (Math.exp(x) * Math.sin(y)) / 3];
    const kappa = 3 - 4 * nu;
    const psi = [Math.sin(x) * Math.cosh(y), Math.cos(x) * Math.sinh(y)];
    const ux = kappa * re - (x * re + y * im) - psi[0];
    const uy = kappa * im - (y * re - x * im) + psi[1];
    const potential = (0.1 * (1 + nu)) / (1 - nu);
    return [ux / (2 * shear) + 0.5 * potential * x * x, uy / (2 * shear)];
  };

  it("converge at third order in displacement on a smooth exact solution", () => {
    const sizes = [4, 8, 16, 32];
    const errors = sizes.map((n) => {
      const square = unevenSquare(n);
      const offset = new Float64Array(2 * square.nodeCount);
      const held: number[] = [];
      for (let node = 0; node < square.nodeCount; node++) {
        const [x, y] = [square.points[2 * node], square.points[2 * node + 1]];
        if (Math.min(x, y, 1 - x, 1 - y) > 1e-9) continue;
        held.push(2 * node, 2 * node + 1);
        offset.set(exact(x, y), 2 * node);
      }
      const eigenstrain = Float64Array.from({ length: 3 * square.region.length }, (_, k) => {
        return 0.1 * square.points[2 * square.elements[6 * Math.floor(k / 3) + (k % 3)]];
      });
      const { field, system } = solveBody(square, { held }, [ELECTROLYTE], { offset, eigenstrain });
      let sum = 0;
      for (let t = 0; t < square.region.length; t++) {
        for (let q = 0; q < 3; q++) {
          const value = [0, 0, 0, 0];
          for (let k = 0; k < 6; k++) {
            const corner = k < 3 ? (k === q ? OWN : OTHER) : (k - 3 + 2) % 3 === q ? OPPOSITE : NEXT;
            const weight = k < 3 ? (k === q ? 2 / 3 : 1 / 6) : 0;
            const node = square.elements[6 * t + k];
            for (const axis of [0, 1]) {
              value[axis] += corner * field.displacement[2 * node + axis];
              value[2 + axis] += weight * square.points[2 * node + axis];
            }
          }
          const [ux, uy] = exact(value[2], value[3]);
          sum += (system.geometry.area[t] / 3) * ((value[0] - ux) ** 2 + (value[1] - uy) ** 2);
        }
      }
      return Math.sqrt(sum);
    });
    const order = fitOrder(
      sizes.slice(1).map((n) => 1 / n),
      errors.slice(1),
    );
    expect(Math.abs(order - 3)).toBeLessThan(0.1);
  });

  it("pass the patch test: uniform pressure on a uniform body gives uniform stress, die or none", () => {
    const nu = ELECTROLYTE.poissonRatio;
    const uniform = [ELECTROLYTE, ELECTROLYTE, ELECTROLYTE, ELECTROLYTE];
    for (const sides of ["free", "confined"] as const) {
      for (const top of ["plate", "pressure"] as const) {
        const supports = supportSection(mesh, corners, { sides, top, pressure: PRESSURE });
        const { field } = solveBody(mesh, supports, uniform, { force: supports.force });
        const across = sides === "free" ? 0 : nu / (1 - nu);
        const along = sides === "free" ? nu : nu / (1 - nu);
        for (let k = 0; k < field.stress.length; k += 4) {
          expect(Math.abs(field.stress[k] / PRESSURE + across)).toBeLessThan(1e-10);
          expect(Math.abs(field.stress[k + 1] / PRESSURE + 1)).toBeLessThan(1e-10);
          expect(Math.abs(field.stress[k + 2] / PRESSURE)).toBeLessThan(1e-10);
          expect(Math.abs(field.stress[k + 3] / PRESSURE + along)).toBeLessThan(1e-10);
        }
      }
    }
  });

  it("expand freely without stress in the plane under a uniform eigenstrain", () => {
    const supports = supportSection(mesh, corners, { sides: "free", top: "plate", pressure: 0 });
    const eigenstrain = new Float64Array(3 * mesh.region.length).fill(0.01);
    const { field } = solveBody(mesh, supports, [PARTICLE, PARTICLE, PARTICLE, PARTICLE], { eigenstrain });
    for (let k = 0; k < field.stress.length; k += 4) {
      expect(Math.abs(field.stress[k])).toBeLessThan(1);
      expect(Math.abs(field.stress[k + 3] / (PARTICLE.youngsModulus * 0.01) + 1)).toBeLessThan(1e-10);
    }
  });
});

const unitContraction = (p: number): Float64Array =>
  spreadByParticle(
    mesh,
    [0, 1].map((q) => (q === p ? 1 : 0)),
  );

describe("the cross-section under stack pressure and contracting particles", () => {
  const conditions = { sides: "confined", top: "plate", pressure: PRESSURE } as const;
  const supports = supportSection(mesh, corners, conditions);
  const eigenstrain = spreadByParticle(mesh, CONTRACTION);
  const solved = solveBody(mesh, supports, materialsOf(SMALL_SECTION), {
    force: supports.force,
    eigenstrain,
  });

  it("passes the stack force through every horizontal cut", () => {
    const applied = -PRESSURE * SMALL_SECTION.width;
    for (const y of [3e-6, 10e-6, 20e-6, 33e-6, 44e-6, 45e-6, 52e-6]) {
      const force = sumCutForce(mesh, solved.system.geometry, solved.field.stress, y);
      expect(Math.abs(force / applied - 1)).toBeLessThan(1e-9);
    }
  });

  it("keeps the plate level and the die closed", () => {
    const height = 60e-6;
    const heights = new Set<number>();
    for (let node = 0; node < mesh.nodeCount; node++) {
      const [x, y] = [mesh.points[2 * node], mesh.points[2 * node + 1]];
      if (Math.abs(y - height) < 1e-12) heights.add(solved.field.displacement[2 * node + 1]);
      if (x < 1e-12) expect(solved.field.displacement[2 * node]).toBe(0);
      if (y < 1e-12) expect(solved.field.displacement[2 * node + 1]).toBe(0);
    }
    expect(heights.size).toBe(1);
  });

  it("is the sum of the answers to its parts", () => {
    const { system, field } = solved;
    const parts = [{ force: supports.force }, ...[0, 1].map((p) => ({ eigenstrain: unitContraction(p) }))];
    const responses = computeResponses(system, parts);
    const [whole, sum] = [new Float64Array(4 * mesh.regionCount), new Float64Array(4 * mesh.regionCount)];
    averageByRegion(mesh, system.geometry, field.stress, whole);
    superpose(responses, [1, ...CONTRACTION], sum);
    for (let k = 0; k < whole.length; k++) expect(Math.abs(sum[k] - whole[k]) / 1e9).toBeLessThan(1e-10);
    averageByRegion(mesh, system.geometry, new Float64Array(field.stress.length).fill(3), sum);
    for (const value of sum) expect(value).toBeCloseTo(3, 12);
    // The contracting particles pull on their perimeters, the stronger one more.
    expect(whole[8] + whole[9]).toBeGreaterThan(whole[12] + whole[13]);
  });

  it("presses on a flat front with the stack pressure", () => {
    const flat = meshCrossSection({ ...SMALL_SECTION, protrusions: [] }, "draft");
    const own = createQuadraticMesh(flat);
    const held = supportSection(own, flat, conditions);
    const uniform = [ELECTROLYTE, ELECTROLYTE, ELECTROLYTE, ELECTROLYTE];
    const pressure = new Float64Array(flat.frontEdges.length / 2 + 1);
    const { system, field } = solveBody(own, held, uniform, { force: held.force });
    createFrontGauge(own, system.geometry, flat)(field.stress, pressure);
    for (const value of pressure) expect(Math.abs(value / PRESSURE - 1)).toBeLessThan(1e-9);
  });

  it("looks in a mirror like the mirrored section", () => {
    const other = mirrorMesh(corners, SMALL_SECTION.width);
    const mirrored = createQuadraticMesh(other);
    for (const sides of ["confined", "free"] as const) {
      const own = supportSection(mesh, corners, { ...conditions, sides });
      const theirs = supportSection(mirrored, other, { ...conditions, sides });
      const load = { force: own.force, eigenstrain };
      const here = solveBody(mesh, own, materialsOf(SMALL_SECTION), load);
      const there = solveBody(mirrored, theirs, materialsOf(SMALL_SECTION), { ...load, force: theirs.force });
      const scale = here.nodal.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      for (let t = 0; t < mesh.region.length; t++) {
        for (const [k, l] of [0, 2, 1, 5, 4, 3].entries()) {
          const [node, twin] = [mesh.elements[6 * t + k], mirrored.elements[6 * t + l]];
          for (const [c, sign] of [1, 1, -1, 1].entries()) {
            const difference = here.nodal[4 * node + c] - sign * there.nodal[4 * twin + c];
            expect(Math.abs(difference) / scale).toBeLessThan(1e-8);
          }
          for (const [axis, sign] of [-1, 1].entries()) {
            const [own, other] = [here.field.displacement, there.field.displacement];
            expect(Math.abs(own[2 * node + axis] - sign * other[2 * twin + axis])).toBeLessThan(1e-8 * 1e-7);
          }
        }
      }
    }
  });

  it("leaves no traction on a detached particle, whose own stress is that of free contraction", () => {
    const detached = Uint8Array.of(0, 0, 1, 0);
    const load = { force: supports.force, eigenstrain };
    const { field, nodal, system } = solveBody(
      mesh,
      { ...supports, detached },
      materialsOf(SMALL_SECTION),
      load,
    );
    const applied = -PRESSURE * SMALL_SECTION.width;
    expect(Math.abs(sumCutForce(mesh, system.geometry, field.stress, 10e-6) / applied - 1)).toBeLessThan(
      1e-8,
    );
    const axial = -PARTICLE.youngsModulus * CONTRACTION[0];
    let gap = 0;
    const radial: number[] = [];
    const hoop: number[] = [];
    for (let t = 0; t < mesh.region.length; t++) {
      if (mesh.region[t] !== 2) continue;
      for (let k = 12 * t; k < 12 * t + 12; k += 4) {
        expect(Math.abs(field.stress[k]) / axial).toBeLessThan(1e-9);
        expect(Math.abs(field.stress[k + 1]) / axial).toBeLessThan(1e-9);
        expect(Math.abs(field.stress[k + 3] / axial - 1)).toBeLessThan(1e-9);
      }
    }
    for (const first of mesh.firstNode) {
      for (let node = first; node >= 0; node = mesh.nextNode[node]) {
        if (mesh.regionOfNode[node] !== 2 || mesh.nextNode[first] < 0) continue;
        const electrolyte = node === first ? mesh.nextNode[first] : first;
        const x = mesh.points[2 * node] - 11e-6;
        const y = mesh.points[2 * node + 1] - 10e-6;
        const at = 4 * electrolyte;
        const across = 2 * nodal[at + 2] * x * y;
        const squared = x * x + y * y;
        radial.push(Math.abs((nodal[at] * x * x + nodal[at + 1] * y * y + across) / squared));
        hoop.push(Math.abs((nodal[at] * y * y + nodal[at + 1] * x * x - across) / squared));
        gap = Math.max(gap, Math.abs(field.displacement[2 * node] - field.displacement[2 * electrolyte]));
      }
    }
    const sum = (list: number[]): number => list.reduce((a, b) => a + b);
    expect(sum(radial)).toBeLessThan(0.12 * sum(hoop));
    expect(gap).toBeGreaterThan(50e-9);
  });
});

describe("the gap about a detached particle", () => {
  const gapsOf = (pressure: number): Float64Array => {
    const supports = supportSection(mesh, corners, { sides: "free", top: "plate", pressure });
    const eigenstrain = spreadByParticle(mesh, [-0.0239, 0]);
    const materials = materialsOf(SMALL_SECTION);
    const detached = [0, 0, 1, 0];
    const load = { force: supports.force, eigenstrain };
    const { field } = solveBody(mesh, { ...supports, detached }, materials, load);
    const gaps = new Float64Array(2);
    measureGaps(mesh, corners, field.displacement, gaps);
    return gaps;
  };

  it("is that of free contraction when nothing presses, and falls with the stack pressure", () => {
    const [free, attached] = gapsOf(0);
    // The mean over a polygon: twice its area over its perimeter stands for the radius.
    let area = 0;
    let perimeter = 0;
    const { particleEdges, points, particleOfEdge } = corners;
    particleOfEdge.forEach((p, k) => {
      if (p !== 0) return;
      const [a, b] = [2 * particleEdges[2 * k], 2 * particleEdges[2 * k + 1]];
      area += 0.5 * (points[a] * points[b + 1] - points[b] * points[a + 1]);
      perimeter += Math.hypot(points[b] - points[a], points[b + 1] - points[a + 1]);
    });
    expect(free / (1.3 * 0.0239 * ((2 * area) / perimeter))).toBeCloseTo(1, 9);
    expect(Math.abs(attached)).toBeLessThan(1e-18);
    expect(gapsOf(PRESSURE)[0]).toBeLessThan(0.9 * free);
  });
});

describe("what elasticity refuses", () => {
  it("names every material that is not one", () => {
    const wrong = [
      { youngsModulus: 0, poissonRatio: 0.5 },
      { youngsModulus: 1e9, poissonRatio: -1 },
    ];
    expect(() => createModuli(wrong)).toThrow(InputError);
    expect(() => createModuli(wrong)).toThrow(
      "materials[0].youngsModulus: got 0; expected a stiffness above 0 Pa\n" +
        "materials[0].poissonRatio: got 0.5; expected a number above -1 and below 0.5\n" +
        "materials[1].poissonRatio: got -1; expected a number above -1 and below 0.5",
    );
  });

  it("finds a loose body by its pivot", () => {
    const square = unevenSquare(3);
    const outcome = createElasticSystem(square, { held: [0, 1] }).load(createModuli([ELECTROLYTE]));
    expect(outcome.ok).toBe(false);
  });
});
