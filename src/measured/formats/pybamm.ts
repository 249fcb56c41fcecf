/** CSV of a PyBaMM solution: discharge positive, "Discharge capacity [A.h]"; joints of steps can be 2e-13 s apart. */
import { type Format, findTable } from "../format.ts";

export const pyBaMM: Format = {
  name: "PyBaMM CSV",
  positive: "discharge",
  rules: [
    { quantity: "time", label: /^time$/ },
    { quantity: "voltage", label: /^(batteryvoltage|terminalvoltage|voltage)$/ },
    { quantity: "current", label: /^current$/ },
    { quantity: "cycle", label: /^cycle(number)?$/ },
    { quantity: "step", label: /^step(number)?$/ },
    {
      quantity: "temperature",
      label: /^(x-averagedcelltemperature|volume-averagedcelltemperature|celltemperature)$/,
    },
    { quantity: "temperature", label: /^ambienttemperature$/ },
  ],
  recognise: (head) =>
    findTable(
      head,
      (names, line) =>
        /Time \[(s|min|h)\]/.test(line) &&
        /(Terminal v|Battery v|V)oltage \[V\]/.test(line) &&
        /Current \[A\]/.test(line) &&
        names.has("time"),
    ),
};
