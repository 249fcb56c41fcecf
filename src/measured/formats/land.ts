/** LAND / LANHE (Landt) text exports: "TestTime/h", "Current/mA", "SpeCap/mAh/g", R, RateC and RateD for steps, "-" for nothing. */
import { type Format, findTable } from "../format.ts";

export const land: Format = {
  name: "LAND / LANHE",
  positive: "charge",
  rules: [
    { quantity: "time", label: /^testtime$/ },
    { quantity: "stepTime", label: /^steptime$/ },
    { quantity: "voltage", label: /^voltage$/ },
    { quantity: "current", label: /^current$/ },
    { quantity: "cycle", label: /^(cycle|cycle-index|cycleno)$/ },
    { quantity: "step", label: /^(step|step-index|stepno)$/ },
    { quantity: "capacity", label: /^capacity$/ },
    { quantity: "temperature", label: /^temperature$/ },
    { quantity: "state", label: /^(state|status|step-type|steptype|mode)$/ },
  ],
  recognise: (head) =>
    findTable(
      head,
      (names, line) =>
        /(^|[\t,;])"?(TestTime|StepTime)\b/.test(line) &&
        /Voltage\/\w/.test(line) &&
        /Current\/\w/.test(line) &&
        names.has("voltage"),
    ),
};
