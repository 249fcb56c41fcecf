/** What can be told of the contacts of a cell before it runs: what makes it impossible, and what is odd about it. */
import type { InputProblem } from "../base/errors.ts";
import { type ContactNetwork, collectorReach, findConnected } from "../cathode/contact-network.ts";
import { showLength } from "../scenario/record/problems.ts";
import type { Scenario } from "../scenario/record/scenario.ts";

/** Contacts with the collector whose loss is no rare chance. */
const FEW_CONTACTS = 3;

/** Particles and their contacts, [nParticle] each; lengths in m, y from the cathode collector. */
export interface ConnectedDiscs {
  readonly count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly radius: Float64Array;
  /** 0 where a particle is out from the start. */
  readonly takesPart: Uint8Array;
  readonly network: ContactNetwork;
}

export interface ContactVerdict {
  /** Why no particle could ever take part. */
  readonly problems: readonly InputProblem[];
  /** What a person would hardly want. */
  readonly warnings: readonly InputProblem[];
}

/** Returns what is wrong with the contacts, and what is odd. */
export function examineContacts(
  { contactLoss, cathode }: Pick<Scenario, "contactLoss" | "cathode">,
  population: ConnectedDiscs,
): ContactVerdict {
  const taking = countOnes(population.takesPart);
  if (taking === 0) {
    const zones = cathode.inactiveZones.length;
    const got = `${zones} ${zones === 1 ? "zone that takes" : "zones that take"} every particle out`;
    const expected = "zones that leave a particle over";
    return { problems: [{ where: "cathode.inactiveZones", got, expected }], warnings: [] };
  }
  const warnings = findLonely(contactLoss, population);
  if (!contactLoss.percolation) return { problems: [], warnings };
  const touching = population.takesPart.map((one, p) => one * population.network.touchesCollector[p]);
  if (!touching.includes(1)) return { problems: [describeGap(contactLoss, population)], warnings: [] };
  const reached = countOnes(findConnected(population.network, population.takesPart));
  if (reached < taking) {
    warnings.unshift({
      where: "contactLoss.carbonLinks",
      got: `${contactLoss.carbonLinks}, with which no electronic path leads to ${taking - reached} of ${taking} particles`,
      expected: "a path to each: without one a particle takes no part after the first cycle",
    });
  }
  const few = countOnes(touching);
  if (few < taking && few <= FEW_CONTACTS) {
    warnings.unshift({
      where: "contactLoss.electronicGap",
      got: `${showLength(contactLoss.electronicGap)}, with which ${few} of ${taking} particles touch the collector`,
      expected: `more that do: the cell ends when ${few === 1 ? "the one is" : "these are"} lost`,
    });
  }
  return { problems: [], warnings };
}

/** The gap that is closest to being bridged, of those that take part. */
function describeGap(contactLoss: Scenario["contactLoss"], population: ConnectedDiscs): InputProblem {
  let gap = Number.POSITIVE_INFINITY;
  let reach = 0;
  for (let p = 0; p < population.count; p++) {
    const own = population.y[p] - population.radius[p];
    const ownReach = collectorReach(population.radius[p], contactLoss);
    if (population.takesPart[p] === 0 || own - ownReach >= gap - reach) continue;
    [gap, reach] = [own, ownReach];
  }
  const { electronicGap, carbonLinks } = contactLoss;
  const carbon = carbonLinks > 0 ? "with carbon" : "without carbon links";
  return {
    where: "contactLoss.electronicGap",
    got: `${showLength(electronicGap)}: no particle reaches the collector, the nearest stands ${showLength(gap)} above it and the reach is ${showLength(reach)} ${carbon}`,
    expected: `a gap of at least ${showLength(gap)}, ${carbonLinks > 0 ? "a wider range of neighbours" : "carbon links"}, or particles that stand closer to the collector`,
  };
}

/** Load that is shared among neighbours is shared by none where there are none. */
function findLonely(contactLoss: Scenario["contactLoss"], population: ConnectedDiscs): InputProblem[] {
  const { network, count, x, y, radius } = population;
  const isShared = contactLoss.feedback && contactLoss.sharingExponent > 0;
  if (!isShared || count < 2 || network.neighbours.partners.length > 0) return [];
  let next = Number.POSITIVE_INFINITY;
  for (let p = 0; p < count; p++)
    for (let q = 0; q < p; q++) {
      const distance = Math.sqrt((x[p] - x[q]) ** 2 + (y[p] - y[q]) ** 2);
      next = Math.min(next, (2 * distance) / (radius[p] + radius[q]));
    }
  const needed = Number(next.toPrecision(4));
  return [
    {
      where: "contactLoss.neighbourRange",
      got: `${contactLoss.neighbourRange} radii, within which no particle has a neighbour`,
      expected: `at least ${needed}, where the nearest stand: without neighbours no load is shared`,
    },
  ];
}

function countOnes(flags: ArrayLike<number>): number {
  let count = 0;
  for (let p = 0; p < flags.length; p++) count += flags[p];
  return count;
}
