/** Why capacity fell: counterfactual runs of one scenario and seed, and the share of each cause in the loss. */
import { countCycles, InputError, type InputProblem, type Scenario } from "../../sim-core/index.ts";
import { CAUSES } from "../attribution/causes.ts";
import { composeExplanation, type Explanation, unionsOf } from "../attribution/explanation.ts";
import { coalitionOf, listNeeded } from "../attribution/shapley.ts";
import { windowOf } from "../attribution/slow-cycle.ts";
import { type CampaignOptions, type Plan, runCampaign } from "./explain-campaign.ts";

/** What is to be explained, and how the runs for it are made. */
export interface ExplainOptions extends CampaignOptions {
  /** The cycle whose loss is explained, from 2; by default the last one of the protocol. */
  readonly cycle?: number;
  /** 1/h, of the cycle that tells polarisation from what is lost for good; C/20 by default. 0: none is made. */
  readonly slowRate?: number;
}

/** An explanation that could not be had, since one of its runs could not be made. */
export interface ExplainFailed {
  readonly ok: false;
  readonly problems: readonly InputProblem[];
  /** In words. */
  readonly message: string;
}

const SLOW_RATE = 0.05;

/**
 * Returns why the discharge capacity of `scenario` fell from its reference cycle to `cycle`: what each cause takes, as its
 * Shapley value in the game in which a coalition of causes brings the loss of the run with just these causes, same seed;
 * within the sides of the cell first, with what cathode and anode take only together as `codependence`. The parts sum to the
 * loss, to rounding. A run that shorts has no capacity from then on. Mesh, model and jumps are those of the scenario. A
 * run that fails makes the result an {@link ExplainFailed}. Throws `InputError` for a cycle or rate that cannot be, and the
 * signal's reason where it ends it. Source: docs/physics.md, "Why capacity falls".
 */
export async function explain(
  scenario: Scenario,
  options: ExplainOptions = {},
): Promise<Explanation | ExplainFailed> {
  const { notices, ...plan } = makePlan(scenario, options);
  const campaign = await runCampaign(plan, options);
  if ("ok" in campaign) return { ok: false, problems: campaign.problems, message: campaign.message };
  const { players, needed, cycle, slow } = plan;
  const referenceCycle = campaign.reference();
  if (referenceCycle === undefined || referenceCycle >= cycle) {
    const first = referenceCycle === undefined ? "no reference" : `cycle ${referenceCycle} as its reference`;
    const got = `${cycle}, of a run that has ${first}`;
    throw new InputError([{ where: "cycle", got, expected: "a cycle after the reference" }]);
  }
  const coalitions = new Map(needed.map((one) => [one, campaign.capacitiesOf(one, referenceCycle)]));
  return composeExplanation({
    ...{ scenario: scenario.name, seed: scenario.seed, cycle, referenceCycle, players, coalitions, notices },
    acted: campaign.actedIn.get(coalitionOf(players)) ?? 0,
    slowRate: slow?.rate ?? null,
  });
}

/** What is to be run; throws InputError where that cannot be. */
function makePlan(
  scenario: Scenario,
  { cycle, slowRate = SLOW_RATE }: ExplainOptions,
): Plan & { readonly notices: readonly string[] } {
  const most = countCycles(scenario.protocol);
  const last = cycle ?? most;
  const problems: InputProblem[] = [];
  if (!(Number.isInteger(last) && last >= 2 && last <= most))
    problems.push({
      where: "cycle",
      got: String(last),
      expected: `a cycle of the protocol, from 2 to ${most}`,
    });
  if (!(slowRate >= 0 && slowRate <= 1))
    problems.push({ where: "slowRate", got: String(slowRate), expected: "a C-rate from 0 to 1" });
  if (problems.length > 0) throw new InputError(problems);
  const window = windowOf(scenario.protocol);
  const isSlow = slowRate > 0 && window !== undefined;
  const untold = "No charge and discharge of the protocol end at a voltage: polarisation is not told apart.";
  const players = CAUSES.map((_, k) => k).filter((k) => CAUSES[k]?.isOff(scenario) === false);
  return {
    ...{ scenario, players, cycle: last },
    needed: listNeeded(unionsOf(players)),
    slow: isSlow ? { rate: slowRate, window } : undefined,
    notices: slowRate > 0 && !isSlow ? [untold] : [],
  };
}
