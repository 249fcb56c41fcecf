/** Depth profile of reaction products: the closed form, the mean over an uneven front, and the order of bare and coated. */
import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { measureDepthProfile } from "../../sim-core/instruments/depth-profile.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { smallScenario } from "../cell/small-cell.ts";

const { model, state } = createRun(smallScenario());

/** The state with products of a thickness (nm) at each node of the front, half of them driven by plating. */
function withProducts(thicknessAt: (share: number) => number): CellState {
  const count = state.front.plated.length;
  const { thicknessPerCharge } = model.scenario.interphase;
  const half = Float64Array.from({ length: count }, (_, k) => {
    return (0.5e-9 * thicknessAt(k / (count - 1))) / thicknessPerCharge;
  });
  return { ...state, front: { ...state.front, interphaseChemical: half, interphaseDriven: half } };
}

describe("a depth profile", () => {
  it("of an even layer is that of what is left above it", () => {
    const rows = measureDepthProfile(
      model,
      withProducts(() => 100),
      { escapeDepth: 3 },
    );
    expect(rows.map(({ depth_nm }) => depth_nm)).toEqual([0, 40, 80, 120, 160]);
    const shares = [100, 60, 20, 0, 0].map((left) => 1 - Math.exp(-left / 3));
    rows.forEach(({ products, below, covered }, k) => {
      expect(products).toBeCloseTo(shares[k]!, 9);
      expect(below).toBeCloseTo(1 - shares[k]!, 9);
      expect(covered).toBeCloseTo(k < 3 ? 1 : 0, 12);
    });
  });

  it("of an uneven front fades where its mean would end at once", () => {
    const ramp = withProducts((share) => 200 * share);
    const rows = measureDepthProfile(model, ramp, { escapeDepth: 0.01 });
    // Without escape depth the signal is the share of the front that is still covered.
    for (const { products, depth_nm } of rows) {
      expect(Math.abs(products - (1 - depth_nm / 200))).toBeLessThan(0.03);
    }
    const [atMean] = measureDepthProfile(
      model,
      withProducts(() => 100),
      { depths: [120] },
    );
    expect(atMean!.products).toBe(0);
  });

  it("never rises with the depth, and shows a thicker layer longer", () => {
    const depths = [0, 10, 20, 40, 80, 120, 160, 200, 300];
    const [thin, thick] = [60, 180].map((most) =>
      measureDepthProfile(
        model,
        withProducts((share) => most * share),
        { depths },
      ).map(({ products }) => products),
    );
    expect(thin).toEqual([...thin!].sort((a, b) => b - a));
    for (const [k, own] of thick!.entries()) expect(own).toBeGreaterThanOrEqual(thin![k]!);
    expect(thick![6]).toBeGreaterThan(0);
    expect(thin![6]).toBe(0);
  });

  it("of the fresh cell is none", () => {
    for (const { products, below } of measureDepthProfile(model, state)) {
      expect(products).toBe(0);
      expect(below).toBe(1);
    }
  });

  it("is refused with all that is wrong", () => {
    const attempt = () => measureDepthProfile(model, state, { depths: [0, -1, Number.NaN], escapeDepth: 0 });
    expect(attempt).toThrow(InputError);
    try {
      attempt();
    } catch (error) {
      expect((error as InputError).problems.map(({ where }) => where)).toEqual([
        "depths.1",
        "depths.2",
        "escapeDepth",
      ]);
    }
  });
});
