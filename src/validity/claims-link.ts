/** What the paper says of its finite-element cases, of short circuits and of the link itself. */
import { type Claim, reading } from "./claim.ts";
import { SWAGE, withLinkCut, withReturnCut } from "./ensembles.ts";

export const LINK_CLAIMS: readonly Claim[] = [
  {
    where: "3.4, Fig. S13",
    says: '"preferential Li plating occurring facing the active cathode regions" (flat lithium)',
    measures: [
      {
        what: "plating opposite the inactive middle over that at the wall",
        reading: reading("paper-flat", "end.middleOverEdge"),
        expects: { below: 0.97 },
      },
    ],
    because:
      "As in the paper's own computation; with 1 ohm cm2 at the lithium the contrast is weaker than without.",
  },
  {
    where: "3.4, Fig. S13",
    says: '"the nonuniformity of Li plating is exacerbated with the increase of deposition time and current density"',
    measures: [
      {
        what: "thickest less thinnest lithium after the whole charge over that after a minute",
        reading: reading("paper-flat", "thicknessSpread_um", 1),
        over: reading("paper-flat-60s", "thicknessSpread_um", 1),
        expects: { above: 1.2 },
      },
      {
        what: "coefficient of variation of the current over the whole charge less that of its first minute",
        reading: reading("paper-flat", "anodeCurrentCoV", 1),
        minus: reading("paper-flat-60s", "anodeCurrentCoV", 1),
        expects: { above: 0.001 },
      },
      {
        what: "that of 100 less that of 12.5 A/m2, for the same charge",
        reading: reading("paper-flat-60s", "anodeCurrentCoV", 1),
        ...{ minus: reading("paper-flat-slow", "anodeCurrentCoV", 1), expects: { above: 0.001 } },
      },
      {
        what: "swage cell: at 70 less at 10",
        reading: reading(SWAGE.bare, "anodeCurrentCoV", 70),
        ...{ minus: reading(SWAGE.bare, "anodeCurrentCoV", 10), expects: { above: 0.02 } },
      },
      {
        what: "swage cell: at 1C less at 0.5C, at 40",
        reading: reading("swage-ncm-1C", "anodeCurrentCoV", 40),
        ...{ minus: reading(SWAGE.bare, "anodeCurrentCoV", 40), expects: { above: 0.01 } },
      },
    ],
    because:
      "At a fixed pattern of active particles the current keeps its shape and what is plated adds up; contacts that are lost in patches make the current itself uneven. With current polarisation shrinks the swing and spares contacts, while the interface's share of the resistance falls; the two pull in opposite directions.",
  },
  {
    where: "3.4",
    says: '"the inhomogeneous electrochemical reaction at cathode side dominates the inhomogeneous Li depositing at anode side even though the Li anode is originally flat"',
    measures: [
      {
        what: "unevenness with the link cut over that with it, flat lithium",
        reading: reading("paper-flat-link-cut", "anodeCurrentCoV", 1),
        ...{ over: reading("paper-flat", "anodeCurrentCoV", 1), expects: { below: 0.2 } },
      },
      {
        what: "the same, ncm at 100",
        reading: reading(withLinkCut("ncm"), "anodeCurrentCoV", 100),
        ...{ over: reading("ncm", "anodeCurrentCoV", 100), expects: { below: 0.2 } },
      },
    ],
    because: "Without the cathode's pattern each place receives the mean current.",
  },
  {
    where: "3.4, Fig. 4c, d",
    says: 'ion flux is largest "between the protruded elliptical Li deposits and the facing active cathode region"',
    measures: [
      {
        what: "plating at the middle tip, which faces the active particles, over that at a side tip",
        reading: reading("paper-protruded", "end.middleOverSide"),
        expects: { above: 1.02 },
      },
    ],
    because: "As in the paper's own computation, for assumed sizes of the deposits.",
  },
  {
    where: "3.4, Fig. 4e, f",
    says: '"the maximum stress reaches almost 6-10 GPa"',
    measures: [
      {
        what: "largest von Mises stress, lithium taken as rigid and electrolyte as elastic",
        reading: reading("paper-protruded", "maxVonMises_GPa", 1),
        ...{ unit: "GPa", expects: { above: 6, below: 10 } },
      },
      {
        what: "lithium that yields, electrolyte plastic",
        reading: reading("physical-protruded", "maxVonMises_GPa", 1),
        ...{ unit: "GPa", expects: { above: 6 } },
      },
    ],
    because:
      "The first number is the assumption's: the charge was ended once it was reached. Lithium cannot press so hard: 10 mV of overpotential sustain 74 MPa.",
  },
  {
    where: "3.4, Fig. 4f",
    says: 'stress is concentrated in the electrolyte at the deposits, "especially the part facing the cathode region"',
    measures: [
      {
        what: "place of the largest stress (the middle tip is at 210)",
        reading: reading("paper-protruded", "end.peakX_um"),
        ...{ unit: "um from the left wall", expects: { above: 195, below: 225 } },
      },
    ],
    because: "Where most is plated, most is pushed.",
  },
  {
    where: "3.4",
    says: 'the stress "may also exceed the critical stress required to propagate the crack (Pc 40 MPa)"',
    measures: [
      {
        what: "largest von Mises stress, lithium that yields",
        reading: reading("physical-protruded", "maxVonMises_GPa", 1),
        ...{ unit: "MPa", scale: 1000, expects: { above: 40 } },
      },
    ],
    because:
      "The stack's own pressure makes stresses of that order between stiff and soft parts; that cracks grow in tension is another matter.",
  },
  {
    where: "2.4",
    says: '"the swage-cells are more prone to undergo short circuit than the tomo-cells"',
    measures: [
      {
        what: "cycle of the short circuit at 2C (41: none in 40), tomography less swage, where one of them has shorted",
        reading: reading("whole-ncm-2C", "shortCycle"),
        ...{ minus: reading("swage-ncm-2C", "shortCycle"), unit: "cycles", expects: { above: 0 } },
        silentWhereEqual: true,
      },
    ],
    because:
      "Driven at 2C for 40 cycles. Thinner electrolyte is crossed sooner at equal flux; whether lithium enters at all hangs on a critical current known to a factor of ten.",
  },
  {
    where: "3.5",
    says: '"unstable Li plating and short circuiting of the battery occur readily at rates much lower than the measured CCD when a sufficient areal capacity is passed"',
    measures: [],
    given: "silent",
    because:
      "A threshold that falls with the charge passed is an option that is off: with it the coated cell fails too, which was not seen.",
  },
  {
    where: "3.3, abstract",
    says: '"a codependent failure mechanism between cathode and anode that is mediated by uneven Li ion flux"',
    measures: [
      {
        what: "ncm: capacity kept with the link cut less that with it, at 100",
        reading: reading(withLinkCut("ncm"), "retention", 100),
        ...{ minus: reading("ncm", "retention", 100), unit: "points", scale: 100, expects: { above: 3 } },
      },
      {
        what: "ncm: the same with the anode's effect on the cathode cut",
        reading: reading(withReturnCut("ncm"), "retention", 100),
        ...{ minus: reading("ncm", "retention", 100), unit: "points", scale: 100, expects: { above: 3 } },
      },
      {
        what: "swage: capacity kept with the link cut less that with it, at 100",
        reading: reading(withLinkCut(SWAGE.bare), "retention", 100),
        ...{
          minus: reading(SWAGE.bare, "retention", 100),
          unit: "points",
          scale: 100,
          expects: { above: 3 },
        },
      },
      {
        what: "ncm: interphase less that with the link cut, at 100",
        reading: reading("ncm", "interphaseThickness_nm", 100),
        ...{
          minus: reading(withLinkCut("ncm"), "interphaseThickness_nm", 100),
          unit: "nm",
          expects: { above: 50 },
        },
      },
    ],
    because:
      "The pattern of the cathode reaches the lithium and makes interphase; the way back to capacity is what is missing, as lithium is in excess and a blocked place costs a detour of some ohm cm2.",
  },
  {
    where: "3.3",
    says: 'the codependent mechanism "plays a decisive role during the late cycle life"',
    measures: [
      {
        what: "ncm: what the link adds to the interphase, at 100 over at 50",
        reading: reading("ncm", "interphaseDriven_nm", 100),
        ...{ over: reading("ncm", "interphaseDriven_nm", 50), expects: { above: 1.5 } },
      },
      {
        what: "ncm: capacity kept with the link cut less that with it, at 100",
        reading: reading(withLinkCut("ncm"), "retention", 100),
        ...{ minus: reading("ncm", "retention", 100), unit: "points", scale: 100, expects: { above: 3 } },
      },
    ],
    because: "The pattern comes late, with the lost contacts; for the capacity it decides nothing.",
  },
];
