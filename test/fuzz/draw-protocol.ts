/** Protocols as people write them, and some that nobody would. */
import fc from "fast-check";
import { between, betweenDecades } from "../fractions.ts";

const digits = (value: number): string => String(Number(value.toPrecision(3)));

const cRate = betweenDecades(0.02, 5);
const rate = fc.oneof(
  { weight: 4, arbitrary: cRate.map((c) => `${digits(c)}C`) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 50 }).map((n) => `C/${n}`) },
  { weight: 1, arbitrary: fc.constant("rate") },
  { weight: 1, arbitrary: betweenDecades(0.05, 10).map((i) => `${digits(i)} mA/cm2`) },
  { weight: 1, arbitrary: betweenDecades(0.2, 30).map((p) => `${digits(p)} mW/cm2`) },
  { weight: 1, arbitrary: betweenDecades(0.05, 5).map((i) => `${digits(i)} mA`) },
);
const duration = fc.oneof(
  betweenDecades(1, 3600).map((s) => `${digits(s)} s`),
  betweenDecades(0.1, 240).map((m) => `${digits(m)} min`),
  betweenDecades(0.01, 100).map((h) => `${digits(h)} h`),
);
const voltage = between(2.5, 4.5).map((v) => `${digits(v)} V`);
const capacity = betweenDecades(0.001, 3).map((q) => `${digits(q)} mAh/cm2`);
const charge = between(1, 99).map((s) => `${digits(s)} % SoC`);

function limits(...kinds: fc.Arbitrary<string>[]): fc.Arbitrary<string[]> {
  return fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: 3 });
}

const driveLimits = limits(voltage, voltage, duration, capacity, charge);
const holdLimits = limits(
  fc.integer({ min: 2, max: 200 }).map((n) => `C/${n}`),
  betweenDecades(0.001, 2).map((i) => `${digits(i)} mA/cm2`),
  betweenDecades(0.01, 10).map((r) => `dI/dt < ${digits(r)} mA/cm2/h`),
  duration,
  duration,
  capacity,
);
const restLimits = limits(
  duration,
  duration,
  betweenDecades(1e-4, 50).map((r) => `dV/dt < ${digits(r)} mV/h`),
);

const temperature = between(-20, 90).map((t) => `${digits(t)} degC`);
const pressure = between(0, 300).map((p) => `${digits(p)} MPa`);

function orRamp(value: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.oneof(value, fc.record({ to: value, over: duration }));
}

const surroundings = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record(
      { temperature: orRamp(temperature), stackPressure: orRamp(pressure) },
      { requiredKeys: [] },
    ),
  },
);

const profile = fc.record({
  profile: fc
    .array(fc.tuple(betweenDecades(0.5, 600), between(-3, 3)), { minLength: 1, maxLength: 5 })
    .map((intervals) => ({
      time: [0, ...intervals.map((_, k) => intervals.slice(0, k + 1).reduce((sum, [own]) => sum + own, 0))],
      unit: "C",
      current: intervals.map(([, c]) => Number(c.toPrecision(3))),
    })),
  repeat: fc.integer({ min: 1, max: 5 }),
  until: fc.constant("2.6 V"),
});

const record = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ charge: rate, until: driveLimits }) },
      { weight: 3, arbitrary: fc.record({ discharge: rate, until: driveLimits }) },
      { weight: 2, arbitrary: fc.record({ hold: voltage, until: holdLimits }) },
      { weight: 2, arbitrary: fc.record({ rest: restLimits }) },
      { weight: 1, arbitrary: profile },
    ),
    surroundings,
  )
  .map(([step, around]) => ({ ...step, ...around }));

/** Sentences of the grammar. */
export const sentences: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      fc
        .tuple(fc.constantFrom("Charge", "Discharge", "charge", "DISCHARGE"), rate, driveLimits)
        .map(([word, at, until]) => `${word} at ${at} ${joinLimits(until)}`),
      fc.tuple(voltage, holdLimits).map(([at, until]) => `Hold at ${at} ${joinLimits(until)}`),
      restLimits.map((until) => `Rest ${joinLimits(until)}`),
    ),
    fc.oneof(
      { weight: 5, arbitrary: fc.constant("") },
      { weight: 1, arbitrary: temperature.map((t) => ` at ${t}`) },
      { weight: 1, arbitrary: fc.tuple(temperature, duration).map(([t, over]) => ` to ${t} over ${over}`) },
    ),
  )
  .map(([what, around]) => what + around);

function joinLimits(until: readonly string[]): string {
  return until.map((limit) => (/^[\d.]+ (?:s|min|h)$/.test(limit) ? "for " : "until ") + limit).join(" or ");
}

const steps = fc.array(fc.oneof({ weight: 3, arbitrary: record }, { weight: 1, arbitrary: sentences }), {
  minLength: 1,
  maxLength: 5,
});

const ends = fc.constantFrom(
  "voltage < 2.5 V",
  "voltage > 4.4 V",
  "capacity < 1 mAh/cm2",
  "retention < 80 %",
  "time > 2 h",
  "2 cycles",
);

/** Plain steps or blocks. */
export const protocols: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ repeat: fc.integer({ min: 1, max: 3 }), steps }) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        blocks: fc.array(
          fc.record(
            {
              name: fc.constantFrom("formation", "cycling"),
              repeat: fc.integer({ min: 1, max: 3 }),
              steps,
              check: fc.record({ every: fc.integer({ min: 1, max: 3 }), steps }),
            },
            { requiredKeys: ["steps"] },
          ),
          { minLength: 1, maxLength: 3 },
        ),
        repeat: fc.integer({ min: 1, max: 2 }),
        referenceCycle: fc.integer({ min: 0, max: 3 }),
        end: fc.array(ends, { maxLength: 2 }),
      },
      { requiredKeys: ["blocks"] },
    ),
  },
);
