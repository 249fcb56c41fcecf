/** The layers in words: groups, names on the switch, quantities on the legend. */
import type { LayerName } from "../streams/app-state.ts";

export interface LayerGroup {
  readonly name: string;
  /** Of the kinds within, for readers. */
  readonly question: string;
  readonly layers: readonly [LayerName, ...LayerName[]];
}

export const layerGroups: readonly LayerGroup[] = [
  { name: "Ions", question: "What of the ions", layers: ["potential", "flux"] },
  { name: "Particles", question: "What of the particles", layers: ["stoichiometry"] },
  { name: "Lithium", question: "Which lithium", layers: ["front", "intergranular"] },
  {
    name: "Stress",
    question: "Which stress",
    layers: ["vonMises", "meanStress", "principalStress", "displacement"],
  },
];

export interface LayerWords {
  /** On the switch, within its group. */
  readonly name: string;
  /** On the legend. */
  readonly quantity: string;
  /** One line of explanation. */
  readonly note: string;
}

export const layerWords: Readonly<Record<LayerName, LayerWords>> = {
  potential: {
    name: "Potential",
    quantity: "Potential",
    note: "Ionic potential of the electrolyte",
  },
  flux: {
    name: "Current",
    quantity: "Ionic current density",
    note: "Ionic current density, with tracers that drift along it",
  },
  stoichiometry: {
    name: "Lithium content",
    quantity: "Lithium content",
    note: "Lithium content of every particle: centre the mean, ring the surface",
  },
  front: {
    name: "At the front",
    quantity: "Current on the lithium",
    note: "Current density along the lithium front: plating and stripping",
  },
  intergranular: {
    name: "In the electrolyte",
    quantity: "Lithium in the electrolyte",
    note: "Lithium between the grains of the electrolyte, as a share of the volume",
  },
  vonMises: {
    name: "Von Mises",
    quantity: "Von Mises stress",
    note: "One number for how strongly the electrolyte is distorted; it yields where this reaches the yield stress",
  },
  meanStress: {
    name: "Pressure",
    quantity: "Mean stress",
    note: "Mean of the three principal stresses: below zero pressure, above zero tension; particles show theirs as of the last update of mechanics",
  },
  principalStress: {
    name: "Tension",
    quantity: "Principal stress",
    note: "Largest of the three principal stresses: tension above zero opens cracks",
  },
  displacement: {
    name: "Displacement",
    quantity: "Displacement",
    note: "How far the electrolyte has been pushed: size as colour, direction and root of the size as arrows",
  },
};

/** Returns the group that a layer belongs to. */
export function groupOf(layer: LayerName): LayerGroup {
  return layerGroups.find((group) => group.layers.includes(layer))!;
}
