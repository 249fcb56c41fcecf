/** The lithium content of the particles: their mean, and a ring for the surface. */
import { plasma } from "./form/colour-maps.ts";
import { particles } from "./form/groups.ts";
import type { Layer } from "./form/layer.ts";
import { copyOf } from "./form/readings.ts";

export const stoichiometry: Layer<"stoichiometry"> = {
  key: "stoichiometry",
  group: particles,
  name: "Lithium content",
  quantity: "Lithium content",
  note: "Lithium content of every particle: centre the mean, ring the surface",
  needsStress: false,
  scale: { kind: "interval", unit: "Li per NCM", factor: 1, smallest: [0.2, 1], byRoot: false },
  colours: plasma,
  particles: {
    colouredBy: "layer",
    values: copyOf((frame) => frame.particleStoichiometry),
    rings: copyOf((frame) => frame.particleSurface),
  },
  onTop: {},
  signs: [],
};
