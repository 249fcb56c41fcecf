/**
 * Neware CSV exports. Flat: a line a record. Layered: three lines of labels, a line for each cycle, indented ones for steps
 * and twice indented ones for records. `Time` counts from the beginning of each step.
 */
import { cellsOf, type Format, findTable, type Head, nameOf, type Rule, type TableStart } from "../format.ts";

const RULES: readonly Rule[] = [
  { quantity: "time", label: /^(totaltime|testtime)$/ },
  { quantity: "stepTime", label: /^(steptime|relativetime|time)$/ },
  { quantity: "voltage", label: /^(voltage|volt)$/ },
  { quantity: "current", label: /^(current|cur)$/ },
  { quantity: "cycle", label: /^cycle(id|index)?$/ },
  { quantity: "step", label: /^step(id|index|number)?$/ },
  { quantity: "chargeCapacity", label: /^(chg\.?cap\.?|chg\.?capacity|capacity-chg|capacitancechg)$/ },
  { quantity: "dischargeCapacity", label: /^(dchg\.?cap\.?|dchg\.?capacity|capacity-dchg|capacitancedchg)$/ },
  { quantity: "capacity", label: /^capacity$/ },
  { quantity: "temperature", label: /^(temperature|t1)$/ },
  { quantity: "state", label: /^(status|steptype|stepname|state)$/ },
];

function recogniseLayers({ lines }: Head): TableStart | undefined {
  const isIndented = (line: string | undefined, depth: number): boolean => {
    const cells = cellsOf(line ?? "", ",");
    return cells.findIndex((cell) => cell !== "") === depth;
  };
  for (let k = 0; k + 3 < lines.length; k++) {
    if (!/cycle/i.test(lines[k] ?? "") || !isIndented(lines[k], 0)) continue;
    if (!isIndented(lines[k + 1], 1) || !isIndented(lines[k + 2], 2)) continue;
    const records = cellsOf(lines[k + 2] ?? "", ",");
    if (!/record|datapoint/i.test(records[2] ?? "")) continue;
    const steps = cellsOf(lines[k + 1] ?? "", ",");
    const stateColumn = steps.findIndex((label) => /^(stepname|steptype|status)$/.test(nameOf(label)));
    const labels = ["Cycle ID", "Step ID", ...records.slice(2), ...(stateColumn < 0 ? [] : ["Step Type"])];
    return { labels, firstRow: k + 3, delimiter: ",", layers: { stateColumn } };
  }
  return undefined;
}

export const newareLayered: Format = {
  name: "Neware CSV, layered",
  positive: "charge",
  rules: RULES,
  recognise: recogniseLayers,
};

export const neware: Format = {
  name: "Neware CSV",
  positive: "charge",
  rules: RULES,
  recognise: (head) =>
    findTable(
      head,
      (names) =>
        ["recordid", "datapoint", "recordindex", "recordnumber"].some((name) => names.has(name)) &&
        ["stepid", "stepindex", "step", "stepnumber"].some((name) => names.has(name)) &&
        ["time", "totaltime", "relativetime", "steptime"].some((name) => names.has(name)) &&
        names.has("voltage") &&
        (names.has("current") || names.has("cur")),
    ),
};
