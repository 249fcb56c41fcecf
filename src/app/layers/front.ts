/** The current density along the lithium front, as a band on it, with the interphase below. */
import { stageColour } from "../theme/theme.ts";
import { signedColours } from "./form/colour-maps.ts";
import { lithium } from "./form/groups.ts";
import type { Layer } from "./form/layer.ts";
import { copyOf } from "./form/readings.ts";
import { HELD } from "./form/scale.ts";

export const front: Layer<"front"> = {
  key: "front",
  group: lithium,
  name: "At the front",
  quantity: "Current on the lithium",
  note: "Current density along the lithium front: plating and stripping",
  needsStress: false,
  scale: {
    kind: "symmetric",
    unit: "A/m\u00b2",
    factor: 1,
    smallest: [-1, 1],
    byRoot: false,
    held: HELD,
    ends: ["stripping", "plating"],
  },
  colours: signedColours,
  particles: { colouredBy: "lithium content", strength: 0.55 },
  frontBand: copyOf((frame) => frame.frontCurrent),
  onTop: {},
  signs: [
    {
      words: "stripping",
      swatch: [
        { path: "M0 1h20v12h-20z", fill: stageColour.stripping },
        { path: "M1 13l6-12M7 13l6-12M13 13l6-12", stroke: stageColour.rim, width: 2 },
      ],
      isSeen: (frame) => frame.currentDensity < 0,
    },
    {
      words: "interphase",
      swatch: [{ path: "M0 5h20v5h-20z", fill: stageColour.interphase }],
      isSeen: () => true,
    },
    {
      words: "mean current",
      swatch: [{ path: "M0 7h20", stroke: stageColour.lithium, width: 1.5, dashes: "5 3" }],
      isSeen: () => true,
    },
  ],
};
