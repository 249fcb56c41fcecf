/**
 * Battery Data Format (Battery Data Alliance): "Voltage / V" and its machine-readable twin "voltage_volt", either with CRLF.
 * The product's own timeseries.csv is one of a cell of 1 cm2, known by the stack pressure that no instrument writes so.
 */
import { FILE_CELL_AREA } from "../../io/time-series.ts";
import { type Format, findTable, type Rule } from "../format.ts";

const RULES: readonly Rule[] = [
  { quantity: "time", label: /^testtime$/ },
  { quantity: "voltage", label: /^voltage$/ },
  { quantity: "current", label: /^current$/ },
  { quantity: "stepTime", label: /^steptime$/ },
  { quantity: "cycle", label: /^cyclecount$/ },
  { quantity: "step", label: /^step(count|id)$/ },
  { quantity: "chargeCapacity", label: /^charging(capacity)$/ },
  { quantity: "dischargeCapacity", label: /^discharging(capacity)$/ },
  { quantity: "capacity", label: /^stepcapacity$/ },
  { quantity: "temperature", label: /^ambienttemperature$/ },
  { quantity: "temperature", label: /^surfacetemperature(t1)?$/ },
  { quantity: "state", label: /^steptype$/ },
];

const isTable = (names: ReadonlySet<string>, line: string): boolean =>
  names.has("testtime") &&
  names.has("voltage") &&
  names.has("current") &&
  (/\S \/ \S/.test(line) || /test_time_|_volt\b|_ampere\b/.test(line));

export const ownTimeSeries: Format = {
  name: "Time series of fluxtwin",
  positive: "charge",
  rules: RULES,
  recognise: (head) => {
    const table = findTable(head, (names, line) => isTable(names, line) && names.has("appliedpressure"));
    return table && { ...table, area: FILE_CELL_AREA, notes: ["It is that of a cell of 1 cm2."] };
  },
};

export const batteryDataFormat: Format = {
  name: "Battery Data Format",
  positive: "charge",
  rules: RULES,
  recognise: (head) => findTable(head, isTable),
};
