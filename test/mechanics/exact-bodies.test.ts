import { describe, expect, it } from "vitest";
import { createQuadraticMesh, listEdgeNodes } from "../../sim-core/mechanics/quadratic-mesh.ts";
import { addEdgePressure } from "../../sim-core/mechanics/section-supports.ts";
import { vonMises } from "../../sim-core/mechanics/stress-measures.ts";
import { fitOrder } from "../fem/slab-mesh.ts";
import { ELECTROLYTE, gradedRadii, holdLoosely, nodesAt, PARTICLE, ringMesh, solveBody } from "./bodies.ts";

const SHEAR = ELECTROLYTE.youngsModulus / (2 * (1 + ELECTROLYTE.poissonRatio));

/** A pressurised tube with radii 1 and 2; hoop stress and displacement at the bore over those of Lame. */
function solveTube(sectors: number) {
  const corners = ringMesh(gradedRadii(1, 2, sectors / 8), sectors);
  const mesh = createQuadraticMesh(corners);
  const pressure = 1e8;
  const bore = Array.from({ length: sectors }, (_, s) => [(s + 1) % sectors, s]).flat();
  const force = new Float64Array(2 * mesh.nodeCount);
  addEdgePressure(mesh, listEdgeNodes(mesh, bore, new Int32Array(sectors)), pressure, force);
  const { nodal, field } = solveBody(mesh, { held: holdLoosely(mesh) }, [ELECTROLYTE], { force });
  const nodes = nodesAt(mesh, 1, 0).filter((node) => mesh.placeOfNode[node] < sectors);
  const hoop = nodes.map((node) => {
    const [x, y] = [mesh.points[2 * node], mesh.points[2 * node + 1]];
    const [xx, yy, xy] = nodal.subarray(4 * node, 4 * node + 3);
    return (xx * y * y + yy * x * x - 2 * xy * x * y) / (pressure * (5 / 3));
  });
  const nu = ELECTROLYTE.poissonRatio;
  const growth = ((pressure / 3) * (1 - 2 * nu + 4)) / (2 * SHEAR);
  // The loose hold shifts the whole tube: opposite points together do not see it.
  const widen = nodes.map((node) => {
    const twin = nodes.reduce((best, other) =>
      Math.hypot(
        mesh.points[2 * other] + mesh.points[2 * node],
        mesh.points[2 * other + 1] + mesh.points[2 * node + 1],
      ) <
      Math.hypot(
        mesh.points[2 * best] + mesh.points[2 * node],
        mesh.points[2 * best + 1] + mesh.points[2 * node + 1],
      )
        ? other
        : best,
    );
    const ux = field.displacement[2 * node] - field.displacement[2 * twin];
    const uy = field.displacement[2 * node + 1] - field.displacement[2 * twin + 1];
    return (mesh.points[2 * node] * ux + mesh.points[2 * node + 1] * uy) / (2 * growth);
  });
  const worst = (list: number[]): number => Math.max(...list.map((value) => Math.abs(value - 1)));
  return { hoop: worst(hoop), widen: worst(widen) };
}

describe("a pressurised tube", () => {
  it("comes to the stress and displacement of Lame, at second order, as chords come to the circle", () => {
    const sectors = [16, 32, 64, 128];
    const errors = sectors.map(solveTube);
    expect(errors[3].hoop).toBeLessThan(2e-3);
    expect(errors[3].widen).toBeLessThan(1e-3);
    expect(
      fitOrder(
        [8, 4, 2, 1],
        errors.map((e) => e.widen),
      ),
    ).toBeGreaterThan(1.9);
    expect(
      fitOrder(
        [8, 4, 2, 1],
        errors.map((e) => e.hoop),
      ),
    ).toBeGreaterThan(1.8);
  });
});

