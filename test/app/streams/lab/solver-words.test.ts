/** The solver's log as a file, and what was tried and not taken in words. */
import { describe, expect, it } from "vitest";
import type { SolverStep } from "../../../../sim-core/index.ts";
import {
  describeRejected,
  formatSolverLog,
  stepCurves,
} from "../../../../src/app/streams/lab/solver-words.ts";

const step: SolverStep = {
  ...{ time: 7200, timeStep: 12.5, cycle: 1, phase: "charge", order: 2, localError: 1e-4, residual: 2e-7 },
  ...{ corrections: 3, solves: 9, factorisations: 1, trials: 0 },
  rejected: [
    { timeStep: 50, reason: "error predicted too large" },
    { timeStep: 25, reason: "the potentials did not converge" },
  ],
};

describe("the solver's log", () => {
  it("says what was not taken, and why", () => {
    expect(describeRejected(step.rejected)).toBe(
      "50.0 s: error predicted too large; 25.0 s: the potentials did not converge",
    );
    expect(describeRejected([])).toBe("");
  });

  it("is a table of both cells, A first", () => {
    const [head, a, b] = formatSolverLog([[step], [{ ...step, rejected: [] }]]).split("\n");
    expect(head).toBe(
      "cell,time_s,timeStep_s,cycle,phase,order,localError_V,residual,newtonCorrections,triangularSolves,factorisations,limitTrials,rejected,rejectedBecause",
    );
    expect(a).toMatch(/^A,7200\.0,12\.5,1,charge,2,0\.0001,2\.0e-7,3,9,1,0,2,50\.0 s: error/);
    expect(b).toMatch(/^B,.*,0,$/);
  });

  it("is drawn as the size of steps over hours", () => {
    expect(stepCurves([[step], []])).toEqual([
      { x: [2], y: [12.5] },
      { x: [], y: [] },
    ]);
  });
});
