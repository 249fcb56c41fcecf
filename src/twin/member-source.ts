/** A member's scenario: values of the parameters laid into it, and functions multiplied by their factors. */
import { describeScenario, type Scenario } from "../../sim-core/index.ts";
import type { FreeParameter } from "../calibration/calibration.ts";

/** Functions of the parameter table that can be multiplied by a factor. */
export const FACTORS = ["ncm.diffusivity"] as const;

type Source = Readonly<Record<string, unknown>>;

const isFactor = ({ path }: FreeParameter): boolean => FACTORS.some((own) => own === path);

/**
 * Returns the scenario as a file that needs no other one, with `values` (display units, by parameter) in it; `source` tells
 * in the file where they come from.
 */
export function writeMember(
  scenario: Scenario,
  parameters: readonly FreeParameter[],
  values: readonly number[],
  source = "a member of an ensemble",
): Source {
  const groups: Record<string, unknown> = { ...(describeScenario(scenario) as Source) };
  parameters.forEach((parameter, i) => {
    const [group = "", key = ""] = parameter.path.split(".");
    const own = (groups[group] ?? {}) as Source;
    const { unit } = parameter;
    const value = values[i]!;
    const written = isFactor(parameter)
      ? multiply((own[key] ?? {}) as Source, value, source)
      : { value: unit === "" ? value : `${value} ${unit}`, source, confidence: "L" };
    groups[group] = { ...own, [key]: written };
  });
  return groups;
}

/** A formula or a table of a function, multiplied. */
function multiply(law: Source, factor: number, source: string): Source {
  const told = {
    ...law,
    source: `${source}: ${factor} times ${String(law.source ?? "what it was")}`,
    confidence: "L",
  };
  if (typeof law.formula === "string") return { ...told, formula: `${factor} * (${law.formula})` };
  return {
    ...told,
    value: (law.value as readonly number[]).map((own) => Number((own * factor).toPrecision(9))),
  };
}
