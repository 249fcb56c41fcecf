/** Why capacity falls: the parts sum to the loss, each switch takes its mechanism away, what is taken for equal is, runs are kept. */
import { describe, expect, test } from "vitest";
import { CAUSES, settingsWithout } from "../../src/attribution/causes.ts";
import type { CauseShare } from "../../src/attribution/explanation.ts";
import { keepMember, keysOf, nameOf, requestOf } from "../../src/library/explain-members.ts";
import {
  createRun,
  type ExplainMember,
  type Explanation,
  explain,
  type InputError,
  type MemberEnded,
  parseScenario,
  runMany,
  type Scenario,
} from "../../src/library/index.ts";
import { shipped } from "../../src/library/scenarios.ts";

const SMALL = {
  ...{ mesh: "draft", "cell.width": "90 um", "cathode.columns": 6, "cathode.rows": 2 },
  ...{ "cathode.thickness": "30 um", "electrolyte.thickness": "40 um", "anode.thickness": "30 um" },
  ...{ "solver.model": "reduced", "mechanics.mode": "off" },
};
/** Contacts that go soon, lithium that fills boundaries, voids that open: every mechanism but depletion acts. */
const HARSH = {
  ...{ "cell.stackPressure": "5 MPa", "cell.cRate": "1.5C", "contactLoss.medianLife": 2 },
  ...{ "contactLoss.threshold": 8.5, "intergranular.criticalCurrent": "5 A/m2" },
};
/** What leaves few causes. */
const FEW = {
  ...{ "fracture.active": false, "intergranular.level": "none", "voids.active": false },
  ...{ "cracking.rate": 0, "anode.thickness": "1100 um", "interface.filmGrowth": 0 },
};

function scenarioWith(
  overrides: Readonly<Record<string, string | number | boolean>>,
  cycles: number,
): Scenario {
  return parseScenario(shipped("ncm"), { load: shipped, cycles, overrides: { ...SMALL, ...overrides } });
}

async function explained(...request: Parameters<typeof explain>): Promise<Explanation> {
  const answer = await explain(request[0], { workers: 0, ...request[1] });
  if (!answer.ok) throw new Error(answer.message);
  return answer;
}

const sum = (values: readonly number[]): number => values.reduce((total, own) => total + own, 0);
const partOf = ({ causes }: Explanation, key: CauseShare["key"]): CauseShare =>
  causes.find((own) => own.key === key)!;

async function solve(scenario: Scenario, coalition: number, cycles: number): Promise<ExplainMember> {
  const players = CAUSES.map((_, k) => k);
  const request = requestOf(scenario, { coalition, cycles }, { players, slow: undefined });
  const results: MemberEnded[] = [];
  for await (const result of runMany([request], { workers: 0 })) if (result.ok) results.push(result);
  return keepMember(results[0]!);
}

