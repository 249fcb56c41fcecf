/** What the paper says of lithium, electrolyte and interphase. Bounds without a number in the paper are assumed. */
import { type Claim, reading } from "./claim.ts";
import { SWAGE, TOMOGRAPHY, withLinkCut } from "./ensembles.ts";

/** um: two voxels of the tomography; less is not seen. */
const SEEN = 2.6;
/** mol/m2 in boundaries, as metal or products, that make 0.13 um of lithium: a tenth of a voxel over the whole front. */
const TRACE = 0.01;

export const ANODE_CLAIMS: readonly Claim[] = [
  {
    where: "3.2, Fig. 2a",
    says: '"a slight change at the Li/LPSCl interface in the NCM|Li-50 cell ... but a significant one in the NCM|Li-100 cell"',
    measures: [
      {
        what: "thickest less thinnest lithium at 100",
        reading: reading(TOMOGRAPHY.bare, "thicknessSpread_um", 100),
        ...{ unit: "um", expects: { above: SEEN } },
      },
      {
        what: "at 50",
        reading: reading(TOMOGRAPHY.bare, "thicknessSpread_um", 50),
        ...{ unit: "um", expects: { below: 5 * SEEN } },
      },
    ],
    because:
      "A pattern reaches the lithium only where it is as wide as the electrolyte is thick: the whole cell holds such patterns, the cut of 420 um does not.",
  },
  {
    where: "3.2, Fig. 2a, III",
    says: '"the overall diminished thickness of Li anode"',
    measures: [
      {
        what: "mean thickness at 100 less that when built",
        reading: reading(TOMOGRAPHY.bare, "thicknessChange_um", 100),
        ...{ unit: "um", expects: { below: -2 } },
      },
    ],
    because:
      "Every particle that lets go while charged leaves its lithium on the anode, more than interphase and boundaries take: the lithium becomes thicker.",
  },
  {
    where: "3.2, Fig. 2a, III",
    says: '"at some regions ... the Li anode has completely "disappeared""',
    measures: [
      {
        what: "share of the front without lithium at 100",
        reading: reading(TOMOGRAPHY.bare, "depletedFraction", 100),
        ...{ unit: "%", scale: 100, expects: { above: 5 } },
      },
    ],
    because: "Lithium is in excess, and the more so the more particles are lost.",
  },
  {
    where: "3.2, Fig. 2e, S6",
    says: 'the cycled electrolyte "is taking in of low X-ray absorbing materials such as generated Li electrodeposits or formed cracks"',
    measures: [
      {
        what: "lithium in boundaries, metal and products, at 100",
        reading: reading(TOMOGRAPHY.bare, "boundaryLithium_mol_m2", 100),
        ...{ unit: "mol/m2", expects: { above: TRACE } },
      },
    ],
    because:
      "Lithium enters boundaries above a critical current, which at 0.1C only an uneven flux exceeds. That current was set to do so (tomo-ncm), and what enters ends in products rather than as metal.",
  },
  {
    where: "3.2, Fig. S6",
    says: '"isolated Li deposition within the intergranular boundaries", completely enclosed',
    measures: [
      {
        what: "dead lithium at 100",
        reading: reading(TOMOGRAPHY.bare, "deadLithium_mol_m2", 100),
        ...{ unit: "mol/m2", expects: { above: 1e-4 } },
      },
    ],
    because:
      "What enters in films of 50 nm reacts before it can be cut off, so it ends in products rather than as metal.",
  },
  {
    where: "3.2",
    says: '"the LPSCl electrolyte is seemingly swelled"',
    measures: [],
    given: "silent",
    because:
      "Products in boundaries swell the electrolyte in stress, but the drawn electrolyte keeps its area while the front moves: no thickness is computed that could be compared.",
  },
  {
    where: "3.2, 3.5, Fig. 5",
    says: 'at first "an even and steady Li+ ion flux", "a balanced and uniform Li plating/stripping"',
    measures: [SWAGE.bare, TOMOGRAPHY.bare].map((cell) => ({
      what: `${cell}: coefficient of variation of the plating current at 10`,
      reading: reading(cell, "anodeCurrentCoV", 10),
      expects: { below: 0.03 },
    })),
    because: "With all particles at work the electrolyte evens out what their places differ by.",
  },
  {
    where: "3.2, 3.5",
    says: '"the overall cell current ... would concentrate mostly on the remaining active NCM particles"',
    measures: [
      {
        what: "active share of the swage cell at 100",
        reading: reading(SWAGE.bare, "activeFraction", 100),
        ...{ unit: "%", scale: 100 },
      },
    ],
    given: "by construction",
    because:
      "The imposed current is shared by those that take part. It is theirs at a fixed C-rate: their mean current grows as one over their share, not exponentially.",
  },
  {
    where: "3.2",
    says: 'uneven flux "causes significant Li stripping from the part of Li anode facing the active NCM particles"',
    measures: ["ncm", SWAGE.bare].map((cell) => ({
      what: `${cell}: correlation of the stripping current with the active share that faces it, at 100`,
      reading: reading(cell, "end.currentFacing", 100),
      expects: { above: 0.5 },
    })),
    because:
      "Ions take the shortest way; the pattern that arrives is that of the active particles as conduction spreads it.",
  },
  {
    where: "3.2",
    says: 'the focused current "drives the Li+ ion flux into the SE intergranular boundaries"',
    measures: ["ncm", SWAGE.bare, TOMOGRAPHY.bare].map((cell) => ({
      what: `${cell}: lithium in boundaries less that with the link cut, at 100`,
      reading: reading(cell, "boundaryLithium_mol_m2", 100),
      minus: reading(withLinkCut(cell), "boundaryLithium_mol_m2", 100),
      ...{ unit: "mol/m2", expects: { above: 1e-4 } },
    })),
    because:
      "The critical currents were set where they matter; the direction is the model's, the amount a guess.",
  },
  {
    where: "3.2",
    says: '"in the end, the battery would completely fail due to the entire depletion of the accessible Li"',
    measures: [
      {
        what: "share of the front without lithium at 100",
        reading: reading(TOMOGRAPHY.bare, "depletedFraction", 100),
        ...{ unit: "%", scale: 100, expects: { above: 90 } },
      },
    ],
    because: "The cathode ends the cell first: lithium left on the anode grows as capacity is lost.",
  },
  {
    where: "3.3, Fig. 3a",
    says: '"no appreciable changes at the Li/LPSCl interface" of the coated cells at 50 and 100',
    measures: [50, 100].map((cycle) => ({
      what: `thickest less thinnest lithium at ${cycle}`,
      reading: reading(TOMOGRAPHY.coated, "thicknessSpread_um", cycle),
      ...{ unit: "um", expects: { below: SEEN } },
    })),
    because:
      "Coated particles keep their contact longer, so that the flux stays even until late; the bare cell of the same size does not.",
  },
  {
    where: "3.3, Fig. 3a",
    says: '"besides a homogeneously decreased thickness of Li anode" (coated)',
    measures: [
      {
        what: "mean thickness at 100 less that when built",
        reading: reading(TOMOGRAPHY.coated, "thicknessChange_um", 100),
        ...{ unit: "um", expects: { below: -0.5 } },
      },
    ],
    because:
      "The first charge plates more than the first discharge takes back; the interphase takes less than that.",
  },
  {
    where: "3.3, Fig. 3e",
    says: 'coated: "little or no taking in of low X-ray absorbing materials"',
    measures: [
      {
        what: "lithium in boundaries, metal and products, at 100",
        reading: reading(TOMOGRAPHY.coated, "boundaryLithium_mol_m2", 100),
        ...{ unit: "mol/m2", expects: { below: TRACE } },
      },
    ],
    because: "The current stays below the critical one.",
  },
  {
    where: "3.3",
    says: 'with LZP "the heterogeneous degree of Li stripping at Li anode and the likelihood of Li plating at the SE intergranular boundaries could be notably mitigated"',
    measures: [
      ...["ncm", SWAGE.bare].map((bare) => ({
        what: `unevenness, ${bare} less its coated cell, at 100`,
        reading: reading(bare, "anodeCurrentCoV", 100),
        minus: reading(bare === "ncm" ? "lzp-ncm" : SWAGE.coated, "anodeCurrentCoV", 100),
        expects: { above: 0.01 },
      })),
      {
        what: "lithium in boundaries, ncm less lzp-ncm, at 100",
        reading: reading("ncm", "boundaryLithium_mol_m2", 100),
        minus: reading("lzp-ncm", "boundaryLithium_mol_m2", 100),
        ...{ unit: "mol/m2", expects: { above: 1e-4 } },
      },
    ],
    because:
      "The coated cells differ at the cathode alone, so that what is better at the lithium came through the current.",
  },
  {
    where: "3.4, Fig. 4a, b, S11",
    says: '"a thick layer of parasitic products" in the bare cell, "only a small number" in the coated one',
    measures: [
      {
        what: "interphase, ncm less lzp-ncm, at 100",
        reading: reading("ncm", "interphaseThickness_nm", 100),
        ...{ minus: reading("lzp-ncm", "interphaseThickness_nm", 100), unit: "nm", expects: { above: 0 } },
      },
      ...[
        ["ncm", "lzp-ncm"],
        [SWAGE.bare, SWAGE.coated],
        [TOMOGRAPHY.bare, TOMOGRAPHY.coated],
      ].map(([bare = "", coated = ""]) => ({
        what: `interphase, ${bare} over ${coated}, at 100`,
        reading: reading(bare, "interphaseThickness_nm", 100),
        ...{ over: reading(coated, "interphaseThickness_nm", 100), expects: { above: 1.5 } },
      })),
      {
        what: "the same per charge, ncm over lzp-ncm",
        reading: reading("ncm", "interphasePerCharge", 100),
        ...{ over: reading("lzp-ncm", "interphasePerCharge", 100), expects: { above: 1.5 } },
      },
    ],
    because:
      "Uneven plating lays open fresh surface; an even flux leaves only what grows with the square root of time, which is the same in both.",
  },
  {
    where: "3.4, Fig. 4a",
    says: 'bare: with etching the products "gradually decrease but do not vanish"',
    measures: [
      {
        what: "products in the signal after 160 nm, tomography, bare",
        reading: reading(TOMOGRAPHY.bare, "end.profile160"),
        expects: { above: 0.05 },
      },
      {
        what: "the same over that at the surface",
        reading: reading(TOMOGRAPHY.bare, "end.profile160"),
        ...{ over: reading(TOMOGRAPHY.bare, "end.profile0"), expects: { below: 0.9 } },
      },
    ],
    because:
      "The chemical interphase alone is thicker than the depths that were etched; where it is even the signal stays as it is instead of fading.",
  },
  {
    where: "3.4",
    says: 'a heterogeneous cathode "could cause an increased local current density that accelerates unwanted side-reactions at the anode side"',
    measures: ["ncm", SWAGE.bare].map((cell) => ({
      what: `${cell}: interphase less that with the link cut, at 100`,
      reading: reading(cell, "interphaseThickness_nm", 100),
      minus: reading(withLinkCut(cell), "interphaseThickness_nm", 100),
      ...{ unit: "nm", expects: { above: 50 } },
    })),
    because:
      "The law of fresh surface was chosen for this direction; how much is what the computed flux makes of it.",
  },
];
