/** The parts of the report about ensembles: bands of the shipped pairs with their links cut, and sensitivities. */

import { parameterOf } from "../../sim-core/index.ts";
import { type Measure, reading } from "./claim.ts";
import { type Pair, TABLE_CYCLES, withLinkCut, withReturnCut } from "./ensembles.ts";
import { type Bar, type Curve, drawBands, drawBars } from "./figures.ts";
import { formatBand, formatMarkdownTable } from "./format.ts";
import { readQuantity } from "./quantities.ts";
import { type Runs, readMeasure } from "./rules.ts";
import { describeEnd, endName, SENSITIVITIES, SENSITIVITY_BASE, type Sensitivity } from "./sensitivity.ts";
import { bandOf } from "./statistics.ts";

/** Text and figures, by file name. */
export interface Section {
  readonly text: string;
  readonly figures: Readonly<Record<string, string>>;
}

interface Row {
  readonly what: string;
  readonly quantity: string;
  readonly scale: number;
}

const ROWS: readonly Row[] = [
  { what: "retention, %", quantity: "retention", scale: 100 },
  { what: "active particles, %", quantity: "activeFraction", scale: 100 },
  { what: "interphase, nm", quantity: "interphaseThickness_nm", scale: 1 },
  { what: "driven part of it, nm", quantity: "interphaseDriven_nm", scale: 1 },
  { what: "in grain boundaries, as if on the front, nm", quantity: "interphaseBoundaries_nm", scale: 1 },
  { what: "interphase per charge, nm cm2/mAh", quantity: "interphasePerCharge", scale: 1 },
  { what: "unevenness of plating (CoV)", quantity: "anodeCurrentCoV", scale: 1 },
  { what: "dead lithium, mmol/m2", quantity: "deadLithium_mol_m2", scale: 1000 },
  {
    what: "lithium in boundaries, metal and products, mmol/m2",
    quantity: "boundaryLithium_mol_m2",
    scale: 1000,
  },
  { what: "front without lithium, %", quantity: "depletedFraction", scale: 100 },
  { what: "shorted, share of the seeds", quantity: "shorted", scale: 1 },
];
/** Of which the effect of the link is told. */
const EFFECTS: readonly Row[] = ROWS.filter(({ quantity }) =>
  [
    "retention",
    "activeFraction",
    "interphaseThickness_nm",
    "anodeCurrentCoV",
    "boundaryLithium_mol_m2",
  ].includes(quantity),
);

/** Returns the bands of a pair at the cycles of the table, and what its links do, seed by seed. */
export function writePair(pair: Pair, runs: Runs): Section {
  const present = pair.cells.filter((cell) => (runs.get(cell) ?? []).length > 0);
  const heading = `### ${pair.title}: ${pair.cells.map((cell) => `\`${cell}\``).join(" and ")}`;
  if (present.length === 0)
    return { text: `${heading}\n\nNot run: no such scenario, or no time.`, figures: {} };
  const counts = present
    .map((cell) => `\`${cell}\` from ${countSeeds(runs.get(cell)?.length ?? 0)}`)
    .join(", ");
  const name = (present[0] ?? "").replace(/-ncm$/, "");
  const figures = {
    [`${name}-retention.svg`]: drawPair(
      pair,
      runs,
      { what: "retention", quantity: "retention", scale: 100 },
      "%",
    ),
    [`${name}-unevenness.svg`]: drawPair(
      pair,
      runs,
      { what: "unevenness of plating", quantity: "anodeCurrentCoV", scale: 1 },
      "CoV",
    ),
  };
  const text = [
    ...[
      heading,
      "",
      `${counts}; cycles are ${pair.jump ? "jumped between those of the table" : "all solved"}.`,
      "",
    ],
    formatMarkdownTable(
      ["", "", ...TABLE_CYCLES.map((cycle) => `at ${cycle}`)],
      ROWS.flatMap((row) => present.map((cell) => bandRow(cell, row, runs))),
    ),
    "",
    "What the link does: the cell as it is less the same seed with the link cut.",
    "",
    formatMarkdownTable(
      ["", "", "seeds", ...TABLE_CYCLES.map((cycle) => `at ${cycle}`)],
      present.flatMap((cell) => effectRows(cell, pair, runs)),
    ),
    "",
    ...Object.keys(figures).map((file) => `![${pair.title}](validity/${file})`),
  ].join("\n");
  return { text, figures };
}

const countSeeds = (count: number): string => `${count} ${count === 1 ? "seed" : "seeds"}`;

function bandRow(cell: string, { what, quantity, scale }: Row, runs: Runs): string[] {
  const own = runs.get(cell) ?? [];
  const bands = TABLE_CYCLES.map((cycle) => {
    const values = own.map((run) => readQuantity(run, quantity, cycle));
    const band = bandOf(values);
    if (quantity === "shorted") return band === undefined ? "-" : String(Number(band.mean.toFixed(2)));
    return formatBand(band, scale);
  });
  return [what, cell, ...bands];
}

