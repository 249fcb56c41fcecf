import { describe, expect, it } from "vitest";
import { createModuli, type ElasticMaterial } from "../../sim-core/mechanics/elastic-material.ts";
import { createElasticSystem, type ElasticLoad } from "../../sim-core/mechanics/elastic-system.ts";
import { ELASTIC, type FlowLaw } from "../../sim-core/mechanics/flow/flow-law.ts";
import { createFlowState, type FlowState, stepFlow } from "../../sim-core/mechanics/flow/flow-step.ts";
import { createFlowResult, returnStress } from "../../sim-core/mechanics/flow/return-map.ts";
import { listSoftening } from "../../sim-core/mechanics/flow/softening.ts";
import {
  createQuadraticMesh,
  listEdgeNodes,
  type QuadraticMesh,
} from "../../sim-core/mechanics/quadratic-mesh.ts";
import { addEdgePressure, supportSection } from "../../sim-core/mechanics/section-supports.ts";
import { vonMises } from "../../sim-core/mechanics/stress-measures.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { fitOrder } from "../fem/slab-mesh.ts";
import {
  ELECTROLYTE,
  gradedRadii,
  holdLoosely,
  materialsOf,
  ringMesh,
  SMALL_SECTION,
  spreadByParticle,
  unevenSquare,
} from "./bodies.ts";
import { sumCutForce } from "./force-balance.ts";

/** Bulk lithium passes pressure on and little else; 0.8 MPa (Masias 2019, range 0.4-1.3 MPa in bulk). */
const BULK_LITHIUM: FlowLaw = { kind: "plastic", yieldStress: 0.8e6 };
/** Norton-Hoff flow of the electrolyte; yield from a hardness of 1.9 GPa, rate, overstress and exponent assumed. */
const VISCOPLASTIC_ELECTROLYTE: FlowLaw = {
  kind: "viscoplastic",
  yieldStress: 0.65e9,
  rate: 1e-5,
  overstress: 100e6,
  exponent: 5,
};

const YIELD = 0.65e9;
const PLASTIC: FlowLaw = { kind: "plastic", yieldStress: YIELD };
const MODULI = createModuli([ELECTROLYTE]);
const SHEAR = MODULI.shear[0];
const BULK = MODULI.lambda[0] + (2 / 3) * SHEAR;

/** Shortens a square along y in equal steps; `stress` is the mean of each component after each of them. */
function squeeze(
  law: FlowLaw,
  press: { sides: "confined" | "free"; strain: number; steps: number; duration: number },
) {
  const mesh = unevenSquare(4);
  const held: number[] = [];
  const top: number[] = [];
  for (let node = 0; node < mesh.nodeCount; node++) {
    const [x, y] = [mesh.points[2 * node], mesh.points[2 * node + 1]];
    if (y < 1e-9 || y > 1 - 1e-9) held.push(2 * node + 1);
    if (y > 1 - 1e-9) top.push(2 * node + 1);
    if (x < 1e-9 || (press.sides === "confined" && x > 1 - 1e-9)) held.push(2 * node);
  }
  const system = createElasticSystem(mesh, { held });
  let state = createFlowState(system);
  const stress: number[][] = [];
  for (let k = 1; k <= press.steps; k++) {
    const offset = new Float64Array(2 * mesh.nodeCount);
    for (const d of top) offset[d] = (-press.strain * k) / press.steps;
    const problem = { moduli: MODULI, laws: [law], duration: press.duration / press.steps };
    const outcome = stepFlow(system, problem, { from: state, load: { offset } });
    if (!outcome.ok) throw new Error(outcome.reason);
    state = outcome.state;
    stress.push(Array.from(state.stress.subarray(0, 4)));
    for (let p = 0; p < state.stress.length; p++) {
      expect(Math.abs(state.stress[p] - state.stress[p % 4])).toBeLessThan(1e-6 * YIELD);
    }
  }
  return stress;
}

