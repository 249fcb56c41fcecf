/**
 * Every parameter of the geometry over its range, and random draws of all together: each either gives a cell whose
 * particles are reached and that makes its first step, or is refused beforehand as where, got and expected.
 */
import { describe, expect, it } from "vitest";
import { describeProblem, InputError } from "../../sim-core/base/errors.ts";
import { createRandom } from "../../sim-core/base/random.ts";
import { createContactNetwork, findConnected } from "../../sim-core/cathode/contact-network.ts";
import { layOut } from "../../sim-core/cell/lay-out.ts";
import { createModel, examineGeometry, type Model } from "../../sim-core/cell/model.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { particleAreaPerWidth } from "../../sim-core/scenario/capacity.ts";
import type { NumberParameter } from "../../sim-core/scenario/parameters/parameter.ts";
import { PARAMETERS } from "../../sim-core/scenario/parameters/parameters.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { parseShipped } from "../scenario/shipped-scenarios.ts";

const EXTRA = ["electrolyte.thickness", "cell.width", "grains.size"];
const CONTACT = ["neighbourRange", "electronicGap", "carbonLinks", "correlationLength"];
const GEOMETRIC = PARAMETERS.filter((parameter): parameter is NumberParameter => {
  if (parameter.kind !== "number") return false;
  if (["cathode", "drift"].includes(parameter.group) || EXTRA.includes(parameter.path)) return true;
  if (parameter.group === "anode") return parameter.unit === "um";
  return CONTACT.some((key) => parameter.path === `contactLoss.${key}`);
});
const PROBLEM = /^[^:]+: got .+; expected .+$/;
/** Above it a case is laid out, but neither meshed nor run: that would only take time. */
const MOST_STEPPED = 180;

/** Value of a parameter at a share of its range, in display units. */
function valueAt({ minimum, maximum, scale, integer }: NumberParameter, share: number): number {
  const isLog = scale === "log" && minimum > 0;
  const value = isLog ? minimum * (maximum / minimum) ** share : minimum + share * (maximum - minimum);
  return integer ? Math.round(value) : Number(value.toPrecision(6));
}

function countOf(scenario: Scenario): number {
  const { cathode, cell } = scenario;
  return (particleAreaPerWidth(scenario) * cell.width) / (Math.PI * cathode.particleRadius ** 2);
}

/** Returns "refused", "laid out" or "stepped"; fails where the case ends without a sentence. */
function judge(name: string, settings: Record<string, string | number>): "refused" | "laid out" | "stepped" {
  try {
    const scenario = parseShipped(name, { mesh: "draft", "mechanics.mode": "off", ...settings });
    const count = countOf(scenario);
    if (count > 20_000) return "laid out";
    for (const warning of examineGeometry(scenario)) expect(describeProblem(warning)).toMatch(PROBLEM);
    expect(countReached(scenario)).toBeGreaterThan(0);
    if (count > MOST_STEPPED || scenario.cell.width > 1e-3 || scenario.cathode.thickness > 3e-4)
      return "laid out";
    return step(createModel(scenario));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const line of error.message.split("\n")) expect(line).toMatch(PROBLEM);
    return "refused";
  }
}

/** Particles that electrons reach from the collector while none is lost. */
function countReached(scenario: Scenario): number {
  const { particleX: x, particleY: y, particleRadius: radius } = layOut(scenario);
  const network = createContactNetwork({ x, y, radius, seed: scenario.seed, ...scenario.contactLoss });
  return findConnected(network, new Uint8Array(x.length).fill(1)).reduce((sum, one) => sum + one, 0);
}

function step(model: Model): "stepped" {
  const run = resumeRun(model, createInitialState(model));
  const { status, samples } = run.advance({ maximumSteps: 1 });
  expect(status).toEqual({ kind: "running", message: "running" });
  expect(samples.at(-1)!.time).toBeGreaterThan(0);
  expect(samples.at(-1)!.voltage).toBeGreaterThan(2.6);
  return "stepped";
}

describe("every geometric parameter over its range", () => {
  it.each(GEOMETRIC.map((parameter) => [parameter.path, parameter] as const))("%s", (path, parameter) => {
    const values = new Set([0, 0.3, 0.6, 1].map((share) => valueAt(parameter, share)));
    for (const factor of [0.8, 0.998, 1.002, 1.2]) {
      const value = parameter.integer ? Math.round(parameter.default * factor) : parameter.default * factor;
      if (value >= parameter.minimum && value <= parameter.maximum) values.add(Number(value.toPrecision(6)));
    }
    const verdicts = [...values].map((value) => judge("ncm", { [path]: value }));
    expect(verdicts.some((verdict) => verdict !== "refused")).toBe(true);
  });
});

describe("all of them together", () => {
  it.each(["ncm", "tomo-ncm"])("drawn at random on top of %s", (name) => {
    const random = createRandom(9, `geometry of ${name}`);
    const verdicts = Array.from({ length: 60 }, () => {
      const settings: Record<string, number> = { "cell.width": 60 + Math.round(240 * random.uniform()) };
      for (const parameter of GEOMETRIC) {
        if (parameter.path === "cell.width" || random.uniform() < 0.6) continue;
        // Near the default, where most people look, or anywhere.
        const near = parameter.default * (0.7 + 0.6 * random.uniform());
        const drawn = random.uniform() < 0.7 ? near : valueAt(parameter, random.uniform());
        const value = Math.min(parameter.maximum, Math.max(parameter.minimum, drawn));
        settings[parameter.path] = parameter.integer ? Math.round(value) : Number(value.toPrecision(6));
      }
      return judge(name, settings);
    });
    for (const verdict of ["refused", "stepped"]) expect(verdicts).toContain(verdict);
  });
});
