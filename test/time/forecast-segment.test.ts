/** Segments to come: exact where cycles follow the straight lines that are assumed, and the correction of what was off. */
import { describe, expect, it } from "vitest";
import type { CycleSegment, SolvedCycle } from "../../sim-core/cell/cycle-memory.ts";
import { FIRST_TALLY } from "../../sim-core/mechanisms/initial-state.ts";
import { forecastSegment } from "../../sim-core/time/jump/forecast-segment.ts";
import { meanFilm } from "../../sim-core/time/jump/mean-film.ts";
import { smallScenario } from "../cell/small-cell.ts";

const scenario = smallScenario({ "contactLoss.rateExponent": 1 });
const OWN = [1, 1.1, 0.9];

/** A cycle whose fatigue is crowding times 2 - 0.3 drive, whose end is 0.3 + 0.05 drive; drive: film times crowding. */
function cycleAt(cycle: number, film: number, crowding: number, active = [1, 1, 1]): SolvedCycle {
  const drive = film * crowding;
  const each = (value: number): Float64Array => Float64Array.from(OWN, (own) => own * value);
  const segment: CycleSegment = {
    active: Uint8Array.from(active),
    contactFatigue: each(crowding * Math.exp(0.5 - 0.3 * drive)),
    crackFatigue: each(crowding * Math.exp(0.2 - 0.1 * drive)),
    largest: each(Math.exp(-2.8 - 0.05 * drive)),
    breathing: each(Math.exp(-2.9 - 0.05 * drive)),
    ...{ carried: each(1), chargingTime: 7200 },
    mean: Float64Array.from(OWN, (own) => 0.3 * own + 0.05 * drive),
    surface: Float64Array.from(OWN, (own) => 0.28 * own + 0.02 * drive),
    crowding,
    ...{ charged: 100, discharged: 0, chargedEnergy: 100 * (4 + 0.2 * drive), dischargedEnergy: 0 },
    ...{ resting: 0, flowing: 7200 },
  };
  const startTime = 1e4 * cycle;
  const tally = { ...FIRST_TALLY, startTime, charged: 100 };
  return { cycle, time: startTime + 1e4, segments: [segment], film, tally };
}

function ask(solved: readonly SolvedCycle[], film: number, crowding: number, active = [1, 1, 1]) {
  const startTime = 1e4 * (solved[0]!.cycle + 4);
  const conditions = { startTime, film, crowding, active: Uint8Array.from(active) };
  return forecastSegment({ scenario }, solved, 0, conditions);
}

describe("a forecast", () => {
  it("meets what follows the drive, with the rate of the crowding in the fatigue", () => {
    // Only the film grows: the drive explains all of it.
    const forecast = ask([cycleAt(3, 1.1, 1), cycleAt(2, 1.05, 1)], 1.3, 1.2);
    const met = cycleAt(7, 1.3, 1.2).segments[0]!;
    const rough = (values: Float64Array): number[] => Array.from(values, (own) => Number(own.toPrecision(2)));
    expect(rough(forecast.contactFatigue)).toEqual(rough(met.contactFatigue));
    expect(forecast.largest[1]! / met.largest[1]!).toBeCloseTo(1, 3);
    expect(0.3 + 0.05 * 1.1 + forecast.shift).toBeCloseTo(met.mean[0]!, 3);
    expect(forecast.chargeVoltage).toBeCloseTo(4 + 0.2 * 1.56, 2);
    expect(forecast.dischargeVoltage).toBe(0);
  });

  it("of the newest cycle's own conditions is the newest cycle", () => {
    const solved = [cycleAt(5, 1.2, 1.1), cycleAt(4, 1.15, 1.05), cycleAt(2, 1, 1)];
    const { segments, film, tally } = solved[0]!;
    const conditions = { startTime: tally.startTime, film, crowding: 1.1, active: segments[0]!.active };
    const forecast = forecastSegment({ scenario }, solved, 0, conditions);
    expect(Array.from(forecast.contactFatigue)).toEqual(Array.from(segments[0]!.contactFatigue));
    expect(forecast.shift).toBe(0);
    expect(forecast.trend).toBe(0);
  });

  it("gives nothing to a particle that takes no part, whose absence crowds the others", () => {
    const solved = [cycleAt(3, 1.1, 1), cycleAt(2, 1.05, 1)];
    const forecast = ask(solved, 1.1, 1.5, [1, 0, 1]);
    expect(forecast.contactFatigue[1]).toBe(0);
    expect(forecast.largest[1]).toBe(0);
    expect(forecast.contactFatigue[0]).toBeGreaterThan(solved[0]!.segments[0]!.contactFatigue[0]!);
  });

  it("learns nothing from particles that came back or were lost between the cycles", () => {
    const other = cycleAt(2, 1.05, 1, [1, 1, 0]);
    other.segments[0]!.mean[2] = 0.9;
    const [one, all] = [
      ask([cycleAt(3, 1.1, 1), other], 1.2, 1),
      ask([cycleAt(3, 1.1, 1), cycleAt(2, 1.05, 1)], 1.2, 1),
    ];
    expect(one.shift).toBeCloseTo(all.shift, 12);
  });
});

describe("the mean film", () => {
  it("is that of the particles that take part, on the film that was there", () => {
    const { filmResistance } = scenario.interface;
    const growth = Float64Array.of(1e-4, 9e-4, 3e-4);
    expect(meanFilm(scenario, growth, [1, 0, 1])).toBeCloseTo(filmResistance + 2e-4, 15);
    expect(meanFilm(scenario, growth, [0, 0, 0])).toBe(filmResistance);
  });
});
