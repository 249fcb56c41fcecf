/** Groups of layers on the switch. A group with one layer has no second row of choices. */

export interface LayerGroup {
  readonly name: string;
  /** Of the kinds within, for readers. */
  readonly question: string;
}

export const ions: LayerGroup = { name: "Ions", question: "What of the ions" };
export const particles: LayerGroup = { name: "Particles", question: "What of the particles" };
export const lithium: LayerGroup = { name: "Lithium", question: "Which lithium" };
export const stress: LayerGroup = { name: "Stress", question: "Which stress" };
