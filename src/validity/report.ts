/** The report as a whole: text of docs/validity.md and its figures. */
import type { CampaignResult } from "./campaign.ts";
import type { Claim } from "./claim.ts";
import type { Ensemble, Pair } from "./ensembles.ts";
import { BLIND, type FittedValue, SEEN } from "./fitted.ts";
import { formatMarkdownTable } from "./format.ts";
import { checkRuns, compareJumped, type Reference, TESTED } from "./references.ts";
import { type Section, writePair, writeSensitivities } from "./report-bands.ts";
import { writeClaims } from "./report-claims.ts";
import { SENSITIVITY_BASE } from "./sensitivity.ts";

export interface ReportInput {
  readonly ensembles: readonly Ensemble[];
  readonly pairs: readonly Pair[];
  readonly claims: readonly Claim[];
  readonly campaign: CampaignResult;
  readonly fitted: readonly FittedValue[];
  /** Measured against FreeFEM. */
  readonly snapshots: readonly Reference[];
}

/** Returns the text of the report, and its figures by file name. */
export function writeReport(input: ReportInput): Section {
  const { ensembles, pairs, claims, campaign, fitted, snapshots } = input;
  const { runs } = campaign;
  const deterministic = new Set(ensembles.filter(({ seeds }) => seeds === 1).map(({ name }) => name));
  const bands = pairs.map((pair) => writePair(pair, runs));
  const sensitivity = writeSensitivities(runs);
  const text = [
    INTRODUCTION,
    describeRuns(ensembles, campaign),
    writeClaims(claims, runs, deterministic),
    writeFitted(fitted),
    writeReferences([
      ...[...snapshots, ...checkRuns(runs)],
      ...[...compareJumped(runs, SENSITIVITY_BASE.scenario, SENSITIVITY_BASE.name), ...TESTED],
    ]),
    `## Sensitivity\n\n${SENSITIVITY}\n\n${sensitivity.text}`,
    `## Bands of the shipped pairs\n\n${BANDS}\n\n${bands.map((own) => own.text).join("\n\n")}`,
  ].join("\n\n");
  return {
    text: `${text}\n`,
    figures: Object.assign({}, sensitivity.figures, ...bands.map((own) => own.figures)),
  };
}

const INTRODUCTION = `# Validity

What of Zheng et al., *Science Bulletin* 68 (2023) 813, the model shows, and what it does not. Written by \`npm run validity\`, which
runs what is missing and keeps each run in \`runs/validity\`; not to be edited by hand. Claims, bounds and ensembles are data in
[src/validity](../src/validity/claims.ts).`;

const SENSITIVITY = `One parameter at a time from \`ncm\` (draft mesh, reduced model, cycles jumped between those that are read), between the ends of a
range whose source is named; the bounds of the parameter table are what a file may ask for, not what is thought likely. Those of [physics](physics.md#12-what-is-least-certain)
that act in this cell; its electronic conductivity acts only where leakage is computed. *How sure* is the table's tag.`;

const BANDS = `Median and, in brackets, 10 to 90 % over the seeds. After a short circuit capacities count as 0 and all else is as it was. The driven part
is what is beyond the square root of time and not in boundaries. Where cycles are jumped
([numerics](numerics.md#12-jumped-cycles)), those at 10, 40, 50, 70, 90 and 100 are solved, as each ends a block: retention carries the error of the jumps (half a
point, up to 1.3 in a few cycles), and the unevenness of other cycles is not told, since a jumped one has the pattern of an earlier one.`;

function describeRuns(ensembles: readonly Ensemble[], { runs, missing, failures }: CampaignResult): string {
  const rows = ensembles.flatMap(({ name, scenario, cycles, jump, asShipped, model = "reduced" }) => {
    const own = runs.get(name) ?? [];
    if (name.startsWith("ncm-jumped, ")) return [];
    const ended = [...new Set(own.map(({ status }) => status))].map(
      (status) => `${own.filter((run) => run.status === status).length} ${status}`,
    );
    const how = [
      asShipped ? "mesh and model as shipped" : `draft, ${model}`,
      jump ? "jumped" : "all solved",
    ].join(", ");
    return [
      [
        `\`${name}\``,
        `\`${scenario}\``,
        String(cycles),
        how,
        String(own.length),
        ended.join(", ") || "none run",
      ],
    ];
  });
  return [
    ...[
      "## Runs",
      "",
      missing === 0
        ? "All planned runs are here."
        : `${missing} planned runs are not here: no time, or they failed.`,
      "",
    ],
    ...failures.map((failure) => `- failed: ${failure}`),
    ...(failures.length > 0 ? [""] : []),
    formatMarkdownTable(["ensemble", "scenario", "cycles", "how", "seeds", "ended"], rows),
  ].join("\n");
}

function writeFitted(fitted: readonly FittedValue[]): string {
  const rows = fitted.map(({ scenarios, path, source }) => [
    ...[`\`${path}\``, scenarios.map((name) => `\`${name}\``).join(", "), source],
  ]);
  return [
    ...[
      "## What is fitted, seen, blind",
      "",
      "Fitted, by the tags of the values ([physics](physics.md#10-fits-and-what-they-do-not-tell)):",
      "",
    ],
    formatMarkdownTable(["value", "in", "to what"], rows),
    ...[
      "",
      "Seen before values were chosen, so that agreement is consistency:",
      "",
      ...SEEN.map((own) => `- ${own}`),
    ],
    ...["", "Blind, not looked at while values were chosen:", "", ...BLIND.map((own) => `- ${own}`)],
  ].join("\n");
}

function writeReferences(references: readonly Reference[]): string {
  const rows = references.map(({ what, against, result, where }) => [
    what,
    against,
    result,
    where.includes("/") ? `[${where.split("/").at(-1)}](../${where})` : where,
  ]);
  return ["## References", "", formatMarkdownTable(["what", "against", "off by", "measured in"], rows)].join(
    "\n",
  );
}