describe("a bonded particle in a large matrix", () => {
  /** Mean stress in the plane inside, and radial stress on the matrix side, of a disc of radius 1 in one of 40. */
  const solveInclusion = (sectors: number) => {
    const inside = sectors / 8;
    const radii = [0, ...Array.from({ length: inside }, (_, k) => (k + 1) / inside)];
    const corners = ringMesh([...radii, ...gradedRadii(1, 40, 4 * inside).slice(1)], sectors, inside);
    const mesh = createQuadraticMesh(corners);
    const eigenstrain = Float64Array.from({ length: 3 * mesh.region.length }, (_, k) => {
      return mesh.region[Math.floor(k / 3)] === 1 ? -0.0239 : 0;
    });
    const supports = { held: holdLoosely(mesh) };
    const { field, nodal } = solveBody(mesh, supports, [ELECTROLYTE, PARTICLE], { eigenstrain });
    let sum = 0;
    let count = 0;
    for (let t = 0; t < mesh.region.length; t++) {
      if (mesh.region[t] !== 1) continue;
      for (let k = 12 * t; k < 12 * t + 12; k += 4) {
        sum += 0.5 * (field.stress[k] + field.stress[k + 1]);
        count++;
      }
    }
    const rim = nodesAt(mesh, 1, 0).map((node) => {
      const [x, y] = [mesh.points[2 * node], mesh.points[2 * node + 1]];
      const [xx, yy, xy] = nodal.subarray(4 * node, 4 * node + 3);
      return (xx * x * x + yy * y * y + 2 * xy * x * y) / (x * x + y * y);
    });
    return { inside: sum / count, rim: rim.reduce((a, b) => a + b) / rim.length };
  };

  it("is under 633 MPa of tension at full charge", () => {
    const modulus = PARTICLE.youngsModulus / (1.3 * 0.4);
    const tension = (modulus * 1.3 * 0.0239) / (1 + modulus / (2 * SHEAR));
    expect(Math.abs(tension / 633e6 - 1)).toBeLessThan(1e-3);
    const coarse = solveInclusion(48);
    const fine = solveInclusion(112);
    expect(Math.abs(fine.inside / tension - 1)).toBeLessThan(0.005);
    expect(Math.abs(fine.rim / tension - 1)).toBeLessThan(0.01);
    expect(Math.abs(fine.inside / coarse.inside - 1)).toBeLessThan(0.01);
    expect(Math.abs(fine.rim / tension - 1)).toBeLessThan(0.6 * Math.abs(coarse.rim / tension - 1));
  });
});

describe("a detached particle in a large matrix", () => {
  it("bears nothing of an outer pressure, of which twice as much goes round its hole", () => {
    const [sectors, inside, pressure] = [64, 8, 1e8];
    const radii = [0, ...Array.from({ length: inside }, (_, k) => (k + 1) / inside)];
    const all = [...radii, ...gradedRadii(1, 20, 24).slice(1)];
    const mesh = createQuadraticMesh(ringMesh(all, sectors, inside));
    const last = 1 + sectors * (all.length - 2);
    const rim = Array.from({ length: sectors }, (_, s) => [last + s, last + ((s + 1) % sectors)]).flat();
    const force = new Float64Array(2 * mesh.nodeCount);
    addEdgePressure(mesh, listEdgeNodes(mesh, rim, new Int32Array(sectors)), pressure, force);
    const supports = { held: holdLoosely(mesh), detached: [0, 1] };
    const { nodal, field } = solveBody(mesh, supports, [ELECTROLYTE, PARTICLE], { force });
    for (let t = 0; t < mesh.region.length; t++) {
      if (mesh.region[t] !== 1) continue;
      for (let k = 12 * t; k < 12 * t + 12; k++)
        expect(Math.abs(field.stress[k])).toBeLessThan(1e-8 * pressure);
    }
    const around = 2 / (1 - 1 / 400);
    for (const node of nodesAt(mesh, 1, 0)) {
      const [x, y] = [mesh.points[2 * node], mesh.points[2 * node + 1]];
      const [xx, yy, xy] = nodal.subarray(4 * node, 4 * node + 3);
      const hoop = (xx * y * y + yy * x * x - 2 * xy * x * y) / (x * x + y * y);
      expect(Math.abs(hoop / (-around * pressure) - 1)).toBeLessThan(0.02);
    }
  });
});

describe("a cylinder of lithium that grows by a prescribed amount", () => {
  it("stresses the matrix around it by sqrt(3) 2 G delta / rho", () => {
    const mesh = createQuadraticMesh(ringMesh(gradedRadii(7.5, 300, 32), 64));
    const growth = 0.1;
    const offset = new Float64Array(2 * mesh.nodeCount);
    const held: number[] = [];
    for (const node of nodesAt(mesh, 7.5, 0)) {
      const [x, y] = [mesh.points[2 * node], mesh.points[2 * node + 1]];
      held.push(2 * node, 2 * node + 1);
      offset.set([(growth * x) / 7.5, (growth * y) / 7.5], 2 * node);
    }
    const { nodal } = solveBody(mesh, { held }, [ELECTROLYTE], { offset });
    const estimate = (Math.sqrt(3) * 2 * SHEAR * growth) / 7.5;
    expect(Math.abs(estimate / ((38.2e9 * growth) / 7.5) - 1)).toBeLessThan(1e-3);
    for (const node of nodesAt(mesh, 7.5, 0)) {
      if (mesh.placeOfNode[node] >= 64) continue;
      expect(Math.abs(vonMises(nodal, 4 * node) / estimate - 1)).toBeLessThan(0.02);
    }
  });
});
