/** What is said of a cell that has ended, and that it is said of the frame that is shown. */
import { describe, expect, it } from "vitest";
import type { EngineStatus } from "../../../src/app/engine/engine-status.ts";
import { asSentence, describeEnding } from "../../../src/app/streams/endings.ts";
import { flowOf, shownStatus } from "../../../src/app/streams/shown-cells.ts";

const shorted: EngineStatus = { kind: "shorted", message: "short circuit in cycle 5: lithium has crossed" };

describe("an ending", () => {
  it("says what happened, why, and what to try, within the bounds of the table", () => {
    const ending = describeEnding(shorted, { "cell.cRate": 3, "electrolyte.thickness": 30 });
    expect(ending?.what).toBe("Short circuit in cycle 5: lithium has crossed.");
    expect(ending?.grave).toBe(true);
    expect(ending?.trials).toEqual([
      { path: "cell.cRate", value: 1.5, words: "C-rate 1.5 C" },
      { path: "electrolyte.thickness", value: 60, words: "Electrolyte thickness 60 \u00b5m" },
    ]);
    expect(describeEnding(shorted, { "cell.cRate": 1e-9, "electrolyte.thickness": 1e9 })?.trials).toEqual([]);
  });

  it("has words of its own for every way to end", () => {
    const kinds = [
      "completed",
      "end-condition",
      "empty",
      "worn-out",
      "shorted",
      "failed",
      "refused",
    ] as const;
    const endings = kinds.map((kind) => describeEnding({ kind, message: "so it was" }, {}));
    for (const key of ["title", "why"] as const) {
      const words = endings.map((ending) => ending?.[key] ?? "");
      expect(new Set(words).size).toBe(kinds.length);
      for (const each of words) expect(each).toMatch(/^[A-Z]/);
    }
    expect(endings.every((ending) => ending?.what === "So it was.")).toBe(true);
  });

  it("is none of a cell that runs, is built, or is lost", () => {
    expect(describeEnding({ kind: "running" }, {})).toBeUndefined();
    expect(describeEnding({ kind: "building" }, {})).toBeUndefined();
    expect(describeEnding({ kind: "lost", message: "gone" }, {})).toBeUndefined();
  });

  it("is written as a sentence", () => {
    expect(asSentence("  stopped: why (x = 1)")).toBe("Stopped: why (x = 1).");
    expect(asSentence("Is it?")).toBe("Is it?");
  });
});

describe("what is shown", () => {
  it("has not ended before its last frame is drawn", () => {
    expect(shownStatus(shorted, { phase: "charge" })).toEqual({ kind: "running" });
    expect(shownStatus(shorted, undefined)).toEqual({ kind: "running" });
    expect(shownStatus(shorted, { phase: "done" })).toBe(shorted);
    const refused: EngineStatus = { kind: "refused", message: "no" };
    expect(shownStatus(refused, undefined)).toBe(refused);
    expect(shownStatus({ kind: "building" }, { phase: "done" })).toEqual({ kind: "building" });
  });

  it("agrees with the current that is drawn, which is none after the end", () => {
    expect(flowOf({ phase: "discharge", currentDensity: 12.5 })).toEqual({
      phase: "charge",
      currentDensity: 12.5,
    });
    expect(flowOf({ phase: "charge", currentDensity: -3 })).toEqual({
      phase: "discharge",
      currentDensity: -3,
    });
    expect(flowOf({ phase: "rest", currentDensity: 2 })).toEqual({ phase: "charge", currentDensity: 2 });
    expect(flowOf({ phase: "hold", currentDensity: 2 })).toEqual({ phase: "hold", currentDensity: 2 });
    expect(flowOf({ phase: "charge", currentDensity: 0 })).toEqual({ phase: "rest", currentDensity: 0 });
    expect(flowOf({ phase: "done", currentDensity: 12.5 })).toEqual({ phase: "done", currentDensity: 0 });
  });
});
