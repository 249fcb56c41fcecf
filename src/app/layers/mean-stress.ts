/** The mean stress of electrolyte and particles: pressure below zero, tension above. */
import { signedColours } from "./form/colour-maps.ts";
import { stress } from "./form/groups.ts";
import type { Layer } from "./form/layer.ts";
import { copyOf } from "./form/readings.ts";
import { stressExplanation, stressScale } from "./form/stress.ts";

export const meanStress: Layer<"meanStress"> = {
  key: "meanStress",
  group: stress,
  name: "Pressure",
  quantity: "Mean stress",
  note: "Mean of the three principal stresses: below zero pressure, above zero tension; particles show theirs as of the last update of mechanics",
  needsStress: true,
  scale: { ...stressScale, kind: "symmetric", smallest: [-1, 1], ends: ["pressure", "tension"] },
  colours: signedColours,
  electrolyte: { at: "nodes", values: copyOf((frame) => frame.meanStress) },
  particles: { colouredBy: "layer", values: copyOf((frame) => frame.particleMeanStress) },
  onTop: {},
  signs: [
    {
      words: "particles, last update",
      swatch: [{ path: "M4.5 7a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1-11 0z", fill: "#4aa3d8" }],
      isSeen: (frame) => frame.particleMeanStress.length > 0,
    },
  ],
  explanation: stressExplanation,
};
