import { describe, expect, test } from "vitest";
import {
  accumulateDamage,
  type ContactConditions,
  type ContactLossParameters,
  contactStrain,
  spreadLife,
  spreadThreshold,
} from "../../sim-core/degradation/contact-loss.ts";
import { swingFatigue } from "../../sim-core/degradation/fatigue.ts";
import { drawRecontact } from "../../sim-core/degradation/recontact.ts";

const parameters: ContactLossParameters & { referenceRate: number } = {
  threshold: 0.075,
  coatingFactor: 1,
  pressureScale: 1e9,
  exponent: 4,
  feedback: true,
  rateExponent: 1,
  sharingExponent: 1.5,
  contactDecline: 0.35,
  referenceRate: 0.5,
  nominalRate: 0.5,
  stackPressure: 160e6,
};

/** One contraction of each particle, with the surface over the full window. */
interface Contraction {
  readonly bulkSwing?: readonly number[];
  readonly rate?: readonly number[];
  readonly surfaceShare?: number;
  readonly volumeChange?: number;
}

/** `count` equal particles that contracted once, with what differs. */
function population(
  count: number,
  {
    bulkSwing,
    rate,
    surfaceShare = 0.5,
    volumeChange = 0.07,
    ...changes
  }: Partial<ContactConditions> & Contraction = {},
  law = parameters,
): ContactConditions {
  const even = (value: number) => new Float64Array(count).fill(value);
  const swing = Array.from(bulkSwing ?? even(0.05), (mean) =>
    mean > 0 ? contactStrain(mean, volumeChange, surfaceShare) : 0,
  );
  const rates = Array.from(rate ?? even(0.5));
  return {
    damage: even(0),
    attached: even(1),
    swing,
    fatigue: swing.map((to, p) => swingFatigue(0, to, rates[p]!, law)),
    rate: rates,
    activeShare: even(1),
    thresholdFactor: even(1),
    life: even(31.4),
    ...changes,
  };
}

const damageAfter = (
  changes: Parameters<typeof population>[1],
  altered: Partial<ContactLossParameters> = {},
) => {
  const law = { ...parameters, ...altered };
  return accumulateDamage(population(1, changes, law), law).damage[0]!;
};

test("the worked example of the file's head: 0.0072 in a cycle", () => {
  expect(contactStrain(0.05, 0.07, 0.5)).toBeCloseTo(0.06, 15);
  expect(damageAfter({})).toBeCloseTo((0.06 / 0.087) ** 4 / 31.4, 15);
  expect(damageAfter({})).toBeCloseTo(0.0072, 4);
});

describe("scaling", () => {
  const base = damageAfter({});

  test("life divides, and the swing over the threshold counts with its exponent", () => {
    expect(damageAfter({ life: [62.8] }) / base).toBeCloseTo(1 / 2, 14);
    expect(damageAfter({ thresholdFactor: [1.1] }) / base).toBeCloseTo(1.1 ** -4, 14);
    expect(damageAfter({}, { coatingFactor: 1.134 }) / base).toBeCloseTo(1.134 ** -4, 14);
    expect(damageAfter({}, { stackPressure: 0 }) / base).toBeCloseTo(1.16 ** 4, 13);
    expect(damageAfter({ bulkSwing: [0.03], surfaceShare: 0 }) / base).toBeCloseTo(0.5 ** 4, 14);
    expect(damageAfter({}, { exponent: 0 })).toBeCloseTo(1 / 31.4, 15);
  });

  test("the particle's rate and its lost neighbours raise it by their exponents", () => {
    expect(damageAfter({ rate: [1] }) / base).toBeCloseTo(2, 14);
    expect(damageAfter({ rate: [1] }, { rateExponent: 2 }) / base).toBeCloseTo(4, 14);
    expect(damageAfter({ activeShare: [0.25] }) / base).toBeCloseTo(8, 13);
    expect(damageAfter({ activeShare: [0.25] }, { sharingExponent: 0 }) / base).toBeCloseTo(1, 14);
  });

  test("without feedback rates keep their proportions about the nominal one, and neighbours do not count", () => {
    const particles = population(4, {
      rate: [1, 3, 9, 0],
      activeShare: [0.2, 0.2, 0.2, 0.2],
      attached: [1, 1, 0, 1],
      bulkSwing: [0.05, 0.05, 0.05, 0],
    });
    const { damage } = accumulateDamage(particles, { ...parameters, feedback: false });
    expect(damage[0]! / base).toBeCloseTo(0.5, 14);
    expect(damage[1]! / base).toBeCloseTo(1.5, 14);
    const slow = accumulateDamage(particles, { ...parameters, feedback: false, nominalRate: 0.1 });
    expect(slow.damage[1]! / damage[1]!).toBeCloseTo(0.2, 14);
  });
});