describe("a block that yields", () => {
  it("in a die follows pressure with its bulk modulus and keeps its deviator", () => {
    const strain = 0.1;
    const [, last] = squeeze(PLASTIC, { sides: "confined", strain, steps: 2, duration: 0 });
    expect(last[1] / -(BULK * strain + (2 / 3) * YIELD)).toBeCloseTo(1, 9);
    expect(last[0] / -(BULK * strain - YIELD / 3)).toBeCloseTo(1, 9);
    expect(last[3]).toBeCloseTo(last[0], 0);
  });

  it("between free sides yields where von Mises says and ends at 2/sqrt(3) of the yield stress", () => {
    const nu = ELECTROLYTE.poissonRatio;
    const start = YIELD / Math.sqrt(1 - nu + nu * nu);
    const elastic = (start * (1 - nu * nu)) / ELECTROLYTE.youngsModulus;
    const press = { sides: "free", duration: 0 } as const;
    const [before] = squeeze(PLASTIC, { ...press, strain: 0.999 * elastic, steps: 1 });
    expect(before[1] / (-0.999 * start)).toBeCloseTo(1, 9);
    expect(vonMises(before, 0) / (0.999 * YIELD)).toBeCloseTo(1, 9);
    const after = squeeze(PLASTIC, { ...press, strain: 0.3, steps: 12 });
    for (const stress of after) expect(vonMises(stress, 0) / YIELD).toBeLessThan(1 + 1e-9);
    const last = after[after.length - 1];
    expect(last[1] / ((-2 / Math.sqrt(3)) * YIELD)).toBeCloseTo(1, 3);
    expect(Math.abs(last[0]) / YIELD).toBeLessThan(1e-6);
    expect(last[3] / last[1]).toBeCloseTo(0.5, 2);
  });

  it("slowly enough, by Norton and Hoff, comes to the stress at which it flows as fast as it is squeezed", () => {
    const law = VISCOPLASTIC_ELECTROLYTE;
    if (law.kind !== "viscoplastic") throw new Error("the law is viscoplastic");
    const rate = 1e-4;
    const press = { sides: "confined", strain: 0.3, steps: 30, duration: 0.3 / rate } as const;
    const stress = squeeze(law, press);
    const steady = law.yieldStress + law.overstress * ((2 / 3) * (rate / law.rate)) ** (1 / law.exponent);
    expect(vonMises(stress[29], 0) / steady).toBeCloseTo(1, 8);
  });

  it("by Norton and Hoff converges at first order in time", () => {
    const law = VISCOPLASTIC_ELECTROLYTE;
    if (law.kind !== "viscoplastic") throw new Error("the law is viscoplastic");
    const [strain, duration] = [0.04, 40];
    // dq/dt = 2 mu de/dt - 3 mu dp/dt, in 20000 explicit steps of second order.
    let q = 0;
    const speed = (value: number): number =>
      2 * SHEAR * (strain / duration) -
      3 * SHEAR * law.rate * (Math.max(0, value - law.yieldStress) / law.overstress) ** law.exponent;
    const dt = duration / 20000;
    for (let k = 0; k < 20000; k++) q += dt * speed(q + 0.5 * dt * speed(q));
    const steps = [20, 40, 80];
    const errors = steps.map((n) => {
      const stress = squeeze(law, { sides: "confined", strain, steps: n, duration });
      return Math.abs(vonMises(stress[n - 1], 0) / q - 1);
    });
    expect(errors[0]).toBeLessThan(0.02);
    expect(
      Math.abs(
        fitOrder(
          steps.map((n) => 1 / n),
          errors,
        ) - 1,
      ),
    ).toBeLessThan(0.15);
  });
});

describe("the tangent", () => {
  it("is the derivative of the stress", () => {
    const mesh = unevenSquare(1);
    const count = mesh.region.length;
    const strain = Float64Array.from({ length: 9 * count }, (_, k) => 0.05 * Math.sin(1 + 2 * k));
    const plasticStrain = new Float64Array(12 * count);
    const eigenstrain = new Float64Array(3 * count).fill(0.01);
    for (const law of [ELASTIC, VISCOPLASTIC_ELECTROLYTE]) {
      const problem = { mesh, moduli: MODULI, laws: [law], duration: 5 };
      const [base, moved] = [createFlowResult(mesh), createFlowResult(mesh)];
      returnStress(problem, { strain, eigenstrain, plasticStrain }, base);
      const given = { region: mesh.region, shear: MODULI.shear, stiffening: 1e-9 };
      const { elements, tangent } = listSoftening(base, given, new Float64Array(18 * count));
      expect(elements.length).toBe(law.kind === "elastic" ? 0 : count);
      const stiff = MODULI.lambda[0] + 2 * SHEAR;
      const elastic = [stiff, MODULI.lambda[0], stiff, 0, 0, SHEAR];
      for (const [column, entries] of [
        [0, 1, 3],
        [1, 2, 4],
        [3, 4, 5],
      ].entries()) {
        const shifted = strain.map((value, k) => value + (k % 3 === column ? 1e-8 : 0));
        returnStress(problem, { strain: shifted, eigenstrain, plasticStrain }, moved);
        for (let point = 0; point < 3 * count; point++) {
          for (const [row, entry] of entries.entries()) {
            const slope = (moved.stress[4 * point + row] - base.stress[4 * point + row]) / 1e-8;
            expect(Math.abs(slope - elastic[entry] - tangent[6 * point + entry]) / SHEAR).toBeLessThan(1e-5);
          }
        }
      }
    }
  });
});

