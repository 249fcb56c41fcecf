/** The ionic potential of the electrolyte, with its isolines. */
import { signedColours } from "./form/colour-maps.ts";
import { ions } from "./form/groups.ts";
import type { Layer } from "./form/layer.ts";
import { copyOf } from "./form/readings.ts";

export const potential: Layer<"potential"> = {
  key: "potential",
  group: ions,
  name: "Potential",
  quantity: "Potential",
  note: "Ionic potential of the electrolyte",
  needsStress: false,
  scale: { kind: "symmetric", unit: "mV", factor: 1000, smallest: [-1, 1], byRoot: false },
  colours: signedColours,
  electrolyte: { at: "nodes", values: copyOf((frame) => frame.potential) },
  particles: { colouredBy: "lithium content", strength: 1 },
  onTop: { isolines: 0.3, tracers: 0.9 },
  signs: [],
};
