/** A twin cycle by cycle as CSV, and in a line. */
import { type Column, formatTable } from "../io/csv.ts";
import { show } from "./fit-result.ts";
import type { TwinCycle } from "./follow.ts";
import type { Band } from "./forecast.ts";
import { STATES } from "./member-record.ts";

const BOUNDS = ["p5", "p25", "p50", "p75", "p95"] as const satisfies readonly (keyof Band)[];

/** Returns the table: bands as five columns each; mAh/cm2, and parameters in their units. */
export function formatTwinTable(cycles: readonly TwinCycle[]): string {
  const [first] = cycles;
  const band = (label: string, read: (own: TwinCycle) => Band | undefined): Column<TwinCycle>[] =>
    BOUNDS.map((bound) => ({
      ...{ label: `${label}_${bound}`, kind: "real" },
      value: (own) => read(own)?.[bound] ?? null,
    }));
  const columns: readonly Column<TwinCycle>[] = [
    { label: "cycle", kind: "whole", value: ({ cycle }) => cycle },
    { label: "measured_mAh_cm2", kind: "real", value: ({ measured }) => measured },
    ...band("foretold_mAh_cm2", ({ foretold }) => foretold),
    { label: "innovation", kind: "real", value: ({ innovation }) => innovation },
    { label: "explained", kind: "switch", value: ({ explained }) => explained },
    { label: "stretch", kind: "real", value: ({ stretch }) => stretch },
    ...band("capacity_mAh_cm2", ({ capacity }) => capacity),
    ...band("retention", ({ retention }) => retention),
    ...STATES.flatMap((name) => band(name, ({ states }) => states[name])),
    ...(first?.parameters ?? []).flatMap(({ path }, i): Column<TwinCycle>[] => [
      { label: path, kind: "real", value: ({ parameters }) => parameters[i]!.best },
      { label: `${path}_p5`, kind: "real", value: ({ parameters }) => parameters[i]!.interval[0] },
      { label: `${path}_p95`, kind: "real", value: ({ parameters }) => parameters[i]!.interval[1] },
    ]),
    { label: "members", kind: "whole", value: ({ members }) => members },
    { label: "renewed", kind: "switch", value: ({ renewed }) => renewed },
  ];
  return formatTable(columns, cycles);
}

/** Returns a cycle in a line. */
export function describeCycle({
  cycle,
  measured,
  foretold,
  innovation,
  retention,
  explained,
  renewed,
}: TwinCycle): string {
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  return [
    `cycle ${cycle}: ${show(measured)} mAh/cm2, foretold ${show(foretold.p5)} to ${show(foretold.p95)} (innovation ${innovation.toFixed(1)})`,
    `retention ${percent(retention.p5)} to ${percent(retention.p95)}`,
    ...(renewed ? ["new members drawn"] : []),
    ...(explained ? [] : ["THE CELL LEAVES WHAT THE MODEL EXPLAINS"]),
  ].join(", ");
}
