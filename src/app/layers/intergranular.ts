/** Lithium between the grains of the electrolyte: what hangs together with the front, and what is dead or in products. */
import { stageColour } from "../theme/theme.ts";
import { blues, rusts } from "./form/colour-maps.ts";
import { lithium } from "./form/groups.ts";
import type { Layer } from "./form/layer.ts";
import { copyOf } from "./form/readings.ts";

export const intergranular: Layer<"intergranular"> = {
  key: "intergranular",
  group: lithium,
  name: "In the electrolyte",
  quantity: "Lithium in the electrolyte",
  note: "Lithium between the grains of the electrolyte, as a share of the volume; lost is what is dead or in products of its reaction",
  needsStress: false,
  scale: { kind: "positive", unit: "% of volume", factor: 100, smallest: [0, 1], byRoot: true },
  colours: blues,
  electrolyte: {
    at: "nodes",
    values: copyOf((frame) => frame.intergranular),
    part: {
      values: copyOf((frame) => frame.intergranularDead),
      colours: rusts,
      names: ["connected", "lost, striped"],
    },
  },
  particles: { colouredBy: "lithium content", strength: 0.4 },
  onTop: { edges: { ends: (mesh) => mesh.grainEdges, colour: stageColour.grain, opacity: 0.17 } },
  signs: [
    {
      words: "grain boundaries",
      swatch: [{ path: "M1 12l6-5 6 3 6-7M7 7L5 1", stroke: stageColour.grain, opacity: 0.8 }],
      isSeen: (_frame, mesh) => mesh.grainEdges.length > 0,
    },
  ],
};
