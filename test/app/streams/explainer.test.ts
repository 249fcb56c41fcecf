/** Explaining a cell on request: what is ordered, how far it is, its end, and when it is abandoned. */
import { of, Subject } from "rxjs";
import { expect, test } from "vitest";
import type { CellEngine } from "../../../src/app/engine/cell-engine.ts";
import { createExplainer, cycleToExplain, type ExplainState } from "../../../src/app/streams/explainer.ts";
import { emptyHistory } from "../../../src/app/streams/history.ts";
import type { ExplainOrder, ExplainReport } from "../../../src/attribution/messages.ts";
import { cycleWith } from "../../io/samples.ts";

const historyOf = (...retentions: (number | null)[]) => ({
  ...emptyHistory,
  cycles: retentions.map((retention, k) => cycleWith({ cycle: k + 1, retention })),
});

function open(
  histories = [historyOf(1, 0.9, 0.8), historyOf(1)] as const,
  opened: readonly boolean[] = [false, false],
) {
  const built = [new Subject<never>(), new Subject<never>()] as const;
  const engines = built.map((built$) => ({ built$ })) as unknown as [CellEngine, CellEngine];
  const orders: ExplainOrder[] = [];
  const hears: ((report: ExplainReport) => void)[] = [];
  let stopped = 0;
  const explainer = createExplainer({
    ...{ engines, cores: 8, histories$: of(histories), isOpened: (cell) => opened[cell]! },
    requestOf: (cell) => ({
      scenario: "ncm",
      overrides: { seed: cell, mesh: "fine" },
      events: ["1s:cell.cRate=1"],
    }),
    start(order, hear) {
      orders.push(order);
      hears.push(hear);
      return () => {
        stopped++;
      };
    },
  });
  const states: (readonly [ExplainState, ExplainState])[] = [];
  explainer.states$.subscribe((own) => states.push(own));
  return { explainer, orders, hears, built, last: () => states.at(-1)!, stopped: () => stopped };
}

test("orders the last finished cycle, cheaply, and shows how far it is and what came", () => {
  const { explainer, orders, hears, last } = open();
  explainer.explain(0);
  expect(orders).toEqual([
    {
      ...{ scenario: "ncm", events: ["1s:cell.cRate=1"], cycle: 3, workers: 4 },
      overrides: { seed: 0, mesh: "draft", "solver.jump": 1000 },
    },
  ]);
  hears[0]!({ kind: "progress", runs: 2, mostRuns: 10, cycles: 30, mostCycles: 120 });
  expect(last()).toEqual([
    { kind: "running", cycle: 3, share: 0.25, words: "2 of at most 10 runs" },
    { kind: "idle" },
  ]);
  hears[0]!({ kind: "refused", message: "no" });
  expect(last()[0]).toEqual({ kind: "refused", message: "no" });
});

test("is abandoned when it is cancelled and when the cell is built anew", () => {
  const { explainer, built, last, stopped } = open();
  explainer.explain(0);
  const before = stopped();
  explainer.cancel(0);
  expect([last()[0].kind, stopped()]).toEqual(["idle", before + 1]);
  explainer.explain(0);
  const again = stopped();
  built[0].next(undefined as never);
  expect([last()[0].kind, stopped()]).toEqual(["idle", again + 1]);
  explainer.subscription.unsubscribe();
  expect(stopped()).toBeGreaterThan(again + 1);
});

test("says why there is nothing to explain", () => {
  const early = open();
  early.explainer.explain(1);
  expect(early.last()[1]).toMatchObject({
    kind: "refused",
    message: expect.stringMatching(/before the second cycle/),
  });
  const file = open(undefined, [true, false]);
  file.explainer.explain(0);
  expect(file.last()[0]).toMatchObject({
    kind: "refused",
    message: expect.stringMatching(/came from a file/),
  });
  expect([...early.orders, ...file.orders]).toEqual([]);
});

test("needs a cycle after the first that has a retention", () => {
  expect(cycleToExplain(historyOf())).toBeUndefined();
  expect(cycleToExplain(historyOf(null, 1))).toBeUndefined();
  expect(cycleToExplain(historyOf(null, 1, 0.9))).toBe(3);
});
