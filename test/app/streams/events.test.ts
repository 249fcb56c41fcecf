import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../../sim-core/index.ts";
import { describeEvent, mergeEvents, spreadBoxes } from "../../../src/app/streams/events.ts";
import { findFreePlace, mergeMarks } from "../../../src/app/streams/mark-layout.ts";
import { between } from "../../fractions.ts";

const event = (kind: RunEvent["kind"], time: number): RunEvent => ({
  kind,
  time,
  cycle: 3,
  phase: "charge",
  voltage: 4,
  capacity: 1,
  message: "Two particles let go.",
});

describe("events", () => {
  it("are told with cell, moment and sentence", () => {
    expect(describeEvent("Cell A", event("detachment", 3700))).toBe(
      "Cell A, first contact lost: cycle 3, charge, 1 h 01 min. Two particles let go.",
    );
  });

  it("of both cells stand in order of time, A before B", () => {
    const merged = mergeEvents([
      { events: [event("crack", 5), event("short", 9)] },
      { events: [event("yield", 2), event("crack", 5)] },
    ]);
    expect(merged.map(({ cell, event: { kind } }) => `${cell} ${kind}`)).toEqual([
      "1 yield",
      "0 crack",
      "1 crack",
      "0 short",
    ]);
  });
});

describe("boxes on a line", () => {
  it("stay where they belong while there is room", () => {
    expect(spreadBoxes([20, 60], [20, 10], 100)).toEqual([10, 55]);
  });

  it("give way to each other and to both ends", () => {
    expect(spreadBoxes([0, 1, 99], [20, 20, 20], 100)).toEqual([0, 20, 80]);
    expect(spreadBoxes([98, 99], [30, 30], 100)).toEqual([40, 70]);
  });

  it("say when they do not fit", () => {
    expect(spreadBoxes([1, 2], [60, 50], 100)).toBeUndefined();
  });

  it("never overlap or leave the line, whatever their places", () => {
    const boxes = fc.array(fc.tuple(between(0, 500), fc.integer({ min: 1, max: 60 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(boxes, (list) => {
        const places = list.map(([place]) => place).sort((a, b) => a - b);
        const widths = list.map(([, width]) => width);
        const left = spreadBoxes(places, widths, 800)!;
        left.forEach((edge, k) => {
          expect(edge).toBeGreaterThanOrEqual(k === 0 ? 0 : left[k - 1]! + widths[k - 1]! - 1e-9);
          expect(edge + widths[k]!).toBeLessThanOrEqual(800 + 1e-9);
        });
      }),
      { seed: 11 },
    );
  });
});

describe("labels of marks", () => {
  const box = { left: 0, width: 50, height: 10 };
  const room = { top: 0, bottom: 60 };

  it("are one for both cells at one place, and two where they stand apart or differ", () => {
    const marks = [
      { x: 10, y: 20, cell: 0, label: "first crack" },
      { x: 14, y: 22, cell: 1, label: "first crack" },
      { x: 14, y: 22, cell: 1, label: "yield stress passed" },
      { x: 90, y: 20, cell: 0, label: "yield stress passed" },
    ] as const;
    expect(mergeMarks(marks, 10).map(({ x, cells, label }) => [x, cells, label])).toEqual([
      [10, [0, 1], "first crack"],
      [14, [1], "yield stress passed"],
      [90, [0], "yield stress passed"],
    ]);
  });

  it("stand where they are wanted, or in the next row that is free below, or above", () => {
    const wanted = { ...box, top: 30 };
    const beside = { ...box, left: 50, top: 30 };
    expect(findFreePlace(wanted, [beside], room)).toBe(30);
    expect(findFreePlace(wanted, [{ ...box, left: 20, top: 25 }], room)).toBe(40);
    const below = [30, 40, 50].map((top) => ({ ...box, top }));
    expect(findFreePlace(wanted, below, room)).toBe(20);
    expect(findFreePlace({ ...box, top: 500 }, [], room)).toBe(50);
  });
});
