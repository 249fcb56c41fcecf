import { describe, expect, it } from "vitest";
import type { CycleSummary, Frame, RunEvent } from "../../../sim-core/index.ts";
import { type CellHistory, emptyHistory } from "../../../src/app/streams/history.ts";
import {
  describeCell,
  describeEnd,
  describeExponent,
  describeFlow,
  describeLink,
  describeNumber,
  describePlain,
  describeTime,
  describeVerdict,
} from "../../../src/app/streams/sentences.ts";

function withCycles(...retentions: number[]): CellHistory {
  const cycles = retentions.map(
    (retention, k) => ({ cycle: k + 1, retention, dischargeCapacity_mAh_cm2: 2 * retention }) as CycleSummary,
  );
  return { ...emptyHistory, cycles };
}

describe("how a cell ended", () => {
  it("is said in another word for each kind", () => {
    const kinds = [
      ...([
        "completed",
        "end-condition",
        "empty",
        "worn-out",
        "shorted",
        "failed",
        "refused",
        "lost",
      ] as const),
    ];
    const words = kinds.map(describeEnd);
    expect(new Set(words).size).toBe(kinds.length);
    expect(words.slice(0, 4)).toEqual(["Finished", "End reached", "Empty", "End of life"]);
  });
});

describe("verdict", () => {
  it("waits for both cells to finish a cycle", () => {
    expect(describeVerdict([withCycles(1), emptyHistory])).toMatch(/^First cycle/);
  });

  it("compares the same cycle of both, the last that both have", () => {
    const verdict = describeVerdict([withCycles(1, 0.95, 0.2), withCycles(1, 0.981)]);
    expect(verdict).toBe("After 2 cycles B keeps 3.1 % more capacity.");
  });

  it("names A when A is better", () => {
    expect(describeVerdict([withCycles(1, 0.99), withCycles(1, 0.98)])).toContain("A keeps 1.0 % more");
  });

  it("calls nothing a difference that would read as 0.0", () => {
    expect(describeVerdict([withCycles(1, 0.98), withCycles(1, 0.98049)])).toContain("the same");
  });

  it("compares what was delivered after the first cycle, where retention is 100 % by definition", () => {
    expect(describeVerdict([withCycles(1), withCycles(1)])).toContain("A delivered 2.00 and B 2.00");
  });
});

describe("verdict on shorted cells", () => {
  const shorted = (cycle: number): CellHistory => ({
    ...withCycles(1, 0),
    events: [{ kind: "short", cycle } as RunEvent],
  });

  it("says which cell was shorted when, and compares no capacity any more", () => {
    expect(describeVerdict([shorted(5), withCycles(1, 0.9)])).toBe("Short circuit: A in cycle 5.");
    expect(describeVerdict([shorted(5), shorted(4)])).toBe("Short circuit: A in cycle 5, B in cycle 4.");
  });
});

describe("verdict on a cut link", () => {
  const uneven = (retention: number, share: number): CellHistory => ({
    ...emptyHistory,
    cycles: [1, 2].map(
      (cycle) => ({ cycle, retention, dischargeCapacity_mAh_cm2: 2, anodeCurrentCoV: share }) as CycleSummary,
    ),
  });

  it("says how uneven plating is in both cells, and which one is cut", () => {
    const verdict = describeVerdict([uneven(0.9, 0.142), uneven(0.93, 0.0004)], "cut");
    expect(verdict).toBe(
      "After 2 cycles B keeps 3.0 % more capacity. Plating is uneven by 14.2 % in A, 0.0 % in B (A, link cut).",
    );
  });

  it("waits like any other, and is silent where nothing is cut", () => {
    expect(describeVerdict([uneven(0.9, 0.1), emptyHistory], "cut-back")).toMatch(/^First cycle/);
    expect(describeVerdict([uneven(0.9, 0.1), uneven(0.9, 0.1)])).not.toContain("Plating");
    expect(describeLink("own")).toBe("");
    expect(describeLink("cut")).toContain("mean current everywhere");
  });

  it("compares what was charged where nothing is ever discharged", () => {
    const charged = (capacity: number): CellHistory => ({
      ...emptyHistory,
      cycles: [
        {
          cycle: 1,
          retention: 1,
          chargeCapacity_mAh_cm2: capacity,
          dischargeCapacity_mAh_cm2: 0,
        } as CycleSummary,
      ],
    });
    expect(describeVerdict([charged(0.3), charged(0.07)])).toBe(
      "Charged once: A took 0.300 and B 0.0700 mAh/cm\u00b2.",
    );
  });
});

