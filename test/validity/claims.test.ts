import { describe, expect, it } from "vitest";
import { PARAMETERS } from "../../sim-core/index.ts";
import { CLAIMS } from "../../src/validity/claims.ts";
import { ENSEMBLES, READ_CYCLES } from "../../src/validity/ensembles.ts";
import { readQuantity } from "../../src/validity/quantities.ts";
import { SENSITIVITIES } from "../../src/validity/sensitivity.ts";
import { keptTinyRun } from "./tiny.ts";

const readings = CLAIMS.flatMap(({ measures }) =>
  measures.flatMap(({ reading, minus, over }) => [reading, minus, over].flatMap((own) => own ?? [])),
);

describe("the claims", () => {
  it("are all there are: each says something of its own, where, and why", () => {
    expect(CLAIMS.length).toBeGreaterThanOrEqual(31);
    expect(new Set(CLAIMS.map(({ says }) => says)).size).toBe(CLAIMS.length);
    for (const { where, because } of CLAIMS)
      expect([where, because].every((text) => text.length > 2)).toBe(true);
  });

  it("are decided by numbers, or by hand with a reason", () => {
    const undecided = CLAIMS.filter(
      ({ given, measures }) => given === undefined && !measures.some(({ expects }) => expects !== undefined),
    );
    expect(undecided).toEqual([]);
  });

  it("read ensembles that are planned, at cycles that are solved there", () => {
    const wrong = readings.filter(({ ensemble, cycle }) => {
      const own = ENSEMBLES.find(({ name }) => name === ensemble);
      const ends = [...READ_CYCLES, own?.cycles ?? 0, 1];
      return own === undefined || cycle > own.cycles || (cycle !== 0 && !ends.includes(cycle));
    });
    expect(wrong).toEqual([]);
  });

  it("read quantities that there are", async () => {
    const run = await keptTinyRun();
    // What an even front or a whole cathode does not have.
    const absent = ["xLostLessActive", "end.currentFacing", "end.interphaseFacing"];
    const unknown = [...new Set(readings.map(({ quantity }) => quantity))].filter((quantity) => {
      const cycle = readings.find((own) => own.quantity === quantity)?.cycle === 0 ? 0 : 2;
      return !absent.includes(quantity) && Number.isNaN(readQuantity(run, quantity, cycle));
    });
    expect(unknown).toEqual([]);
    expect(readQuantity(run, "nothing", 2)).toBeNaN();
  });
});

describe("the sensitivities", () => {
  it("are twelve parameters of the table, within its bounds", () => {
    expect(SENSITIVITIES.length).toBe(12);
    for (const { path, values } of SENSITIVITIES) {
      const parameter = PARAMETERS.find((own) => own.path === path);
      expect(parameter, path).toBeDefined();
      if (parameter === undefined || !("minimum" in parameter)) continue;
      for (const value of values) {
        expect(value, path).toBeGreaterThanOrEqual(parameter.minimum);
        expect(value, path).toBeLessThanOrEqual(parameter.maximum);
      }
    }
  });
});
