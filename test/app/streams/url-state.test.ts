import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AppState,
  contrasts,
  cycleCharts,
  defaultState,
  layers,
  meshes,
  pairs,
} from "../../../src/app/streams/app-state.ts";
import { parameterBounds } from "../../../src/app/streams/parameter-lookup.ts";
import { decodeState, encodeState } from "../../../src/app/streams/url-state.ts";
import { between, betweenDecades } from "../../fractions.ts";

const bounds = parameterBounds();

const parameters = fc.dictionary(fc.constantFrom(...bounds.keys()), between(0, 1), { maxKeys: 6 });

const states: fc.Arbitrary<AppState> = fc.record({
  pair: fc.constantFrom(...(Object.keys(pairs) as AppState["pair"][])),
  contrast: fc.constantFrom(...contrasts),
  chart: fc.constantFrom(...cycleCharts),
  seed: fc.option(fc.nat(), { nil: undefined }),
  mesh: fc.option(fc.constantFrom(...meshes), { nil: undefined }),
  playing: fc.boolean(),
  speed: betweenDecades(1, 1e5),
  layer: fc.constantFrom(...layers),
  selection: fc.option(fc.nat({ max: 500 }), { nil: undefined }),
  parameters: parameters.map((shares) =>
    Object.fromEntries(
      Object.entries(shares).map(([path, share]) => {
        const bound = bounds.get(path)!;
        if (bound.kind === "switch") return [path, share > 0.5];
        if (bound.kind === "choice")
          return [path, bound.choices[Math.floor(share * (bound.choices.length - 1))]!];
        return [path, bound.minimum + share * (bound.maximum - bound.minimum)];
      }),
    ),
  ),
});

describe("state in the address", () => {
  it("comes back as it was, to the last digit", () => {
    fc.assert(
      fc.property(states, (state) => {
        const decoded = decodeState(encodeState(state), bounds);
        expect(decoded.state).toEqual(state);
        expect(decoded.notices).toEqual([]);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it("is empty for a first visit", () => {
    expect(encodeState(defaultState)).toBe("");
    expect(decodeState("", bounds)).toEqual({ state: defaultState, time: 0, notices: [] });
  });

  it("holds the time of a moment", () => {
    expect(decodeState(encodeState(defaultState, 1234.5678), bounds).time).toBe(1234.568);
  });

  it("takes the default for what it cannot read, and says so once for each", () => {
    const query = "?layer=banana&cell.cRate=1e9&speed=&play=maybe&seed=1.5&nonsense=1&ncm.volumeChange=5";
    const { state, notices } = decodeState(query, bounds);
    expect(state).toEqual({ ...defaultState, parameters: { "ncm.volumeChange": 5 } });
    expect(notices).toHaveLength(6);
    expect(notices).toContain('"layer=banana" in the address');
  });

  it("is not fooled by names of built-in members", () => {
    const { state, notices } = decodeState("?cells=constructor&__proto__=1&toString=2", bounds);
    expect(state).toEqual(defaultState);
    expect(notices).toHaveLength(3);
  });
});
