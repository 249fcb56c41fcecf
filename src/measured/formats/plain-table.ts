/** A table that says what its columns are and nothing of the instrument: time, voltage and current by their usual words. */
import { type Format, findTable } from "../format.ts";

const TIME = /^(t|time|testtime|totaltime|elapsedtime|runtime)$/;
const VOLTAGE = /^(v|u|e|ewe|ecell|voltage|potential|cellvoltage|volts)$/;
const CURRENT = /^(i|current|cellcurrent|amps)$/;

export const plainTable: Format = {
  name: "Table",
  positive: "unsaid",
  rules: [
    { quantity: "time", label: TIME },
    { quantity: "stepTime", label: /^steptime$/ },
    { quantity: "voltage", label: VOLTAGE },
    { quantity: "current", label: CURRENT },
    { quantity: "cycle", label: /^cycle(number|index|id|count)?$/ },
    { quantity: "step", label: /^step(number|index|id|count)?$/ },
    { quantity: "chargeCapacity", label: /^(charge|charging)capacity$/ },
    { quantity: "dischargeCapacity", label: /^(discharge|discharging)capacity$/ },
    { quantity: "capacity", label: /^capacity$/ },
    { quantity: "temperature", label: /^(temperature|celltemperature|ambienttemperature)$/ },
    { quantity: "state", label: /^(state|status|steptype|mode)$/ },
  ],
  recognise: (head) =>
    findTable(head, (names) =>
      [TIME, VOLTAGE, CURRENT].every((words) => [...names].some((name) => words.test(name))),
    ),
};
