/** Ensembles: the bits of runs alone whatever computes them, failures as values, all bad scenarios at once, an end at any time. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  continueRun,
  createRun,
  formatTimeSeries,
  type InputError,
  type ManyOptions,
  type MemberProgress,
  type MemberRequest,
  type MemberResult,
  type MemberWorker,
  parseScenario,
  runMany,
  serialiseState,
} from "../../src/library/index.ts";
import { createQueue } from "../../src/library/member-queue.ts";
import { shipped } from "../../src/library/scenarios.ts";
import { serveMembers } from "../../src/library/worker.ts";
import { listDifferences } from "../time/same-bits.ts";
import { ROOT } from "./packed.ts";

/** As it is built, with the program of its workers. */
const built: typeof import("../../src/library/index.ts") = await import(join(ROOT, "lib/library/index.js"));

const SMALL = {
  ...{ mesh: "draft", "cell.width": "90 um", "cathode.columns": 6, "cathode.rows": 2 },
  ...{ "cathode.thickness": "30 um", "electrolyte.thickness": "40 um", "anode.thickness": "30 um" },
};
const member = (
  overrides: Readonly<Record<string, string | number>> = {},
  cycles = 1,
): MemberRequest & { source: object } => ({
  ...{ source: shipped("ncm")!, load: shipped, cycles },
  overrides: { ...SMALL, ...overrides },
});
const MEMBERS = [
  member(),
  member({ seed: 2 }),
  member({ "interface.exchangeCurrentDensity": 1, "solver.model": "reduced" }),
  member({ "cell.width": "105 um", "cathode.columns": 7 }),
  member({ seed: 5, "cell.cRate": "1C" }, 2),
];

/** What a member gives alone. */
function alone(request: MemberRequest, place: number) {
  const run = createRun(parseScenario(request.source, request));
  const { samples, steps, cycles, notices, events } = run.advance();
  const told = { samples, steps, cycles, notices, events };
  const { status, warnings, time, ledger, state } = run;
  return { ok: true, member: place, ...told, status, warnings, time, ledger, state };
}

async function collect(results: AsyncIterable<MemberResult>): Promise<MemberResult[]> {
  const list: MemberResult[] = [];
  for await (const result of results) list.push(result);
  return list.sort((one, other) => one.member - other.member);
}

/** Workers that compute in this thread, and what has become of them. */
function createCrew(onPost: (post: number) => void = () => undefined) {
  const crew = { started: 0, ended: 0, posts: 0 };
  const start = (): MemberWorker => {
    crew.started++;
    const { port1, port2 } = new MessageChannel();
    serveMembers(port2);
    const worker: MemberWorker = {
      postMessage(posted) {
        try {
          onPost(++crew.posts);
          port1.postMessage(posted);
        } catch (error) {
          queueMicrotask(() => worker.onerror?.(error as ErrorEvent));
        }
      },
      terminate() {
        crew.ended++;
        port1.close();
      },
      ...{ onmessage: null, onerror: null },
    };
    port1.onmessage = (event) => worker.onmessage?.(event);
    return worker;
  };
  return { crew, start };
}

describe("the bits of a run alone", () => {
  const expected = MEMBERS.map(alone);

  test.each([0, 1, 2, 8])(
    "come from %i workers, each with its progress",
    async (workers) => {
      const progress: MemberProgress[] = [];
      const onProgress = (own: MemberProgress): void => void progress.push(own);
      const results = await collect(built.runMany(MEMBERS, { workers, onProgress }));
      expect(listDifferences(results, expected)).toEqual([]);
      const ended = progress.sort((one, other) => one.member - other.member || one.time - other.time);
      expect(ended.map(({ member, cycle }) => [member, cycle])).toEqual(
        expected.flatMap(({ cycles }, place) => cycles.map((cycle) => [place, cycle])),
      );
    },
    120_000,
  );

  test("are those of files: a table and a state", async () => {
    const [result] = await collect(built.runMany(MEMBERS.slice(1, 2), { workers: 1 }));
    if (!result?.ok) throw new Error(result?.message);
    expect(formatTimeSeries(result.samples)).toBe(formatTimeSeries(expected[1]!.samples));
    expect(serialiseState(result.state)).toEqual(serialiseState(expected[1]!.state));
  });

  test("need no file to be at hand in the worker", async () => {
    const source = { schemaVersion: 1, name: "own", extends: "ncm", protocol: ['Run "pulse.csv"'] };
    const loadText = (name: string) =>
      name === "pulse.csv" ? "time (s),current (mA/cm2)\n0,1\n60,0\n" : undefined;
    const request = { ...member(), source, loadText };
    const results = await collect(built.runMany([request], { workers: 1 }));
    expect(listDifferences(results, [alone(request, 0)])).toEqual([]);
  });
});