describe("detachment", () => {
  test("a swing at the threshold detaches at once, one below it does not", () => {
    const strength = 0.075 * 1.16;
    const particles = population(2, { thresholdFactor: [0.06 / strength, 0.0601 / strength] });
    const after = accumulateDamage(particles, parameters);
    expect([...after.attached]).toEqual([0, 1]);
    expect(after.damage[0]).toBe(1);
    expect(after.contactFraction[0]).toBe(0);
  });

  test("damage that reaches 1 detaches; before, contact declines by a_D D", () => {
    const after = accumulateDamage(population(3, { damage: [0.9999, 0.5, 0] }), parameters);
    expect([...after.attached]).toEqual([0, 1, 1]);
    expect(after.damage[0]).toBe(1);
    expect(after.contactFraction[1]).toBeCloseTo(1 - 0.35 * after.damage[1]!, 15);
    expect(after.contactFraction[2]).toBeGreaterThan(after.contactFraction[1]!);
  });

  test("a particle at rest takes no damage, however weak, and a detached one stays as it is", () => {
    const particles = population(2, {
      bulkSwing: [0, 0.05],
      attached: [1, 0],
      thresholdFactor: [-1, 0.1],
      damage: [0.3, 0.6],
    });
    const after = accumulateDamage(particles, parameters);
    expect([...after.damage]).toEqual([0.3, 0.6]);
    expect([...after.attached]).toEqual([1, 0]);
    expect(after.contactFraction[1]).toBe(0);
  });

  test("a coating, pressure or smaller volume change never detach more", () => {
    const deviates = Float64Array.from({ length: 200 }, (_, k) => (k - 99.5) / 40);
    const weak = {
      thresholdFactor: [...spreadThreshold(deviates, 0.08)],
      life: [...spreadLife(deviates, 20, 0.8)],
    };
    const lost = (altered: Partial<ContactLossParameters>, contraction: Contraction = {}) => {
      let state = population(200, { ...weak, ...contraction });
      for (let k = 0; k < 20; k++)
        state = { ...state, ...accumulateDamage(state, { ...parameters, ...altered }) };
      return 200 - Array.from(state.attached).reduce((a, b) => a + b, 0);
    };
    const bare = lost({});
    expect(bare).toBeGreaterThan(10);
    expect(bare).toBeLessThan(190);
    for (const altered of [{ coatingFactor: 1.134 }, { stackPressure: 3e8 }])
      expect(lost(altered)).toBeLessThan(bare);
    expect(lost({}, { volumeChange: 0.051 })).toBeLessThan(bare);
  });
});

test("inputs are left as they were", () => {
  const particles = population(2, { damage: [0.9999, 0.1], attached: [1, 1] });
  const copy = structuredClone(particles);
  const after = accumulateDamage(particles, parameters);
  expect(particles).toEqual(copy);
  drawRecontact(after, [1, 1], {
    ...parameters,
    recontactProbability: 1,
    recontactDamage: 0.8,
    seed: 1,
    cycle: 1,
  });
  expect([...after.attached]).toEqual([0, 1]);
});

test("lives are log-normal about their median, thresholds normal about 1", () => {
  expect([...spreadThreshold([-1, 0, 2], 0.08)]).toEqual([0.92, 1, 1.16]);
  const life = spreadLife([-1, 0, 1], 31.4, 0.8);
  expect(life[1]).toBe(31.4);
  expect(Math.log(life[2]! / life[0]!)).toBeCloseTo(1.6, 13);
});

describe("recontact", () => {
  const count = 20000;
  const detached = {
    damage: new Float64Array(count).fill(1),
    attached: new Uint8Array(count),
    contactFraction: new Float64Array(count),
  };
  const eligible = new Uint8Array(count).fill(1);
  const rule = { ...parameters, recontactProbability: 0.05, recontactDamage: 0.8, seed: 3, cycle: 12 };
  const returned = (state: { attached: Uint8Array }) => state.attached.reduce((a, b) => a + b, 0);

  test("the share that comes back is r0 p / 100 MPa, with the stated damage", () => {
    const after = drawRecontact(detached, eligible, rule);
    // 0.08: five standard deviations of the count are 192
    expect(Math.abs(returned(after) - 0.08 * count)).toBeLessThan(192);
    const wrong = Array.from(after.attached.keys()).filter((p) => {
      const [damage, contact] = after.attached[p] === 1 ? [0.8, 1 - 0.35 * 0.8] : [1, 0];
      return after.damage[p] !== damage || after.contactFraction[p] !== contact;
    });
    expect(wrong).toEqual([]);
  });

  test("none without pressure, none that are not eligible, and attached ones keep their damage", () => {
    expect(returned(drawRecontact(detached, eligible, { ...rule, stackPressure: 0 }))).toBe(0);
    expect(
      returned(drawRecontact(detached, new Uint8Array(count), { ...rule, recontactProbability: 1 })),
    ).toBe(0);
    const mixed = {
      damage: Float64Array.of(0.2, 1),
      attached: Uint8Array.of(1, 0),
      contactFraction: Float64Array.of(0.9, 0),
    };
    const after = drawRecontact(mixed, [1, 1], { ...rule, recontactProbability: 1 });
    expect([...after.damage]).toEqual([0.2, 0.8]);
    expect(after.contactFraction[0]).toBe(0.9);
  });

  test("a cycle's draw depends on seed and cycle, and on no other particle's state", () => {
    const first = drawRecontact(detached, eligible, rule);
    const fates = (altered: object) =>
      drawRecontact(detached, eligible, { ...rule, ...altered }).attached.join("");
    expect(fates({})).toBe(first.attached.join(""));
    expect(fates({ cycle: 13 })).not.toBe(fates({}));
    expect(fates({ seed: 4 })).not.toBe(fates({}));
    const attached = detached.attached.map((_, p) => (p % 2 === 0 ? 1 : 0));
    const half = drawRecontact({ ...detached, attached }, eligible, rule);
    const odd = (state: { attached: Uint8Array }) => state.attached.filter((_, p) => p % 2 === 1).join("");
    expect(odd(half)).toBe(odd(first));
  });
});
