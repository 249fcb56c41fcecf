/** The two finite-element set-ups of the paper as shipped: where lithium, flux and stress gather. */
import { describe, expect, it } from "vitest";
import type { Frame } from "../../sim-core/cell/frame.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import type { Limit, Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { createCellMechanics } from "../../sim-core/stress/cell-mechanics.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { shippedScenario } from "../cell/small-cell.ts";
import { repeatSteps } from "../scenario/repeat-steps.ts";

function start(scenario: Scenario) {
  const model = createModel(scenario);
  return resumeRun(model, createInitialState(model));
}

/** Place (um) of the largest magnitude among vectors or values at the nodes of the separator, above the particles. */
function peakOf(frame: Frame, values: ArrayLike<number>) {
  const width = values.length / (frame.points.length / 2);
  let [best, value] = [0, -1];
  for (let v = 0; v < frame.points.length / 2; v++) {
    if (frame.points[2 * v + 1] < 75) continue;
    const own = Math.hypot(...Array.from({ length: width }, (_, c) => values[width * v + c]));
    if (own > value) [best, value] = [v, own];
  }
  return { value, x: frame.points[2 * best], y: frame.points[2 * best + 1] };
}

const TIP = { x: 210, y: 145 };
const GIGAPASCAL = 1e9;

describe("paper-protruded-anode", () => {
  const run = start(shippedScenario("paper-protruded-anode", { mesh: "draft" }));
  const { status } = run.advance({});
  const { state, model } = run;
  const frame = run.frame();
  const mechanics = createCellMechanics(model)!;
  const outcome = mechanics.update(state, 0);
  if (!outcome.ok) throw new Error(outcome.reason);
  const { vonMises } = mechanics.describe(state)!;
  const largestBeside = (from: number, to: number): number => {
    let largest = 0;
    for (let v = 0; v < vonMises.length; v++) {
      const x = frame.points[2 * v];
      if (x >= from && x <= to) largest = Math.max(largest, vonMises[v]);
    }
    return largest / GIGAPASCAL;
  };

  it("comes to the end of its protocol", () => {
    expect(status.kind).toBe("completed");
    expect(state.time).toBeCloseTo(25, 6);
  });

  it("reaches 6 to 10 GPa at the tip that faces the active particles and nowhere else", () => {
    const { largestVonMises } = outcome.mechanics;
    expect(largestVonMises.value / GIGAPASCAL).toBeGreaterThan(6);
    expect(largestVonMises.value / GIGAPASCAL).toBeLessThan(10);
    expect(Math.hypot(largestVonMises.x - TIP.x, largestVonMises.y - TIP.y)).toBeLessThan(3);
    expect(largestBeside(0, 200)).toBeLessThan(6);
    expect(largestBeside(220, 420)).toBeLessThan(6);
    for (let v = 0; v < vonMises.length; v++) {
      const away = Math.hypot(frame.points[2 * v] - TIP.x, frame.points[2 * v + 1] - TIP.y);
      if (away > 10) expect(vonMises[v]).toBeLessThan(6 * GIGAPASCAL);
    }
  });

  it("has the maxima of potential drop, flux and stress at one place", () => {
    // Ohm: the potential falls fastest where the flux is largest.
    for (const peak of [peakOf(frame, frame.flux), peakOf(frame, vonMises)])
      expect(Math.hypot(peak.x - TIP.x, peak.y - TIP.y)).toBeLessThan(5);
    const [most] = Array.from(frame.frontCurrent.keys()).sort(
      (a, b) => frame.frontCurrent[b] - frame.frontCurrent[a],
    );
    expect(Math.hypot(frame.frontX[most] - TIP.x, frame.frontY[most] - TIP.y)).toBeLessThan(5);
  });

  it("feeds nothing back", () => {
    const shifted = start(shippedScenario("paper-protruded-anode", { mesh: "draft" }));
    const free = start(shippedScenario("paper-protruded-anode", { mesh: "draft" }));
    const stressed = resumeRun(shifted.model, { ...shifted.state, mechanics: outcome.mechanics });
    stressed.advance({ untilTime: 5 });
    free.advance({ untilTime: 5 });
    expect(stressed.state.front.plated).toEqual(free.state.front.plated);
  });
});

describe("paper-flat-anode", () => {
  /** Mean of a quantity of the front opposite the inactive third and opposite the active ones. */
  const compare = (run: ReturnType<typeof start>): { opposite: number; beside: number } => {
    const { model, state } = run;
    const { nodes, frontStart } = model.boundary;
    const mean = (isIn: (x: number) => boolean): number => {
      let [sum, length] = [0, 0];
      state.front.plated.forEach((own, k) => {
        const x = 1e6 * model.electrolyte.points[2 * nodes[frontStart + k]];
        if (!isIn(x)) return;
        sum += own * model.front.segmentLength[k];
        length += model.front.segmentLength[k];
      });
      return sum / length;
    };
    return { opposite: mean((x) => x < 140 || x > 280), beside: mean((x) => x >= 140 && x <= 280) };
  };
  /** Charged for so many seconds, where it is said: a state is one at the end of a step. */
  const at = (current: number, seconds?: number): ReturnType<typeof start> => {
    const scenario = shippedScenario("paper-flat-anode", { mesh: "draft" });
    const [step] = scenario.protocol.blocks[0]!.steps;
    const rate = { kind: "currentDensity", value: current } as const;
    if (step.kind !== "charge") throw new Error("a charge was expected");
    const end: Limit[] = seconds === undefined ? [] : [{ kind: "duration", value: seconds }];
    const until = [...step.until, ...end];
    const run = start({ ...scenario, protocol: repeatSteps([{ ...step, rate, until }], 1) });
    if (seconds !== undefined) run.advance({});
    return run;
  };

  it("plates more opposite the active particles, the more the longer it is charged", () => {
    const run = at(100);
    let before = 0;
    for (const time of [10, 30, 60, 80]) {
      run.advance({ untilTime: time });
      const { opposite, beside } = compare(run);
      expect(opposite / beside).toBeGreaterThan(1.1);
      expect(opposite - beside).toBeGreaterThan(before);
      before = opposite - beside;
    }
  });

  it("plates the more unevenly the larger the current, for the same charge and the same time", () => {
    const [slow, fast] = [at(50, 40), at(100, 20)];
    const ratio = (run: ReturnType<typeof start>): number => compare(run).opposite / compare(run).beside;
    expect(ratio(fast)).toBeGreaterThan(ratio(slow) + 1e-3);
    const sameTime = at(50, 20);
    const excess = (run: ReturnType<typeof start>): number => compare(run).opposite - compare(run).beside;
    expect(excess(fast)).toBeGreaterThan(2 * excess(sameTime));
  });
});
