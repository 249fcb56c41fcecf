import { describe, expect, it } from "vitest";
import { computeStiffness } from "../../sim-core/fem/laplace.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { createConductionSystem } from "../../sim-core/potentials/conduction-system.ts";
import type { InterfaceConditions } from "../../sim-core/potentials/interface-kinetics.ts";
import { type Control, createPotentialSolver } from "../../sim-core/potentials/potentials.ts";
import { createModalSolver } from "../../sim-core/potentials/reduced/modal-potentials.ts";
import { createReducedPotentials } from "../../sim-core/potentials/reduced/reduced-potentials.ts";
import { load, model, modesOf, respond, stiffness } from "./reduced-case.ts";

const { boundary, electrolyte, structure, population } = model;
const shape = {
  ...{ boundary, electrolyte, structure },
  particleX: population.x,
  particleY: population.y,
  frontLength: model.front.segmentLength,
};
const particleCount = population.count;
const frontCount = boundary.count - boundary.frontStart;
const imposed = 50 * model.section.width;

/** Particles of different exchange currents and open circuits, no film: the electrolyte has a say. */
function conditionsWith(change: Partial<InterfaceConditions> = {}): InterfaceConditions {
  const uneven = (p: number): number => Math.sin(12.9898 * (p + 1));
  return {
    temperature: 303.15,
    openCircuitPotential: { text: "", from: 0, to: 1, evaluate: (x) => 4.3 - x, derivative: () => -1 },
    conducts: new Uint8Array(particleCount).fill(1),
    surfaceFree: Float64Array.from({ length: particleCount }, (_, p) => 0.5 + 0.01 * uneven(p)),
    surfaceResponse: new Float64Array(particleCount).fill(0.2),
    exchange: Float64Array.from({ length: particleCount }, (_, p) => 3 + 2 * uneven(3 * p)),
    film: new Float64Array(particleCount).fill(1e-4),
    contactResistance: new Float64Array(particleCount).fill(1e-6),
    particleShift: new Float64Array(particleCount),
    frontExchange: new Float64Array(frontCount).fill(100),
    frontShift: new Float64Array(frontCount),
    frontResistance: new Float64Array(frontCount).fill(1e-4),
    frontLength: model.front.segmentLength,
    frontDepleted: new Uint8Array(frontCount),
    nucleationOverpotential: 0.02,
    ...change,
  };
}