test("a run after it begins with the cell that it has left, and does not change it", async () => {
  const protocol = { repeat: 2, steps: ["Charge at 1C until 4.2 V", "Discharge at C/2 until 2.7 V"] };
  const overrides = { "contactLoss.active": false };
  const request = {
    ...member({}, 2),
    events: ["1 h: cell.stackPressure = 50 MPa"],
    sequel: { protocol, overrides },
  };
  const [result] = await collect(runMany([request], { workers: 0 }));
  if (!result?.ok) throw new Error(result?.message);
  const { sequel, ...own } = result;
  expect(listDifferences([own], [alone(request, 0)])).toEqual([]);
  const source = { ...own.state.scenario, protocol, events: [] };
  const next = continueRun(own.state, parseScenario(source, { overrides }));
  expect(sequel).toEqual({ cycles: next.advance().cycles, status: next.status });
  expect(next.scenario.cell.stackPressure).toBe(5e7);
  expect(sequel?.cycles).toHaveLength(2);
});

describe("what is wrong", () => {
  test("is told of all scenarios at once, before anything is computed", () => {
    const { crew, start } = createCrew();
    const overlapping = [1, 2].map((k) => ({ x: `${40 + k} um`, y: "10 um", radius: "5 um" }));
    const source = { ...shipped("ncm"), cathode: { particles: overlapping } };
    const bad = [
      member(),
      member({ "cell.cRate": "fast", seed: -1 }),
      { source: "no JSON" },
      member({ "electrolyte.conductivity": "1 V" }),
      { ...member(), source },
    ];
    const problems = (() => {
      try {
        runMany(bad, { workers: 1.5, startWorker: start });
      } catch (error) {
        return (error as InputError).problems;
      }
      return [];
    })();
    expect(problems[0]).toEqual({ where: "workers", got: "1.5", expected: "a whole number from 0" });
    expect(problems.map(({ where }) => where)).toEqual([
      "workers",
      "scenarios[1].seed",
      "scenarios[1].cell.cRate",
      "scenarios[2].scenario",
      "scenarios[3].electrolyte.conductivity",
      expect.stringMatching(/^scenarios\[4\]\.cathode\.particles/),
    ]);
    expect(crew.started).toBe(0);
  });

  test("with a cell that cannot be built is a value, and the others are computed", async () => {
    const members = [member(), member({ "solver.memoryLimit": "0.0001 GB" }), member({ seed: 2 })];
    const results = await collect(runMany(members, { workers: 0 }));
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(results[1]).toMatchObject({
      ...{ member: 1, message: expect.stringMatching(/^mesh: got /) },
      problems: [{ where: "mesh", expected: expect.stringContaining("0.0001 GB") }],
    });
  });

  test("with a run is its status", async () => {
    const short = {
      ...{ "cell.cRate": 3, "cell.stackPressure": 0, "electrolyte.thickness": 30 },
      "intergranular.shortFraction": 0.02,
    };
    const [result] = await collect(runMany([member(short, 9)], { workers: 0 }));
    expect(result).toMatchObject({ ok: true, status: { kind: "shorted" } });
  });

  test("with a worker ends its member alone, and another worker goes on", async () => {
    const { crew, start } = createCrew((post) => {
      if (post === 2) throw new Error("it was taken away");
    });
    const results = await collect(
      runMany([member(), member({ seed: 2 }), member({ seed: 3 })], { workers: 1, startWorker: start }),
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(results[1]).toMatchObject({ message: "The worker broke down: it was taken away", problems: [] });
    expect(crew).toMatchObject({ started: 2, ended: 2, posts: 3 });
  });

  test("with starting one is told for each member", async () => {
    const startWorker = (): MemberWorker => {
      throw new Error("none here");
    };
    const results = await collect(runMany(MEMBERS.slice(0, 2), { workers: 2, startWorker }));
    expect(results.map((own) => !own.ok && own.message)).toEqual([
      "The worker broke down: none here",
      "The worker broke down: none here",
    ]);
  });
});

describe("an end before the end", () => {
  const long = [member({}, 1), member({ seed: 2 }, 500), member({ seed: 3 }, 500), member({ seed: 4 }, 500)];

  test.each([0, 1, 2])("comes by a signal, with its reason (%i workers)", async (workers) => {
    const controller = new AbortController();
    const cycles: number[] = [];
    const options: ManyOptions = {
      ...{ workers, signal: controller.signal },
      onProgress: ({ member }) => {
        cycles.push(member);
        if (cycles.length === 3) controller.abort(new Error("enough"));
      },
    };
    await expect(collect(built.runMany(long, options))).rejects.toThrow("enough");
    const { length } = cycles;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(cycles).toHaveLength(length);
  });

  test.each([0, 1])("comes by an error of whoever listens (%i workers)", async (workers) => {
    const onProgress = (): void => {
      throw new Error("no listener");
    };
    await expect(collect(built.runMany(long, { workers, onProgress }))).rejects.toThrow("no listener");
  });

  test.each([0, 1])("comes by a signal while nobody asks for a result (%i workers)", async (workers) => {
    const controller = new AbortController();
    let cycles = 0;
    const options: ManyOptions = { workers, signal: controller.signal, onProgress: () => void cycles++ };
    const results = built.runMany(long, options);
    expect(await results.next()).toMatchObject({ value: { member: 0 } });
    controller.abort(new Error("enough"));
    const before = cycles;
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(cycles).toBe(before);
    await expect(results.next()).rejects.toThrow("enough");
  });

  test("comes at once where the signal has been given", () => {
    expect(() => runMany(MEMBERS, { signal: AbortSignal.abort(new Error("before")) })).toThrow("before");
  });

  test("comes by leaving the loop, and no worker is left", async () => {
    const { crew, start } = createCrew();
    for await (const { member } of runMany([...long.slice(0, 1), ...MEMBERS], {
      workers: 2,
      startWorker: start,
    })) {
      expect(member).toBeLessThan(3);
      break;
    }
    expect(crew).toMatchObject({ started: 2, ended: 2 });
  });

  test("is at once where there is nothing", async () => {
    expect(await collect(runMany([]))).toEqual([]);
  });
});

test("whoever has a geometry goes on with it, then with one that nobody has, then helps", () => {
  const queue = createQueue([..."aabbbb"].map((geometry, place) => ({ geometry, place })));
  const places = [undefined, undefined, "a", "b", "a", "b", "b"].map((last) => queue.take(last)?.place);
  expect(places).toEqual([0, 2, 1, 3, 4, 5, undefined]);
});

test("a source that is none is refused, and so is what is no request or no list of them", () => {
  const refused = (requests: unknown): string => {
    try {
      runMany(requests as MemberRequest[]);
    } catch (error) {
      return (error as InputError).problems.map(({ where, got }) => `${where}: ${got}`).join(", ");
    }
    return "";
  };
  expect(refused([{ source: undefined }])).toBe("scenarios[0].scenario: nothing");
  expect(refused([null, member(), undefined])).toBe(
    "scenarios[0].scenario: nothing, scenarios[2].scenario: nothing",
  );
  expect(refused(undefined)).toBe("scenarios: nothing");
  expect(refused({ source: {} })).toBe("scenarios: object");
});