describe("a cell in words", () => {
  const frame = {
    phase: "charge",
    cycle: 3,
    voltage: 4.123,
    currentDensity: 12.5,
    capacity: 1.5,
    activeFraction: 0.914,
    frontContact: Float32Array.of(1, 1, 1, 1),
    crackSegments: new Float32Array(0),
    shortPath: new Float32Array(0),
    ledger: { intergranularConnected: 0, intergranularDead: 0, initial: 4, drawn: 0 },
  } as unknown as Frame;

  it("says of one in a cycle that is jumped no voltage", () => {
    expect(describeCell("A", "NCM", { ...frame, jumped: true })).toBe(
      "Cell A, NCM: jumping cycle 3, 91 percent of the particles active.",
    );
  });

  it("says of an intact one how it stands, and no more", () => {
    expect(describeCell("A", "NCM", frame)).toBe(
      "Cell A, NCM: charging, cycle 3, 4.12 volts, 1.50 milliampere hours per square centimetre, " +
        "91 percent of the particles active.",
    );
  });

  it("says of a damaged one what the picture shows", () => {
    const damaged = {
      ...frame,
      frontContact: Float32Array.of(1, 0.5, 0.5, 1),
      crackSegments: Float32Array.of(0, 0, 1, 1),
      shortPath: Float32Array.of(0, 0, 1, 1),
      ledger: { ...frame.ledger, intergranularConnected: 0.03, intergranularDead: 0.01 },
    };
    expect(describeCell("B", "NCM", damaged)).toContain(
      "active, voids on 25 percent of the front, 1.0 percent of the lithium inside the electrolyte, " +
        "cracks in the electrolyte, short circuit.",
    );
  });
});

describe("caption", () => {
  it("says where the ions go, and in which cell when they differ", () => {
    const currents = { charge: 12.5, hold: 3, discharge: -12.5, rest: 0, done: 12.5 };
    const flow = (phase: Frame["phase"], jumped = false, currentDensity = currents[phase]) => ({
      ...{ phase, jumped, currentDensity },
    });
    expect(describeFlow(flow("charge"), flow("charge"))).toContain("move up");
    expect(describeFlow(flow("discharge"), undefined)).toContain("move down, back");
    expect(describeFlow(flow("charge"), flow("discharge"))).toBe("Lithium ions move up in A, down in B.");
    expect(describeFlow(flow("rest"), flow("rest"))).toContain("No current");
    expect(describeFlow(flow("done"), flow("done"))).toBe("Both runs have ended.");
    expect(describeFlow(flow("done"), flow("discharge"))).toBe(
      "Cell A has ended; in B lithium ions move down.",
    );
    // What is drawn at a change of phase is still what was.
    expect(describeFlow(flow("discharge", false, 12.5), flow("discharge", false, 12.5))).toContain("move up");
    expect(describeFlow(flow("discharge", true), flow("charge"))).toContain("cell A jumps a cycle");
    expect(describeFlow(flow("discharge", true), flow("charge", true))).toContain("both cells jump a cycle");
  });
});

describe("numbers in words", () => {
  it("keep significant digits and a true minus", () => {
    expect(describeNumber(12.5)).toBe("12.5");
    expect(describeNumber(-0.0123)).toBe("\u22120.0123");
    expect(describeNumber(123456)).toBe("123\u2009456");
    expect(describeNumber(0)).toBe("0");
    expect(describeNumber(Number.NaN)).toBe("-");
    expect(describePlain(0.5)).toBe("0.5");
    expect(describePlain(-15)).toBe("\u221215");
  });

  it("write residuals by their power", () => {
    expect(describeExponent(2.2e-12)).toBe("2e-12");
    expect(describeExponent(0)).toBe("0");
  });

  it("write times in the units of their size, without rounding up", () => {
    expect([0, 59.9, 60, 3599, 3600, 86399, 90000].map(describeTime)).toEqual([
      "0 s",
      "59 s",
      "1 min 00 s",
      "59 min 59 s",
      "1 h 00 min",
      "23 h 59 min",
      "1 d 01 h",
    ]);
  });
});
