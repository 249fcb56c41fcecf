import { describe, expect, it } from "vitest";
import { describeBreakdown } from "../../../src/app/engine/breakdown.ts";

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("a breakdown in words", () => {
  it("names memory where an array, a buffer or WebAssembly was refused some", () => {
    const refusals = [
      () => new Float64Array(2 ** 40),
      () => new ArrayBuffer(2 ** 52),
      () => new Array(-1),
      () => new WebAssembly.Memory({ initial: 65536, maximum: 65536 }).grow(1),
    ];
    for (const refuse of refusals) {
      expect(describeBreakdown(thrownBy(refuse))).toMatch(/^There was not enough memory for it\./);
    }
  });

  it("takes deep recursion and everything else for a mistake, one line long and without a stack", () => {
    const deep = (): number => 1 + deep();
    expect(describeBreakdown(thrownBy(deep))).toBe(
      "A mistake in the program ended it: Maximum call stack size exceeded.",
    );
    const long = new Error("broken invariant: a\n    at step (step.ts:1:1)");
    expect(describeBreakdown(long)).toBe("A mistake in the program ended it: broken invariant: a.");
    expect(describeBreakdown("why")).toBe("A mistake in the program ended it: why.");
    expect(describeBreakdown(new Error(""))).toBe("A mistake in the program ended it.");
  });
});
