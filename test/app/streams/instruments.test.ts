/** Instruments on request: what is ordered of a cell that is lent, how far it is, what stays, and when it is forgotten. */
import { Subject } from "rxjs";
import { expect, test } from "vitest";
import type { CellEngine } from "../../../src/app/engine/cell-engine.ts";
import type {
  InstrumentOrder,
  InstrumentReport,
  Measurement,
} from "../../../src/app/engine/instrument-messages.ts";
import { describeMeasured } from "../../../src/app/streams/instrument-words.ts";
import { createInstruments, type InstrumentPair } from "../../../src/app/streams/instruments.ts";

const READING = {
  ...{ time: 5, cycle: 1, stepCount: 1, stepTime: 5 },
  ...{ voltage: 3.7, currentDensity: 1, capacity: 0.1 },
};

function open(kind = "running") {
  const built = [new Subject<never>(), new Subject<never>()] as const;
  const lent = [new Subject<{ bytes: Uint8Array }>(), new Subject<{ bytes: Uint8Array }>()] as const;
  let lends = 0;
  const engines = [0, 1].map((cell) => ({
    ...{ built$: built[cell], lent$: lent[cell], status: { kind } },
    lend: () => {
      lends += 1;
    },
  })) as unknown as [CellEngine, CellEngine];
  const orders: InstrumentOrder[] = [];
  const hears: ((report: InstrumentReport) => void)[] = [];
  let stopped = 0;
  const instruments = createInstruments({
    engines,
    readingsOf: () => [READING],
    start(order, hear) {
      orders.push(order);
      hears.push(hear);
      return () => {
        stopped += 1;
      };
    },
  });
  const seen: InstrumentPair[] = [];
  instruments.cells$.subscribe((own) => seen.push(own));
  const last = (cell: 0 | 1) => seen.at(-1)![cell];
  return { instruments, orders, hears, built, lent, last, stopped: () => stopped, lends: () => lends };
}

const cell = { bytes: Uint8Array.of(1, 2) };

function spectrumAt(time_s: number): Measurement<"impedance"> {
  const at = { cycles: 0, time_s, cycle: 1, phase: "charge", voltage: 3.9 } as const;
  return { instrument: "impedance", at, found: { points: [] } };
}

test("orders what is asked for of the cell that was lent, and keeps the first spectrum", () => {
  const { instruments, orders, hears, lent, last, lends } = open();
  instruments.measure("impedance", 0);
  expect(lends()).toBe(1);
  expect(last(0).states.impedance).toMatchObject({ kind: "running", words: "waiting for the cell" });
  lent[0].next(cell);
  // A cell that is lent again is for somebody else.
  lent[0].next(cell);
  expect(orders).toEqual([{ instrument: "impedance", cell: cell.bytes, readings: [] }]);
  hears[0]!({ kind: "progress", done: 13, count: 52 });
  expect(last(0).states.impedance).toMatchObject({ kind: "running", share: 0.25 });
  const [first, second] = [spectrumAt(10), spectrumAt(20)];
  hears[0]!({ kind: "measured", measurement: first });
  expect(last(0)).toMatchObject({ firstSpectrum: undefined, states: { impedance: { last: first } } });
  for (const [k, later] of [second, spectrumAt(30)].entries()) {
    instruments.measure("impedance", 0);
    lent[0].next(cell);
    expect(last(0).states.impedance.last).toBeDefined();
    hears[k + 1]!({ kind: "measured", measurement: later });
    expect(last(0).firstSpectrum).toBe(first);
  }
  expect(last(1).states.impedance).toEqual({ kind: "idle", last: undefined });
});

test("brings the time steps to what reads curves", () => {
  const { instruments, orders, lent } = open();
  instruments.measure("curves", 1);
  lent[1].next(cell);
  expect(orders).toEqual([{ instrument: "curves", cell: cell.bytes, readings: [READING] }]);
});

test("ends what is cancelled or asked for again, before the cell has come and after", () => {
  const { instruments, orders, lent, last, stopped } = open();
  instruments.measure("tomography", 0);
  instruments.cancel("tomography", 0);
  lent[0].next(cell);
  expect(orders).toEqual([]);
  instruments.measure("tomography", 0);
  lent[0].next(cell);
  instruments.measure("tomography", 0);
  expect(stopped()).toBe(1);
  lent[0].next(cell);
  instruments.cancel("tomography", 0);
  expect([stopped(), last(0).states.tomography.kind]).toEqual([2, "idle"]);
});

test("forgets all of a cell that is built anew, and refuses where there is none", () => {
  const { instruments, hears, built, lent, last, stopped } = open();
  instruments.measure("impedance", 0);
  lent[0].next(cell);
  hears[0]!({ kind: "measured", measurement: spectrumAt(1) });
  instruments.measure("depthProfile", 0);
  lent[0].next(cell);
  const before = stopped();
  built[0].next(undefined as never);
  expect(stopped()).toBe(before + 1);
  expect(last(0).states.impedance.last).toBeUndefined();
  const lost = open("lost");
  lost.instruments.measure("impedance", 1);
  expect([lost.lends(), lost.last(1).states.impedance.kind]).toEqual([0, "refused"]);
});

test("says which state was looked at", () => {
  expect(describeMeasured(spectrumAt(18720).at)).toBe(
    "Cycle 1, charging, 3.900 V, at 5 h 12 min; no cycles finished.",
  );
  expect(describeMeasured({ ...spectrumAt(60).at, cycles: 1, cycle: 2, phase: "rest" })).toBe(
    "Cycle 2, resting, 3.900 V, at 1 min 00 s; 1 cycle finished.",
  );
});
