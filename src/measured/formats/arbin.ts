/** Arbin text exports, with underscores (MITS Pro before 8) and with blanks (since then). */
import { type Format, findTable } from "../format.ts";

export const arbin: Format = {
  name: "Arbin",
  positive: "charge",
  rules: [
    { quantity: "time", label: /^testtime$/ },
    { quantity: "stepTime", label: /^steptime$/ },
    { quantity: "voltage", label: /^voltage$/ },
    { quantity: "current", label: /^current$/ },
    { quantity: "cycle", label: /^cycleindex$/ },
    { quantity: "step", label: /^stepindex$/ },
    { quantity: "chargeCapacity", label: /^chargecapacity$/ },
    { quantity: "dischargeCapacity", label: /^dischargecapacity$/ },
    { quantity: "temperature", label: /^(aux)?temperature(1|_1)?$/ },
  ],
  recognise: (head) =>
    findTable(
      head,
      (names) =>
        names.has("datapoint") &&
        names.has("testtime") &&
        names.has("voltage") &&
        names.has("current") &&
        names.has("stepindex"),
    ),
};
