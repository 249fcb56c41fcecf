/** The ionic current density, by size, with tracers along it. */
import { magma } from "./form/colour-maps.ts";
import { ions } from "./form/groups.ts";
import type { Layer } from "./form/layer.ts";
import { sizeOf } from "./form/readings.ts";
import { HELD } from "./form/scale.ts";

export const flux: Layer<"flux"> = {
  key: "flux",
  group: ions,
  name: "Current",
  quantity: "Ionic current density",
  note: "Ionic current density, with tracers that drift along it",
  needsStress: false,
  scale: { kind: "positive", unit: "A/m\u00b2", factor: 1, smallest: [0, 1], byRoot: false, held: HELD },
  colours: magma,
  electrolyte: { at: "nodes", values: sizeOf((frame) => frame.flux) },
  particles: { colouredBy: "lithium content", strength: 1 },
  onTop: { tracers: 1 },
  signs: [],
};