function effectRows(cell: string, { cutsReturn }: Pair, runs: Runs): string[][] {
  const cuts = [
    { cut: withLinkCut(cell), name: "cathode on anode" },
    ...(cutsReturn ? [{ cut: withReturnCut(cell), name: "anode on cathode" }] : []),
  ];
  return cuts.flatMap(({ cut, name }) =>
    EFFECTS.map(({ what, quantity, scale }) => {
      const bands = TABLE_CYCLES.map((cycle) => {
        const measure: Measure = {
          what,
          reading: reading(cell, quantity, cycle),
          minus: reading(cut, quantity, cycle),
        };
        return bandOf([...readMeasure(measure, runs).values()]);
      });
      const seeds = Math.max(...bands.map((band) => band?.count ?? 0));
      return [`${name}: ${what}`, cell, String(seeds), ...bands.map((band) => formatBand(band, scale))];
    }),
  );
}

function drawPair(pair: Pair, runs: Runs, row: Row, unit: string): string {
  const names = pair.cells.flatMap((cell) => [cell, withLinkCut(cell)]);
  const curves = names.flatMap((name): Curve[] => {
    const own = runs.get(name) ?? [];
    const last = Math.max(0, ...own.map(({ cycles }) => cycles.length));
    const cycles = Array.from({ length: last }, (_, k) => k + 1).filter(
      (cycle) => cycle === 1 || cycle % 2 === 0,
    );
    // Where cycles are jumped not every seed has solved the same ones.
    const points = cycles.flatMap((cycle): (readonly [number, NonNullable<ReturnType<typeof bandOf>>])[] => {
      const band = bandOf(own.map((run) => readQuantity(run, row.quantity, cycle)));
      return band === undefined || band.count < own.length ? [] : [[cycle, band]];
    });
    return points.length === 0 ? [] : [{ name, points }];
  });
  return drawBands(`${pair.title}: ${row.what}, median and 10 to 90 % of the seeds`, unit, curves, row.scale);
}

const OUTCOMES: readonly (Row & { readonly cycle: number; readonly unit: string })[] = [
  { what: "retention at 70", quantity: "retention", cycle: 70, scale: 100, unit: "points" },
  { what: "retention at 100", quantity: "retention", cycle: 100, scale: 100, unit: "points" },
  { what: "unevenness at 100", quantity: "anodeCurrentCoV", cycle: 100, scale: 1, unit: "CoV" },
  { what: "interphase at 100", quantity: "interphaseThickness_nm", cycle: 100, scale: 1, unit: "nm" },
];

/** Returns how far both ends of each range move the outcome, seed by seed against the base. */
export function writeSensitivities(runs: Runs): Section {
  const shift = (own: Sensitivity, end: 0 | 1, k: number) => {
    const { what, quantity, cycle, scale } = OUTCOMES[k] ?? { what: "", quantity: "", cycle: 0, scale: 1 };
    const measure: Measure = {
      ...{ what, scale, reading: reading(endName(own, end), quantity, cycle) },
      minus: reading(SENSITIVITY_BASE.name, quantity, cycle),
    };
    return bandOf([...readMeasure(measure, runs).values()]);
  };
  const rows = SENSITIVITIES.map((own) => {
    const parameter = parameterOf(own.path);
    const ends = ([0, 1] as const).map((end) => describeEnd(own, end)).join(" to ");
    const moved = OUTCOMES.map((_, k) =>
      ([0, 1] as const).map((end) => formatBand(shift(own, end, k))).join(" / "),
    );
    return [`\`${own.path}\``, `${ends}`, own.range, parameter?.confidence ?? "-", ...moved];
  });
  const figures = Object.fromEntries(
    OUTCOMES.map(({ what, unit }, k) => {
      const bars: Bar[] = SENSITIVITIES.map((own) => ({
        name: own.path,
        ends: [shift(own, 0, k)?.median, shift(own, 1, k)?.median],
      }));
      const size = ({ ends }: Bar): number => Math.max(...ends.map((end) => Math.abs(end ?? 0)));
      const sorted = bars.toSorted((one, other) => size(other) - size(one));
      const file = `sensitivity-${what.replaceAll(" ", "-")}.svg`;
      return [file, drawBars(`Sensitivity of ${what}`, unit, sorted, ["low end", "high end"])];
    }),
  );
  const base = OUTCOMES.map(({ what, quantity, cycle, scale }) => {
    const own = runs.get(SENSITIVITY_BASE.name) ?? [];
    return `${what} ${formatBand(bandOf(own.map((run) => readQuantity(run, quantity, cycle))), scale)}`;
  });
  const text = [
    "Change against the base, median (10 to 90 %) of the same seeds, low / high end. Base: " +
      `${base.join(", ")}.`,
    "",
    formatMarkdownTable(
      ["parameter", "from, to", "range", "how sure", ...OUTCOMES.map(({ what, unit }) => `${what}, ${unit}`)],
      rows,
    ),
    "",
    ...Object.keys(figures).map((file) => `![Sensitivity](validity/${file})`),
  ].join("\n");
  return { text, figures };
}