describe("a harsh life of three cycles", () => {
  const scenario = scenarioWith({ ...HARSH, "interface.filmGrowth": 0, "fracture.active": false }, 3);
  let answer: Explanation;

  test("is explained to the last bit of its loss", async () => {
    answer = await explained(scenario);
    const { loss, rest, causes, codependence, sides } = answer;
    expect(loss.loss).toBeGreaterThan(0.05);
    for (const of of ["loss", "polarisation"] as const) {
      const shares = causes.map(({ share }) => share[of] ?? Number.NaN);
      const alone = causes.map((own) => own.alone[of] ?? Number.NaN);
      expect(rest[of]! + sum(shares)).toBeCloseTo(loss[of]!, 13);
      expect(rest[of]! + sum(alone) + codependence[of]!).toBeCloseTo(loss[of]!, 13);
      expect(sum(causes.map(({ codependent }) => codependent[of]!))).toBeCloseTo(codependence[of]!, 13);
      for (const side of ["cathode", "anode"] as const) {
        const own = causes.filter((cause) => cause.side === side).map((cause) => cause.alone[of]!);
        expect(sum(own)).toBeCloseTo(sides[side][of]!, 13);
      }
    }
  });

  test("loses what a run alone loses", () => {
    const { cycles } = createRun(scenario).advance();
    const { capacity, loss, referenceCycle } = answer;
    expect(referenceCycle).toBe(1);
    expect(capacity.reference).toBe(cycles[0]!.dischargeCapacity_mAh_cm2);
    expect(capacity.now).toBe(cycles[2]!.dischargeCapacity_mAh_cm2);
    expect(loss.loss).toBe(capacity.reference - capacity.now);
  });

  test("loses by contacts first, and nothing with all causes taken away", () => {
    const { causes, loss, rest } = answer;
    const most = causes.reduce((one, other) => (other.share.loss > one.share.loss ? other : one));
    expect(most.key).toBe("contactLoss");
    expect(Math.abs(rest.loss)).toBeLessThan(0.01 * loss.loss);
    const { state, share } = partOf(answer, "depletion");
    expect(state).toBe("no trace");
    expect(share.loss).toBeCloseTo(0, 9);
  });

  test("tells the coalitions that were not run from others, and these are the same", async () => {
    const { coalitions } = answer;
    expect(coalitions).toHaveLength(76);
    const equal = coalitions.filter(({ run }) => !run);
    expect(equal.length).toBeGreaterThan(38);
    // Another thickness of lithium is another mesh, on which solutions agree to the solver's tolerance.
    const some = equal.filter(({ causes }) => causes.includes("depletion")).slice(0, 4);
    expect(some).toHaveLength(4);
    for (const own of some) {
      const coalition = CAUSES.reduce(
        (bits, { key }, k) => (own.causes.includes(key) ? bits | (1 << k) : bits),
        0,
      );
      const { capacities } = await solve(scenario, coalition, 3);
      expect([capacities[0], capacities[2]]).toEqual([own.reference, own.now]);
    }
  });

  test("keeps its runs: nothing is computed again", async () => {
    const kept = new Map<string, ExplainMember>();
    const store = {
      read: (name: string) => kept.get(name),
      write: (name: string, member: ExplainMember) => void kept.set(name, JSON.parse(JSON.stringify(member))),
    };
    const few = scenarioWith({ ...HARSH, ...FEW }, 2);
    const controller = new AbortController();
    const interrupted = explain(few, {
      ...{ workers: 0, kept: store, signal: controller.signal },
      onProgress: ({ runs }) => {
        if (runs === 3) controller.abort(new Error("enough"));
      },
    });
    await expect(interrupted).rejects.toThrow("enough");
    expect(kept.size).toBe(3);
    const runs: number[] = [];
    const whole = await explained(few, {
      kept: store,
      onProgress: (progress) => void runs.push(progress.runs),
    });
    expect(Math.min(...runs)).toBe(3);
    const startWorker = (): never => {
      throw new Error("nothing is to be computed");
    };
    expect(await explained(few, { kept: store, workers: 1, startWorker })).toEqual(whole);
    expect(await explained(few)).toEqual(whole);
  });
});

describe("taking a cause away", () => {
  const scenario = scenarioWith({ ...HARSH, "anode.thickness": "6 um" }, 3);
  const all = CAUSES.reduce((bits, _, k) => bits | (1 << k), 0);

  test.each(CAUSES.map(({ key }, k) => [key, k] as const))("%s leaves no trace of it", async (key, k) => {
    const { acted } = await solve(scenario, all & ~(1 << k), 2);
    // Every particle that takes no part may be cut off: lost ones show for both.
    if (CAUSES[k]!.acted !== undefined && key !== "isolation") expect(acted).not.toContain(key);
    const overrides = settingsWithout(scenario, [CAUSES[k]!]);
    const without = parseScenario(shipped("ncm"), {
      load: shipped,
      overrides: { ...SMALL, ...HARSH, ...overrides },
    });
    expect(CAUSES[k]!.isOff(without)).toBe(true);
    expect(CAUSES[k]!.isOff(scenario)).toBe(false);
  });

  test("all of them leaves contacts, films, front and boundaries as they were", async () => {
    const players = CAUSES.map((_, k) => k);
    const request = requestOf(scenario, { coalition: 0, cycles: 3 }, { players, slow: undefined });
    for await (const result of runMany([request], { workers: 0 })) {
      if (!result.ok) throw new Error(result.message);
      for (const cycle of result.cycles) {
        expect(cycle).toMatchObject({
          ...{ activeFraction: 1, interphaseThickness_nm: 0, depletedFraction: 0, voidFraction: 0 },
          ...{ intergranularLithium_mol_m2: 0, deadLithium_mol_m2: 0, shorted: false },
        });
      }
      expect(result.events).toEqual([]);
    }
  });

  test("is not undone by an event", () => {
    const events = ["1 h: voids.active = true", "1 h: cell.cRate = 1C"];
    const eventful = parseScenario(shipped("ncm"), { load: shipped, events });
    const players = CAUSES.map((_, k) => k);
    const { source } = requestOf(eventful, { coalition: 0, cycles: 2 }, { players, slow: undefined });
    expect((source as { events: unknown[] }).events).toHaveLength(1);
    expect(nameOf({ coalition: 0b101, cycles: 7 })).toBe("contactLoss+particleCracks, 7 cycles");
    expect(keysOf(0)).toEqual([]);
  });
});

