/** How far the electrolyte has been pushed: the size as colour, the direction as arrows. */
import { stageColour } from "../theme/theme.ts";
import { cividis } from "./form/colour-maps.ts";
import { stress } from "./form/groups.ts";
import type { Layer } from "./form/layer.ts";
import { sizeOf } from "./form/readings.ts";
import { stressExplanation } from "./form/stress.ts";

export const displacement: Layer<"displacement"> = {
  key: "displacement",
  group: stress,
  name: "Displacement",
  quantity: "Displacement",
  note: "How far the electrolyte has been pushed: size as colour, direction and root of the size as arrows",
  needsStress: true,
  scale: {
    kind: "positive",
    unit: "nm",
    largerUnit: "\u00b5m",
    factor: 1000,
    smallest: [0, 1],
    byRoot: false,
  },
  colours: cividis,
  electrolyte: { at: "nodes", values: sizeOf((frame) => frame.displacement) },
  particles: { colouredBy: "lithium content", strength: 0.4 },
  onTop: { arrows: (frame) => frame.displacement },
  signs: [
    {
      words: "direction",
      swatch: [
        { path: "M1 7h13", stroke: stageColour.tracer, width: 1.5 },
        { path: "M13 3l6 4-6 4z", fill: stageColour.tracer },
      ],
      isSeen: (frame) => frame.displacement.length > 0,
    },
  ],
  explanation: stressExplanation,
};
