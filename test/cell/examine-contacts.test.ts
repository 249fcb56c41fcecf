/** Contacts with the collector: what touches it, what is refused beforehand, what is questioned. */
import { describe, expect, it } from "vitest";
import { describeProblem } from "../../sim-core/base/errors.ts";
import { carbonReach, createContactNetwork, findConnected } from "../../sim-core/cathode/contact-network.ts";
import { layOut } from "../../sim-core/cell/lay-out.ts";
import { examineGeometry } from "../../sim-core/cell/model.ts";
import type { CrossSection } from "../../sim-core/mesh/cross-section.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { parseShipped, SHIPPED_NAMES } from "../scenario/shipped-scenarios.ts";

type Settings = Record<string, string | number | boolean>;

const networkOf = (scenario: Scenario, section: CrossSection) =>
  createContactNetwork({
    x: section.particleX,
    y: section.particleY,
    radius: section.particleRadius,
    seed: scenario.seed,
    ...scenario.contactLoss,
  });
const sum = (flags: ArrayLike<number>): number => Array.from(flags).reduce((total, one) => total + one, 0);

/** How many touch the collector, and how many electrons reach. */
function contactsOf(settings: Settings, name = "ncm"): { touching: number; reached: number; count: number } {
  const scenario = parseShipped(name, settings);
  const section = layOut(scenario);
  const network = networkOf(scenario, section);
  const all = new Uint8Array(section.particleX.length).fill(1);
  return {
    touching: sum(network.touchesCollector),
    reached: sum(findConnected(network, all)),
    count: all.length,
  };
}

function verdictOf(settings: Settings, name = "ncm"): string[] {
  return examineGeometry(parseShipped(name, settings)).map(describeProblem);
}

describe("the collector", () => {
  it.each(SHIPPED_NAMES)("of %s is touched across the gap of before, and by no others", (name) => {
    const scenario = parseShipped(name);
    const section = layOut(scenario);
    const { electronicGap, neighbourRange } = scenario.contactLoss;
    const expected = Array.from(section.particleY, (y, p) => {
      const radius = section.particleRadius[p]!;
      return y - radius <= electronicGap || 2 * y <= 1.001 * neighbourRange * radius ? 1 : 0;
    });
    expect([...networkOf(scenario, section).touchesCollector]).toEqual(expected);
    expect(verdictOf({}, name)).toEqual([]);
  });

  it.each<[Settings, number]>([
    [{ "cathode.thickness": 80 }, 28],
    [{ "cathode.rows": 4 }, 28],
    [{ "cathode.particleRadius": 4.99 }, 28],
    [{ "cathode.particleRadius": 4.5 }, 28],
    [{ "cathode.particleRadius": 4 }, 28],
    [{ "cathode.particleRadius": 3.5 }, 28],
    // Two at the ends of the second row too: beside them carbon finds only two lower ones.
    [{ "cathode.particleRadius": 3 }, 30],
    [{ "contactLoss.neighbourRange": 2.9 }, 28],
  ])("is touched by the whole lowest row with %j, and all particles are reached", (settings, touching) => {
    const contacts = contactsOf(settings);
    expect(contacts.touching).toBe(touching);
    expect(contacts.reached).toBe(contacts.count);
  });

  it("has as many contacts in a small random cell as carbon gives a particle, and none without carbon", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const small = { "cell.width": 60, seed };
      expect(contactsOf(small, "tomo-ncm").touching).toBeGreaterThanOrEqual(3);
    }
    expect(contactsOf({ "cathode.thickness": 80, "contactLoss.carbonLinks": 0 }).touching).toBe(0);
  });

  it("is reached as far as carbon bridges the gap between two particles", () => {
    // One row: y = thickness/2, gap y - 5 um; carbon: 3 * 1.001 * 3 * 5 um from centre to centre, less a diameter.
    expect(carbonReach(5e-6, 3)).toBeCloseTo(45.045e-6, 12);
    const oneRow = (thickness: number): Settings => ({ "cathode.rows": 1, "cathode.thickness": thickness });
    expect(contactsOf(oneRow(80)).touching).toBe(28);
    expect(contactsOf(oneRow(80.2)).touching).toBe(0);
  });
});

describe("a geometry without contact", () => {
  it("is refused beforehand, with gap and reach", () => {
    expect(() => verdictOf({ "cathode.rows": 1, "cathode.thickness": 100 })).toThrow(
      "contactLoss.electronicGap: got 1 um: no particle reaches the collector, the nearest stands 45 um above it and the reach is 35.045 um with carbon; expected a gap of at least 45 um, a wider range of neighbours, or particles that stand closer to the collector",
    );
    expect(() => verdictOf({ "cathode.thickness": 80, "contactLoss.carbonLinks": 0 })).toThrow(
      "contactLoss.electronicGap: got 1 um: no particle reaches the collector, the nearest stands 3 um above it and the reach is 2.5075 um without carbon links; expected a gap of at least 3 um, carbon links, or particles that stand closer to the collector",
    );
    // What is asked for helps.
    const widened = { "cathode.thickness": 80, "contactLoss.carbonLinks": 0, "contactLoss.electronicGap": 3 };
    expect(contactsOf(widened).touching).toBe(28);
  });

  it("is let pass where electrons need no path", () => {
    const settings = { "cathode.rows": 1, "cathode.thickness": 100, "contactLoss.percolation": false };
    expect(verdictOf(settings)).toEqual([]);
  });

  it("because zones take every particle out is refused", () => {
    const scenario = parseShipped("ncm");
    const inactiveZones = [{ from: 0, to: scenario.cell.width }];
    expect(() => examineGeometry({ ...scenario, cathode: { ...scenario.cathode, inactiveZones } })).toThrow(
      "cathode.inactiveZones: got 1 zone that takes every particle out; expected zones that leave a particle over",
    );
  });
});

describe("an odd geometry is questioned", () => {
  it("where no electronic path leads to some particles", () => {
    expect(verdictOf({ "contactLoss.carbonLinks": 0 })).toEqual([
      "contactLoss.carbonLinks: got 0, with which no electronic path leads to 112 of 140 particles; expected a path to each: without one a particle takes no part after the first cycle",
    ]);
  });

  it("where all hangs on a few contacts", () => {
    const line = (few: string, lost: string): string =>
      `contactLoss.electronicGap: got 1 um, with which ${few} particles touch the collector; expected more that do: the cell ends when ${lost} lost`;
    const column = { "cathode.columns": 1 };
    expect(verdictOf({ ...column, "contactLoss.carbonLinks": 1 })).toContain(line("1 of 5", "the one is"));
    expect(verdictOf(column)).toEqual([line("3 of 5", "these are")]);
    expect(verdictOf({ "cathode.columns": 4 })).toEqual([]);
  });

  it("where no particle has a neighbour to share its load with", () => {
    expect(verdictOf({ "cathode.particleRadius": 4.99 })).toEqual([
      "contactLoss.neighbourRange: got 3 radii, within which no particle has a neighbour; expected at least 3.006, where the nearest stand: without neighbours no load is shared",
    ]);
    expect(verdictOf({ "cathode.particleRadius": 4.99, "contactLoss.feedback": false })).toEqual([]);
  });
});