function solveBoth(
  perParticle: number,
  conductivity: number,
  {
    conditions = conditionsWith(),
    control = { kind: "current", current: imposed } as Control,
    tolerance = 1e-10,
    front = 20,
  } = {},
) {
  const request = {
    conditions,
    control,
    guess: createInitialState(model).potentials,
    currentScale: imposed,
    tolerance,
  };
  const modes = modesOf(perParticle, front);
  const full = createPotentialSolver(boundary, load(conductivity)).solve(request);
  const reduced = createModalSolver(boundary, modes).solve(request, respond(modes, conductivity));
  if (!full.ok) throw new Error(full.reason);
  if (!reduced.ok) throw new Error(reduced.reason);
  let error = 0;
  for (let p = 0; p < particleCount; p++) {
    const own = reduced.potentials.particleCurrent[p]!;
    error = Math.max(error, Math.abs(own - full.potentials.particleCurrent[p]!));
  }
  return { full: full.potentials, reduced: reduced.potentials, error: (error * particleCount) / imposed };
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

describe("the reduced interface model", () => {
  it("comes nearer to the full one with every pair of modes", () => {
    const errors = [1, 3, 5, 7].map((perParticle) => solveBoth(perParticle, 0.01).error);
    expect(errors[0]).toBeGreaterThan(0.01);
    for (let k = 1; k < errors.length; k++) expect(errors[k]).toBeLessThan(errors[k - 1]! / 3);
    expect(errors[3]).toBeLessThan(1e-4);
  });

  it("leaves no error that matters where the interfaces outweigh the electrolyte", () => {
    expect(solveBoth(3, 0.378).error).toBeLessThan(1e-5);
  });

  it("agrees at an imposed voltage, and then finds the same current", () => {
    const { reduced, full, error } = solveBoth(3, 0.378, { control: { kind: "voltage", voltage: 3.85 } });
    expect(reduced.voltage).toBe(3.85);
    expect(error).toBeLessThan(1e-5);
    expect(sum(reduced.particleCurrent) / sum(full.particleCurrent)).toBeCloseTo(1, 6);
  });

  it("balances charge to round-off, whatever the tolerance, between nodes and particles too", () => {
    const { reduced } = solveBoth(3, 0.05, { tolerance: 1e-3, front: 4 });
    expect(Math.abs(sum(reduced.injection))).toBeLessThan(1e-13 * imposed);
    expect(Math.abs(sum(reduced.particleCurrent) / imposed - 1)).toBeLessThan(1e-12);
    for (let p = 0; p < particleCount; p++) {
      const own = sum(reduced.injection.subarray(boundary.particleStart[p]!, boundary.particleStart[p + 1]!));
      expect(Math.abs(own - reduced.particleCurrent[p]!)).toBeLessThan(1e-13 * imposed);
    }
  });

  it("sends no current through a particle that takes no part", () => {
    const conducts = Uint8Array.from({ length: particleCount }, (_, p) => (p === 2 || p === 7 ? 0 : 1));
    const { reduced, error } = solveBoth(3, 0.378, { conditions: conditionsWith({ conducts }) });
    const own = reduced.injection.subarray(boundary.particleStart[2]!, boundary.particleStart[3]!);
    expect(own.every((value) => value === 0)).toBe(true);
    expect(error).toBeLessThan(1e-5);
  });

  it("strips nothing where no lithium is, as the full model", () => {
    const frontDepleted = Uint8Array.from({ length: frontCount }, (_, k) => (k < frontCount / 4 ? 1 : 0));
    const { reduced, full, error } = solveBoth(3, 0.378, {
      conditions: conditionsWith({ frontDepleted }),
      control: { kind: "current", current: -imposed },
    });
    for (let k = 0; k < frontCount / 4; k++)
      expect(Math.abs(reduced.injection[boundary.frontStart + k]!)).toBe(0);
    expect(sum(full.injection.subarray(boundary.frontStart))).toBeCloseTo(imposed, 9);
    expect(error).toBeLessThan(1e-3);
  });

  it("finds the lithium that is left between depleted nodes", () => {
    const frontDepleted = Uint8Array.from({ length: frontCount }, (_, k) => (k % 3 === 1 ? 1 : 0));
    const { reduced, full, error } = solveBoth(3, 0.378, {
      conditions: conditionsWith({ frontDepleted }),
      control: { kind: "current", current: -imposed },
      front: 4,
    });
    expect(Math.abs(reduced.voltage - full.voltage)).toBeLessThan(2e-4);
    expect(error).toBeLessThan(1e-3);
  });
});

describe("the watch over the reduced model", () => {
  const request = {
    conditions: conditionsWith(),
    control: { kind: "current", current: imposed } as Control,
    guess: createInitialState(model).potentials,
    currentScale: imposed,
    tolerance: 1e-9,
  };
  const { geometry } = createInitialState(model);
  /** Both models, and how to give them nodes that are `stretch` times as high. */
  const watch = (tolerance: number) => {
    const system = createConductionSystem(structure, boundary);
    const full = createPotentialSolver(boundary, system);
    const options = { modes: { perParticle: 3, front: 20 }, tolerance, checkInterval: 1 };
    const watched = createReducedPotentials(shape, full, options);
    const stretch = (factor: number): void => {
      const points = electrolyte.points.map((value, k) => (k % 2 === 1 ? factor * value : value));
      const moved = new Float64Array(stiffness.length);
      computeStiffness(points, electrolyte.triangles, moved);
      system.load(moved, 0.378);
      system.freeze(system.frozen);
      watched.load(() => moved, { ...geometry, points, conductivity: 0.378 }, true);
    };
    stretch(1);
    return { watched, stretch };
  };

  it("builds the response anew when the cell has moved too far from it, without a word", () => {
    const { watched, stretch } = watch(1e-3);
    const before = watched.solve(request);
    stretch(1.3);
    const [during, after] = [watched.solve(request), watched.solve(request)];
    if (!before.ok || !during.ok || !after.ok) throw new Error("no solution");
    expect(watched.takeNotices()).toEqual([]);
    const apart = (one: Float64Array, other: Float64Array): number =>
      (particleCount * one.reduce((most, value, p) => Math.max(most, Math.abs(value - other[p]!)), 0)) /
      imposed;
    const current = during.potentials.particleCurrent;
    expect(apart(before.potentials.particleCurrent, current)).toBeGreaterThan(5e-3);
    expect(apart(after.potentials.particleCurrent, current)).toBeLessThan(1e-3);
  });

  it("speaks up when the modes themselves do not do, and then solves in full", () => {
    const { watched } = watch(1e-9);
    const first = watched.solve(request);
    const [notice] = watched.takeNotices();
    expect(notice).toMatch(/off by .* the full model solves until the cycle ends$/);
    expect(watched.takeNotices()).toEqual([]);
    const second = watched.solve(request);
    if (!first.ok || !second.ok) throw new Error("no solution");
    second.potentials.particleCurrent.forEach((current, p) => {
      expect(Math.abs(current - first.potentials.particleCurrent[p]!)).toBeLessThan(1e-8 * imposed);
    });
    watched.renew();
    watched.solve(request);
    expect(watched.takeNotices()).toHaveLength(1);
  });

  it("says nothing where the full model fails as well", () => {
    const { watched } = watch(1e-3);
    const conducts = new Uint8Array(particleCount);
    const outcome = watched.solve({ ...request, conditions: conditionsWith({ conducts }) });
    expect(outcome.ok).toBe(false);
    expect(watched.takeNotices()).toEqual([]);
  });
});
