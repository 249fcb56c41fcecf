/** What a jumped cycle may leave in grain boundaries: not less than nothing, not more than there is room for. */
import { describe, expect, it } from "vitest";
import { LITHIUM_MOLAR_VOLUME } from "../../sim-core/base/constants.ts";
import type { SlowState } from "../../sim-core/cell/cycle-memory.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import { obstruct } from "../../sim-core/cell/obstruction.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { ageElectrolyte } from "../../sim-core/time/jump/age-front.ts";
import { smallScenario } from "../cell/small-cell.ts";

const model = createModel(smallScenario());
const { electrolyte } = createInitialState(model);
const { area } = model.grains!.columns;
/** An electrolyte of which products of so much lithium take that share of each triangle, were they as large as it. */
const filled = (share: number) => ({
  ...electrolyte,
  lithium: {
    ...electrolyte.lithium,
    reacted: area.map((own) => (share * own) / LITHIUM_MOLAR_VOLUME),
  },
});
const pace = (from: number, to: number) => ({
  from: { lithium: filled(from).lithium } as SlowState,
  to: { lithium: filled(to).lithium } as SlowState,
});

describe("grain boundaries after a jumped cycle", () => {
  it("gain what the newest solved cycle gained, per charge", () => {
    const aged = ageElectrolyte(model, filled(0.2), pace(0.1, 0.15), 1.2)!;
    expect(aged.lithium.reacted[0]! / filled(0.26).lithium.reacted[0]!).toBeCloseTo(1, 12);
    expect(obstruct(model, aged)!.every((own) => own > 0)).toBe(true);
  });

  it("are not jumped where products, 1.88 times as large as their lithium, would find no room", () => {
    expect(ageElectrolyte(model, filled(0.45), pace(0.1, 0.15), 1)).toBeUndefined();
    expect(ageElectrolyte(model, filled(0.4), pace(0.1, 0.15), 1)).toBeDefined();
  });

  it("are not jumped where less than nothing would be left", () => {
    expect(ageElectrolyte(model, filled(0.02), pace(0.15, 0.1), 1)).toBeUndefined();
  });
});
