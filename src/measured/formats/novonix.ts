/** Novonix CSV: sections of text, then [Data] with "Run Time (h)" and "Potential (V)"; Capacity falls in discharges. */
import { type Format, findTable, type Head, metadataOf, type TableStart } from "../format.ts";

function recognise(head: Head): TableStart | undefined {
  const table = findTable(head, (names) => names.has("runtime") && names.has("potential"));
  if (!table) return undefined;
  const startedAt = metadataOf(head.lines.slice(0, table.firstRow), /^Started\s*:/i);
  return { ...table, ...(startedAt !== undefined && { startedAt }) };
}

export const novonix: Format = {
  name: "Novonix",
  positive: "charge",
  rules: [
    { quantity: "time", label: /^runtime$/ },
    { quantity: "stepTime", label: /^steptime$/ },
    { quantity: "voltage", label: /^potential$/ },
    { quantity: "current", label: /^current$/ },
    { quantity: "cycle", label: /^cyclenumber$/ },
    { quantity: "step", label: /^stepnumber$/ },
    { quantity: "capacity", label: /^capacity$/ },
    { quantity: "temperature", label: /^temperature$/ },
  ],
  recognise,
};
