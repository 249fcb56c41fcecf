/** The part of the report about the paper's statements. */
import type { Claim, Expectation, Verdict } from "./claim.ts";
import { formatBand, formatMarkdownTable, formatNumber } from "./format.ts";
import { judge, MET_FROM, type Measured, RULE, type Runs, UNMET_TO } from "./rules.ts";

const VERDICTS: readonly Verdict[] = ["shown", "partly", "by construction", "silent", "contradicted"];

/** Returns the section: how verdicts follow, how many of each there are, and every claim. */
export function writeClaims(
  claims: readonly Claim[],
  runs: Runs,
  deterministic: ReadonlySet<string>,
): string {
  const judged = claims.map((claim) => judge(claim, runs, deterministic));
  const counts = VERDICTS.map((own) => `${own} ${judged.filter(({ verdict }) => verdict === own).length}`);
  const head = ["", "where", "the paper", "scenarios", "number, median (10 to 90 %)", "verdict", "why"];
  const rows = judged.map((own, k) => [
    String(k + 1),
    own.claim.where,
    own.claim.says,
    listScenarios(own.claim),
    own.measured.map(describeMeasured).join("<br>") || "-",
    `**${own.verdict}**`,
    own.claim.because,
  ]);
  return [
    ...["## What the paper says", "", RULE, "", `${claims.length} statements: ${counts.join(", ")}.`, ""],
    formatMarkdownTable(head, rows),
  ].join("\n");
}

function listScenarios({ measures }: Claim): string {
  const names = measures.flatMap(({ reading, minus, over }) =>
    [reading, minus, over].flatMap((own) => own?.ensemble ?? []),
  );
  return [...new Set(names)].map((name) => `\`${name}\``).join(", ") || "-";
}

function describeMeasured({ measure, band, met }: Measured): string {
  const { what, unit = "", expects } = measure;
  if (band === undefined) return `${what}: not run`;
  const count = `${band.count} ${band.count === 1 ? "run" : "seeds"}`;
  const mean = expects?.meanWithin === undefined ? "" : `, mean ${formatNumber(band.mean)}`;
  const value = `${what}: ${formatBand(band)}${unit && ` ${unit}`}${mean} (${count})`;
  if (expects === undefined) return value;
  return `${value}; expected ${describeExpectation(expects)}: ${describeMet(met)}`;
}

function describeExpectation({ above, below, meanWithin }: Expectation): string {
  if (meanWithin !== undefined) return `a mean of ${meanWithin[0]} to ${meanWithin[1]}`;
  const parts = [
    ...(above === undefined ? [] : [`above ${formatNumber(above)}`]),
    ...(below === undefined ? [] : [`below ${formatNumber(below)}`]),
  ];
  return parts.join(" and ");
}

function describeMet(met: Measured["met"]): string {
  if (met === undefined) return "too few seeds";
  if (met >= MET_FROM) return "met";
  return met <= UNMET_TO ? "not met" : `met by ${Math.round(100 * met)} %`;
}
