/** The largest principal stress of the electrolyte, which opens cracks where it is tension. */
import { signedColours } from "./form/colour-maps.ts";
import { stress } from "./form/groups.ts";
import type { Layer } from "./form/layer.ts";
import { copyOf } from "./form/readings.ts";
import { stressExplanation, stressScale } from "./form/stress.ts";

export const principalStress: Layer<"principalStress"> = {
  key: "principalStress",
  group: stress,
  name: "Tension",
  quantity: "Principal stress",
  note: "Largest of the three principal stresses: tension above zero opens cracks",
  needsStress: true,
  scale: { ...stressScale, kind: "symmetric", smallest: [-1, 1] },
  colours: signedColours,
  electrolyte: { at: "nodes", values: copyOf((frame) => frame.principalStress) },
  particles: { colouredBy: "lithium content", strength: 0.4 },
  onTop: {},
  signs: [],
  explanation: stressExplanation,
};
