/** The von Mises stress of the electrolyte, its largest value ringed. */
import { stageColour } from "../theme/theme.ts";
import { viridis } from "./form/colour-maps.ts";
import { stress } from "./form/groups.ts";
import type { Layer } from "./form/layer.ts";
import { copyOf } from "./form/readings.ts";
import { stressExplanation, stressScale } from "./form/stress.ts";

export const vonMises: Layer<"vonMises"> = {
  key: "vonMises",
  group: stress,
  name: "Von Mises",
  quantity: "Von Mises stress",
  note: "One number for how strongly the electrolyte is distorted; it yields where this reaches the yield stress",
  needsStress: true,
  scale: { ...stressScale, kind: "positive", smallest: [0, 1] },
  colours: viridis,
  electrolyte: { at: "nodes", values: copyOf((frame) => frame.vonMises) },
  particles: { colouredBy: "lithium content", strength: 0.4 },
  onTop: { peak: true },
  signs: [
    {
      words: "largest stress",
      swatch: [{ path: "M5 7a5 5 0 1 1 10 0a5 5 0 1 1-10 0z", stroke: stageColour.selection, width: 1.75 }],
      isSeen: (frame) => frame.vonMises.length > 0,
    },
  ],
  explanation: stressExplanation,
};