test("a cell that shorts has nothing from then on, and goes on where that is taken away", async () => {
  const shorting = scenarioWith(
    {
      ...{ ...FEW, "cell.cRate": 3, "cell.stackPressure": 0, "electrolyte.thickness": 20 },
      ...{ "intergranular.level": "front", "intergranular.shortFraction": 0.02 },
      ...{ "intergranular.maximumShare": 0.5, "intergranular.criticalCurrent": 2 },
      ...{ "contactLoss.active": false, "contactLoss.percolation": false },
      ...{ "interphase.chemicalRate": 0, "interphase.currentShare": 0 },
    },
    3,
  );
  const { coalitions, capacity, loss, causes, rest } = await explained(shorting);
  const [none, lithium, short, both] = coalitions;
  expect(coalitions.map(({ causes: own }) => own.length)).toEqual([0, 1, 1, 2]);
  expect(both).toMatchObject({ now: 0, slowNow: 0 });
  expect(both?.message).toContain("short circuit in cycle 2");
  expect(lithium?.now).toBeGreaterThan(0.3);
  expect(short).toEqual({ ...none, causes: ["shortCircuit"], run: true });
  expect(capacity.now).toBe(0);
  expect(loss.loss).toBe(capacity.reference);
  // Lithium without a crossing takes v(L); each of the two has half of what they do only together.
  const alone = (lithium?.reference ?? 0) - (lithium?.now ?? 0) - rest.loss;
  const together = loss.loss - rest.loss - alone;
  const partOf = (key: string) => causes.find((own) => own.key === key)?.share.loss;
  expect(partOf("shortCircuit")).toBeCloseTo(together / 2, 13);
  expect(partOf("intergranularLithium")).toBeCloseTo(alone + together / 2, 13);
  expect(causes.filter(({ state }) => state === "off")).toHaveLength(8);
});

test("polarisation is not told apart where nothing is measured or nothing says between which voltages", async () => {
  const few = scenarioWith({ ...HARSH, ...FEW }, 2);
  const answer = await explained(few, { slowRate: 0 });
  expect(answer).toMatchObject({ slowRate: null, loss: { polarisation: null }, notices: [] });
  const timed = parseScenario(
    {
      ...shipped("ncm"),
      protocol: { repeat: 2, steps: ["Charge at 1C for 10 min", "Discharge at 1C for 9 min"] },
    },
    { load: shipped, overrides: { ...SMALL, ...FEW } },
  );
  const other = await explained(timed);
  expect(other.loss.polarisation).toBeNull();
  expect(other.notices).toEqual([
    "No charge and discharge of the protocol end at a voltage: polarisation is not told apart.",
  ]);
});

describe("what cannot be", () => {
  test("is told all at once", async () => {
    const problems = await explain(scenarioWith({}, 5), { cycle: 6, slowRate: 2 }).catch(
      (error: InputError) => error.problems,
    );
    expect(problems).toEqual([
      { where: "cycle", got: "6", expected: "a cycle of the protocol, from 2 to 5" },
      { where: "slowRate", got: "2", expected: "a C-rate from 0 to 1" },
    ]);
  });

  test("is a cycle before the one that capacity is compared with", async () => {
    const few = scenarioWith({ ...FEW, "protocol.referenceCycle": 3 }, 4);
    await expect(explain(few, { workers: 0, cycle: 2 })).rejects.toThrow(
      "cycle: got 2, of a run that has cycle 3 as its reference; expected a cycle after the reference",
    );
  });

  test("is a cell that cannot be built: a value", async () => {
    const few = scenarioWith({ ...FEW, "solver.memoryLimit": "0.0001 GB" }, 2);
    const answer = await explain(few, { workers: 0 });
    expect(answer).toMatchObject({ ok: false, problems: [{ where: "mesh" }] });
  });
});
