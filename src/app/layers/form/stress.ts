/** What the layers of stress have in common. */
import type { Explanation } from "./layer.ts";
import { HELD, type Scale } from "./scale.ts";

/** Of stresses, which frames hold in Pa. */
export const stressScale: Pick<Scale, "unit" | "largerUnit" | "factor" | "byRoot" | "held"> = {
  unit: "MPa",
  largerUnit: "GPa",
  factor: 1e-6,
  byRoot: true,
  held: HELD,
};

const wordsOfMode: Readonly<Record<string, string>> = {
  paper: "Paper mode: lithium grows as a rigid wedge and nothing yields: gigapascals.",
  physical: "Physical mode: lithium yields at 0.8 MPa, 10 mV sustain at most 74 MPa.",
  elastic: "Elastic mode: the electrolyte never yields, peaks are upper bounds.",
  off: "",
};

/** Why modes of mechanics give stresses up to a hundred times apart, in a line. */
export const stressExplanation: Explanation = {
  words: (values) => wordsOfMode[String(values["mechanics.mode"])] ?? "",
  section: "stress",
};
