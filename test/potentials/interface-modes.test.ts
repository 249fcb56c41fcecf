import { describe, expect, it } from "vitest";
import {
  expandOnFront,
  expandOnParticles,
  projectInjection,
} from "../../sim-core/potentials/interface-modes.ts";
import { createModalExpansion } from "../../sim-core/potentials/reduced/modal-expansion.ts";
import { groundSystem } from "../../sim-core/potentials/reduced/modal-response.ts";
import { extrapolatePotentials } from "../../sim-core/time/step/extrapolate.ts";
import { load, model, modesOf, respond } from "./reduced-case.ts";

const { boundary, population } = model;
const particleCount = population.count;

describe("the modes of the interfaces", () => {
  const modes = modesOf(5);
  const expand = (current: Float64Array): Float64Array => {
    const injection = new Float64Array(boundary.count);
    const potential = new Float64Array(boundary.count);
    const own = { current, amplitude: new Float64Array(modes.count), frontPotential: 0 };
    expandOnParticles(modes, boundary, own, { potential, injection });
    return injection;
  };

  it("are told apart by the currents at the nodes", () => {
    const currents = Float64Array.from({ length: modes.count }, (_, m) =>
      m < modes.frontStart ? Math.cos(m) : 0,
    );
    const injection = expand(currents);
    const back = new Float64Array(modes.count);
    projectInjection(modes, boundary, injection, back);
    back.forEach((value, m) => {
      expect(Math.abs(value - currents[m]!)).toBeLessThan(1e-13);
    });
  });

  it("expand by the kernel to what they mean", () => {
    const current = Float64Array.from({ length: modes.count }, (_, m) => Math.sin(m));
    const amplitude = Float64Array.from({ length: modes.count }, (_, m) => Math.cos(m));
    const own = { current, amplitude, frontPotential: 0.7 };
    const potential = new Float64Array(boundary.count);
    const injection = new Float64Array(boundary.count);
    expandOnParticles(modes, boundary, own, { potential, injection });
    expandOnFront(modes, boundary, own, potential);
    expect(createModalExpansion(modes, boundary)(own)).toEqual({ potential, injection });
    for (const k of [0, boundary.count - 1]) expect(potential[k]).not.toBe(0);
  });

  it("are predicted as the nodes are that they stand for", () => {
    const expand = createModalExpansion(modes, boundary);
    const past = [1, 2, 4].map((phase) => {
      const current = Float64Array.from({ length: modes.count }, (_, m) => Math.sin(phase * m));
      const amplitude = Float64Array.from({ length: modes.count }, (_, m) => Math.cos(phase * m));
      const own = { current, amplitude, frontPotential: 0.1 * phase };
      const particleCurrent = new Float64Array(particleCount).fill(phase);
      return { potentials: { ...expand(own), particleCurrent, voltage: phase, drive: 0, modes: own } };
    });
    const weights = [2.5, -2, 0.5];
    const [nodal, modal] = [false, true].map((inModes) => extrapolatePotentials(past, weights, inModes));
    expect(nodal!.modes).toBeUndefined();
    const expanded = expand(modal!.modes!);
    for (let k = 0; k < boundary.count; k++) {
      expect(Math.abs(expanded.potential[k]! - nodal!.potential[k]!)).toBeLessThan(1e-13);
      expect(Math.abs(expanded.injection[k]! - nodal!.injection[k]!)).toBeLessThan(1e-14);
    }
    expect(modal!.voltage).toBe(0.5);
    // One past without modes leaves only the nodes.
    const [newest, ...older] = past;
    const { modes: _, ...bare } = newest!.potentials;
    expect(extrapolatePotentials([{ potentials: bare }, ...older], weights, true).modes).toBeUndefined();
  });

  it("respond by K alone: another place to tie the potential down gives the same differences", () => {
    const grounded = load(0.378);
    groundSystem(grounded, boundary);
    const currents = new Float64Array(modes.count);
    currents[0] = 1;
    currents[5] = -1;
    currents[11] = 0.5;
    const injection = expand(currents);
    const right = new Float64Array(boundary.count + particleCount);
    right.set(injection);
    const potential = new Float64Array(right.length);
    grounded.solve(right, potential);
    const other = load(0.378);
    other.reset();
    other.restate(potential, injection, right);
    const again = new Float64Array(right.length);
    other.solve(right, again);
    for (let k = 0; k < boundary.count; k++) expect(Math.abs(again[k]! - potential[k]!)).toBeLessThan(1e-11);
    const amplitude = new Float64Array(modes.count);
    respond(modes, 0.378).multiply(currents, amplitude);
    let [mean, front] = [0, 0];
    for (let k = 0; k < boundary.particleStart[1]!; k++) mean += modes.share[k]! * potential[k]!;
    for (let k = boundary.frontStart; k < boundary.count; k++) front += modes.share[k]! * potential[k]!;
    // The response is kept in single precision.
    expect(Math.abs(amplitude[0]! / (mean - front) - 1)).toBeLessThan(3e-7);
  });

  it("respond in inverse proportion to the conductivity", () => {
    const currents = Float64Array.from({ length: modes.count }, (_, m) => Math.sin(m));
    const [scaled, built] = [new Float64Array(modes.count), new Float64Array(modes.count)];
    const response = respond(modes, 0.3);
    response.scale(3);
    response.multiply(currents, scaled);
    respond(modes, 0.1).multiply(currents, built);
    const largest = built.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    scaled.forEach((value, m) => {
      expect(Math.abs(value - built[m]!)).toBeLessThan(3e-7 * largest);
    });
  });
});
