/** What a checkpoint's memory of solved cycles has to be, from which cycles to come are extrapolated. */
import { z } from "zod";
import type { Model } from "../../cell/model.ts";
import { bytes, COUNT, floats, NUMBER } from "./array-schema.ts";

/** Largest count of a cycle's segments: a damage count before each of its discharges, and one at its end. */
const MOST_SEGMENTS = 10000;

/** The memory of a state of `model`. */
export function cycleMemorySchema(model: Model): z.ZodType {
  const { population, scenario } = model;
  const each = floats(population.count);
  const flags = bytes(population.count, 2);
  const segments = z.array(segmentSchema(each, flags)).max(MOST_SEGMENTS);
  const slow = slowSchema(model, each);
  const memory = z.looseObject({
    block: COUNT.max(scenario.protocol.blocks.length - 1, { error: "a block of the protocol" }),
    segments,
    start: z.looseObject({ ...sums(), time: NUMBER, resting: NUMBER, active: flags }),
    fresh: bytes(population.count, 3),
    slow,
    pace: z.looseObject({ from: slow, to: slow }).optional(),
    solved: z
      .array(
        z.looseObject({
          ...{ cycle: COUNT, time: NUMBER, segments, film: NUMBER },
          tally: z.looseObject({
            ...sums(),
            ...{ startTime: NUMBER, held: NUMBER, unevenness: NUMBER, largestStress: NUMBER },
            ...{ direction: NUMBER, wentOn: z.boolean(), putIn: NUMBER, paired: NUMBER },
          }),
        }),
      )
      .max(4),
    profiles: z.array(floats(population.count * scenario.solver.shells)),
    jump: z.looseObject({ count: COUNT, weighed: z.array(each), error: NUMBER, missed: NUMBER }),
    ...{ reach: COUNT, missed: NUMBER },
  });
  return memory.refine(isWhole, { error: "as many segments in each part as a cycle has" });
}

/** Whether the parts that are gone through together have as many segments as each other. */
function isWhole({
  solved,
  profiles,
  jump,
  segments,
}: {
  readonly solved: readonly { readonly segments: readonly unknown[] }[];
  readonly profiles: readonly unknown[];
  readonly jump: { readonly weighed: readonly unknown[] };
  readonly segments: readonly unknown[];
}): boolean {
  const count = solved[0]?.segments.length;
  if (count === undefined) return segments.length === profiles.length;
  const profiled = segments.length === 0 ? count : segments.length;
  return (
    count > 0 &&
    solved.every((cycle) => cycle.segments.length === count) &&
    jump.weighed.length === count &&
    profiles.length === profiled
  );
}

function sums(): Record<string, z.ZodType> {
  return { charged: NUMBER, discharged: NUMBER, chargedEnergy: NUMBER, dischargedEnergy: NUMBER };
}

function segmentSchema(each: z.ZodType, flags: z.ZodType): z.ZodType {
  return z.looseObject({
    ...sums(),
    ...{ active: flags, contactFatigue: each, crackFatigue: each, largest: each, breathing: each },
    ...{ carried: each, chargingTime: NUMBER, mean: each, surface: each },
    ...{ crowding: NUMBER, resting: NUMBER, flowing: NUMBER },
  });
}

function slowSchema({ boundary, electrolyte }: Model, each: z.ZodType): z.ZodType {
  const front = floats(boundary.count - boundary.frontStart);
  const amounts = floats(electrolyte.triangles.length / 3);
  return z.looseObject({
    ...{ time: NUMBER, temperature: NUMBER, stackPressure: NUMBER, crackLength: NUMBER },
    ...{ damage: each, filmGrowth: each },
    ...{ plated: front, interphaseChemical: front, interphaseDriven: front },
    ...{ surfaceRatio: front, contactFraction: front, diverted: front },
    lithium: z.looseObject({ connected: amounts, dead: amounts, reacted: amounts }),
    own: z.record(z.string(), z.record(z.string(), z.unknown())),
  });
}