describe("a tube that yields", () => {
  const sectors = 32;
  const corners = ringMesh(gradedRadii(1, 2, 8), sectors);
  const mesh = createQuadraticMesh(corners);
  const limit = (2 / Math.sqrt(3)) * YIELD * Math.log(2);
  const bore = Array.from({ length: sectors }, (_, s) => [(s + 1) % sectors, s]).flat();
  const boreNodes = listEdgeNodes(mesh, bore, new Int32Array(sectors));
  const problem = { moduli: MODULI, laws: [PLASTIC], duration: 0 };
  const system = createElasticSystem(mesh, { held: holdLoosely(mesh) });

  /** Raises the pressure in the bore in steps; the last outcome. */
  const press = (shares: readonly number[]) => {
    let state = createFlowState(system);
    let last: ReturnType<typeof stepFlow> | undefined;
    for (const share of shares) {
      const force = new Float64Array(2 * mesh.nodeCount);
      addEdgePressure(mesh, boreNodes, share * limit, force);
      last = stepFlow(system, problem, { from: state, load: { force } });
      if (!last.ok) break;
      state = last.state;
    }
    return last!;
  };

  it("bears what is below the limit load of plane strain and nothing above it", () => {
    const below = press([0.5, 0.8, 0.95, 0.985]);
    expect(below.ok).toBe(true);
    const above = press([0.5, 0.8, 0.95, 1.02]);
    expect(above.ok).toBe(false);
    if (!above.ok) expect(above.reason).toContain("more than the body bears");
  });

  it("has yielded out to the radius that its pressure asks for", () => {
    const outcome = press([0.5, 0.8, 0.9]);
    if (!outcome.ok) throw new Error(outcome.reason);
    // p = 2 sigma_y / sqrt(3) [ln c + (1 - c^2/4)/2], up to elastic compressibility.
    let [low, high] = [1, 2];
    for (let k = 0; k < 50; k++) {
      const c = 0.5 * (low + high);
      if (Math.log(c) + 0.5 * (1 - (c * c) / 4) < 0.9 * Math.log(2)) low = c;
      else high = c;
    }
    let area = 0;
    for (let point = 0; point < 3 * mesh.region.length; point++) {
      const q = vonMises(outcome.state.stress, 4 * point);
      expect(q / YIELD).toBeLessThan(1 + 1e-9);
      if (q > YIELD * (1 - 1e-9)) area += system.geometry.area[Math.floor(point / 3)] / 3;
    }
    expect(Math.abs(Math.sqrt(1 + area / Math.PI) / low - 1)).toBeLessThan(0.04);
  });
});

describe("the cross-section that yields", () => {
  const corners = meshCrossSection(SMALL_SECTION, "draft");
  const mesh: QuadraticMesh = createQuadraticMesh(corners);
  const supports = supportSection(mesh, corners, { sides: "confined", top: "plate", pressure: 160e6 });
  const load: ElasticLoad = {
    force: supports.force,
    eigenstrain: spreadByParticle(mesh, [-0.0239, -0.011]),
  };
  const materials: ElasticMaterial[] = materialsOf(SMALL_SECTION);
  const laws: FlowLaw[] = [PLASTIC, BULK_LITHIUM, ELASTIC, ELASTIC];
  const system = createElasticSystem(mesh, supports);
  const problem = { moduli: createModuli(materials), laws, duration: 0 };

  it("never bears more than it yields at, and all of the stack force", () => {
    const start: FlowState = createFlowState(system);
    const outcome = stepFlow(system, problem, { from: start, load });
    if (!outcome.ok) throw new Error(`${outcome.reason}, ${outcome.residual}`);
    const { stress, plasticStrain } = outcome.state;
    for (let k = 0; k < stress.length; k += 4) {
      const law = laws[mesh.region[(k / 12) | 0]];
      if (law.kind === "plastic") expect(vonMises(stress, k) / law.yieldStress).toBeLessThan(1 + 1e-9);
      expect(Math.abs(plasticStrain[k] + plasticStrain[k + 1] + plasticStrain[k + 3])).toBeLessThan(1e-12);
    }
    for (const y of [10e-6, 30e-6, 50e-6]) {
      const force = sumCutForce(mesh, system.geometry, stress, y);
      expect(Math.abs(force / (-160e6 * SMALL_SECTION.width) - 1)).toBeLessThan(1e-6);
    }
    // Its own result again is at balance, and unloading leaves stress behind.
    const again = stepFlow(system, problem, { from: outcome.state, load });
    expect(again.ok && again.iterations).toBe(0);
    const unloaded = stepFlow(system, problem, { from: outcome.state, load: {} });
    if (!unloaded.ok) throw new Error(unloaded.reason);
    expect(Math.max(...unloaded.state.stress.map(Math.abs))).toBeGreaterThan(1e7);
    expect(start.plasticStrain.every((value) => value === 0)).toBe(true);
  });

  it("that does not yield is the elastic one", () => {
    const elastic = { ...problem, laws: laws.map(() => ELASTIC) };
    const outcome = stepFlow(system, elastic, { from: createFlowState(system), load });
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(outcome.iterations).toBe(0);
    expect(outcome.residual).toBeLessThan(1e-10);
  });
});
