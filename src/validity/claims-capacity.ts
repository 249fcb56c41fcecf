/** What the paper says of capacity and cathode. Bounds without a number in the paper are assumed. */
import { type Claim, reading } from "./claim.ts";
import { SWAGE, TOMOGRAPHY } from "./ensembles.ts";

const POINTS = { unit: "%", scale: 100 } as const;

export const CAPACITY_CLAIMS: readonly Claim[] = [
  {
    where: "3.1, Fig. 1b",
    says: '"after 70 cycles (... NCM|Li-70, 66.1%"',
    measures: [
      {
        ...{ what: "retention at 70", reading: reading(SWAGE.bare, "retention", 70), ...POINTS },
        expects: { meanWithin: [64.1, 68.1] },
      },
    ],
    because:
      "The median life of contacts was fitted to this number with a population without space, so that meeting it is no evidence; the random cross-section moves it.",
  },
  {
    where: "3.1, Fig. 1b",
    says: '"the LZP-NCM|LPSCl|Li cell after 90 cycles (... 79%"',
    measures: [
      {
        ...{ what: "retention at 90", reading: reading(SWAGE.coated, "retention", 90), ...POINTS },
        expects: { meanWithin: [77, 81] },
      },
    ],
    because: "The coating's factor on the threshold was fitted to this number without space, as above.",
  },
  {
    where: "3.1, Fig. 1b, c",
    says: '"the swage-cell using bare NCM exhibits the lower capacity retention and faster capacity decay"',
    measures: [70, 90].map((cycle) => ({
      what: `coated less bare at ${cycle}`,
      reading: reading(SWAGE.coated, "retention", cycle),
      minus: reading(SWAGE.bare, "retention", cycle),
      ...{ unit: "points", scale: 100, expects: { above: 2 } },
    })),
    because:
      "Only the coating differs. Its direction is put in (a higher threshold, more contact, less film); how much comes of it is not.",
  },
  {
    where: "3.1, Fig. 1d, e",
    says: '"a lower capacity retention and faster capacity decay is observed in the NCM|Li-100 tomo-cell than the LZP-NCM|Li-100 tomo-cell"',
    measures: [50, 100].map((cycle) => ({
      what: `coated less bare at ${cycle}`,
      reading: reading(TOMOGRAPHY.coated, "retention", cycle),
      minus: reading(TOMOGRAPHY.bare, "retention", cycle),
      ...{ unit: "points", scale: 100, expects: { above: 2 } },
    })),
    because: "At 0.1C both wear slowly; nothing was fitted to the tomography cells.",
  },
  {
    where: "3.1",
    says: '"the obtained lower capacities of the tomo-cells compared with the swage-cells are caused by the lack of an external auxiliary pressure"',
    measures: [
      {
        what: "swage cell, discharge capacity at 7 over that at 160 MPa, first cycle",
        reading: reading("swage-ncm-7MPa", "dischargeCapacity_mAh_cm2", 1),
        over: reading(SWAGE.bare, "dischargeCapacity_mAh_cm2", 1),
        expects: { below: 0.98 },
      },
    ],
    because:
      "Stack pressure acts on thresholds, voids and critical currents, not on the contact with which a cathode is built, which is a parameter of its own.",
  },
  {
    where: "3.2, Fig. 2a",
    says: '"a similar morphological change at the cathode side: a slight change in the NCM|Li-50 cell vs. a significant one in the NCM|Li-100"',
    measures: [
      {
        what: "particles lost at 50",
        reading: reading(TOMOGRAPHY.bare, "activeLost", 50),
        ...{ ...POINTS, expects: { below: 10 } },
      },
      {
        what: "particles lost at 100",
        reading: reading(TOMOGRAPHY.bare, "activeLost", 100),
        ...{ ...POINTS, expects: { above: 10 } },
      },
    ],
    because: "Contacts tire by cycles, with a spread of lives, so that losses set in late.",
  },
  {
    where: "3.2, Fig. 2a, III",
    says: '"drifted" NCM particles, "diluted" by the electrolyte after 100 cycles',
    measures: [
      {
        what: "share of particles drifted by more than two voxels, bare, at 100",
        ...{ reading: reading(TOMOGRAPHY.bare, "end.driftedShare", 100), ...POINTS },
      },
      {
        what: "coated",
        ...{ reading: reading(TOMOGRAPHY.coated, "end.driftedShare", 100), ...POINTS },
      },
    ],
    given: "by construction",
    because:
      "Particles that have let go are pushed towards the anode by a law of drift that was added for this picture; how many move follows from how many let go.",
  },
  {
    where: "3.2, Fig. 2",
    says: 'the drifted particles are "at the delithiated state" and "very likely electrochemically inactive"',
    measures: [
      {
        what: "stoichiometry of lost less that of active particles, discharged, at 100",
        reading: reading(TOMOGRAPHY.bare, "xLostLessActive", 100),
        expects: { below: -0.1 },
      },
    ],
    because:
      "A particle shrinks while it is charged, so it lets go then and keeps the lithium that it has; nothing says at which state of charge the damage is full.",
  },
  {
    where: "3.2",
    says: '"the deactivation of the NCM particles and the loss of Li content in them are responsible for the capacity decay"',
    measures: ["ncm", SWAGE.bare, TOMOGRAPHY.bare].map((cell) => ({
      what: `${cell}: share of particles lost over share of capacity lost, at 100`,
      reading: reading(cell, "activeLostOverCapacityLost", 100),
      expects: { above: 0.5, below: 1.2 },
    })),
    because:
      "Where the ratio is near 1 each lost particle takes its capacity along; below it polarisation of those that are left takes the rest.",
  },
  {
    where: "3.2",
    says: '"the lost Li should be repositioned in other battery components such as the SE and anode"',
    measures: [
      {
        what: "lithium in interphase and electrolyte, of all, at 100",
        ...{ reading: reading(TOMOGRAPHY.bare, "lithiumBetween", 100), ...POINTS },
      },
    ],
    given: "by construction",
    because:
      "Lithium is conserved to round-off, so what particles lack is elsewhere; most of it is metal on the anode.",
  },
  {
    where: "3.2, 3.5, Fig. 5",
    says: '"During the former cycles, almost all NCM particles participate in electrochemical reactions"',
    measures: [SWAGE.bare, TOMOGRAPHY.bare].map((cell) => ({
      what: `${cell}: active at 10`,
      ...{ reading: reading(cell, "activeFraction", 10), ...POINTS, expects: { above: 95 } },
    })),
    because: "No contact is lost before its fatigue is full.",
  },
  {
    where: "3.3, Fig. 3",
    says: '"no LZP-NCM particles are found drifting in the SE"',
    measures: [
      {
        what: "drifted by more than two voxels at 100",
        reading: reading(TOMOGRAPHY.coated, "end.driftedShare", 100),
        ...{ ...POINTS, expects: { below: 0.5 } },
      },
    ],
    because: "Particles that keep their contact do not drift.",
  },
  {
    where: "3.3, Fig. 3d",
    says: 'coated particles "possess comparatively more Li content after battery cycling"',
    measures: [
      {
        what: "mean stoichiometry, coated less bare, discharged, at 100",
        reading: reading(TOMOGRAPHY.coated, "end.xAll", 100),
        minus: reading(TOMOGRAPHY.bare, "end.xAll", 100),
        expects: { above: 0.01 },
      },
    ],
    because: "Lost particles stay charged, and fewer are lost with the coating.",
  },
  {
    where: "3.3, Fig. 3f-h",
    says: '"the further away from the Al current collector, the lower Li content the particle possesses"',
    measures: [
      {
        what: "stoichiometry near the collector less that near the electrolyte, coated, at 100",
        reading: reading(TOMOGRAPHY.coated, "xCollectorLessElectrolyte", 100),
        expects: { above: 0.01 },
      },
    ],
    because:
      "At 0.1C ions reach the collector's side almost as easily as the other, so that a difference is small.",
  },
  {
    where: "3.4, Fig. S9",
    says: 'NCM: "serious physical contact failure" and "noticeable internal cracks"; LZP-NCM: none',
    measures: [
      {
        what: "share of particles lost, bare less coated, at 100",
        reading: reading(TOMOGRAPHY.bare, "activeLost", 100),
        ...{ minus: reading(TOMOGRAPHY.coated, "activeLost", 100), unit: "points", scale: 100 },
      },
      {
        what: "cracked share of particles, bare less coated",
        reading: reading(TOMOGRAPHY.bare, "end.crackShare", 100),
        ...{ minus: reading(TOMOGRAPHY.coated, "end.crackShare", 100), unit: "points", scale: 100 },
      },
    ],
    given: "by construction",
    because: "Threshold and cracking rate of the coated cell are set so.",
  },
  {
    where: "3.4, Fig. S10",
    says: "parasitic products at the bare cathode, few with LZP",
    measures: [],
    given: "by construction",
    because: "The film on coated particles is set to grow at a fifth of the rate.",
  },
];
