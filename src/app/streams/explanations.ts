/** Why modes of mechanics give stresses up to a hundred times apart: in plain words. */

/** For the help and beside the control: one paragraph each. */
export const stressExplanation: readonly string[] = [
  "Elastic mode, which is cheap and therefore the default, follows particles and electrolyte as springs that never " +
    "yield; lithium only hands the stack pressure on. Its peaks are upper bounds.",
  "Paper mode follows the published finite-element model. Plated lithium is pushed into the electrolyte as if it were " +
    "a rigid wedge, and the electrolyte is a spring that never yields. One micrometre of growth at a tip of 7.5 \u00b5m " +
    "radius then takes about 5 GPa, so that a minute or two of charging gives the published 6 to 10 GPa.",
  "Physical mode lets the materials do what they can. Lithium is soft: it flows at 0.8 MPa and hands on pressure but " +
    "hardly any shear. And pressure works against plating: an overpotential \u03b7 sustains at most F\u03b7/V(Li), which is " +
    "74 MPa for 10 mV. For 8 GPa it would take more than one volt. The electrolyte yields as well, at 0.65 GPa.",
];
