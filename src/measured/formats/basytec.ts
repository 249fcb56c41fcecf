/** BaSyTec text exports: lines before the table, and its labels too, begin with "~"; hours, tabs or blanks. */
import { cellsOf, delimiterOf, type Format, type Head, metadataOf, type TableStart } from "../format.ts";

function recognise({ lines }: Head): TableStart | undefined {
  const labelLine = lines.findIndex((line) => /^~\s*Time\s*\[/i.test(line));
  if (labelLine < 0) return undefined;
  const text = (lines[labelLine] ?? "").replace(/^~\s*/, "");
  const delimiter = delimiterOf(text);
  const labels = cellsOf(text, delimiter);
  const cells = cellsOf(lines[labelLine + 1] ?? "", delimiter);
  const date = labels.indexOf("DateTime");
  // Between blanks a date and its time of day are two cells under one label.
  if (delimiter === " " && date >= 0 && cells.length === labels.length + 1)
    labels.splice(date + 1, 0, "DateTime of day");
  const startedAt = metadataOf(lines.slice(0, labelLine), /^~Start of Test\s*:/i);
  return { labels, firstRow: labelLine + 1, delimiter, ...(startedAt !== undefined && { startedAt }) };
}

export const baSyTec: Format = {
  name: "BaSyTec",
  positive: "charge",
  rules: [
    { quantity: "time", label: /^time$/ },
    { quantity: "stepTime", label: /^t-step$/ },
    { quantity: "voltage", label: /^u$/ },
    { quantity: "current", label: /^i$/ },
    { quantity: "cycle", label: /^cyc-?count$/ },
    { quantity: "step", label: /^line$/ },
    { quantity: "capacity", label: /^ah$/ },
    { quantity: "temperature", label: /^t1$/ },
    { quantity: "state", label: /^command$/ },
  ],
  recognise,
};
