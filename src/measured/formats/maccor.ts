/** Maccor text exports: currents without a sign, C and D in the column State; thousands may be parted by commas. */
import { type Format, findTable, type Head, type TableStart } from "../format.ts";

function recognise(head: Head): TableStart | undefined {
  const table = findTable(
    head,
    (names) =>
      ["rec#", "cyc#", "cycleP".toLowerCase()].some((name) => names.has(name)) &&
      ["amps", "current"].some((name) => names.has(name)) &&
      ["volts", "voltage"].some((name) => names.has(name)),
  );
  if (!table) return undefined;
  const startedAt = /Date of Test:?\s*([^\t,]+)/i.exec(head.lines.slice(0, table.firstRow).join("\n"))?.[1];
  return { ...table, ...(startedAt !== undefined && { startedAt: startedAt.trim() }) };
}

export const maccor: Format = {
  name: "Maccor",
  positive: "charge",
  rules: [
    { quantity: "time", whole: /^(Test|Prog) ?\(?(Sec|Time).*$/i },
    { quantity: "stepTime", whole: /^Step ?\(?(Sec|Time).*$/i },
    { quantity: "voltage", label: /^volts$/, unit: "V" },
    { quantity: "voltage", label: /^voltage$/ },
    { quantity: "current", label: /^amps$/, unit: "A" },
    { quantity: "current", label: /^current$/ },
    { quantity: "cycle", label: /^(cyc#|cyclep?)$/ },
    { quantity: "step", label: /^step$/ },
    { quantity: "chargeCapacity", label: /^chgcapacity$/ },
    { quantity: "dischargeCapacity", label: /^dchgcapacity$/ },
    { quantity: "capacity", label: /^amp-hr$/, unit: "Ah" },
    { quantity: "capacity", label: /^(capacity|cap\.)$/ },
    { quantity: "temperature", label: /^(temperature|temp1|logtemp001|evtemp)$/ },
    { quantity: "state", label: /^(state|md)$/ },
  ],
  recognise,
};
