import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparisonViews } from "../../../src/app/layers/form/views.ts";
import { layers } from "../../../src/app/layers/list.ts";
import { quantityKeys } from "../../../src/app/reading/quantities.ts";
import {
  type AppState,
  cycleCharts,
  defaultState,
  linkChoices,
  meshes,
  pairs,
} from "../../../src/app/streams/app-state.ts";
import { curveCharts } from "../../../src/app/streams/comparison.ts";
import { addParameterEvent } from "../../../src/app/streams/parameter-events.ts";
import { parameterBounds } from "../../../src/app/streams/parameter-lookup.ts";
import { readingTools } from "../../../src/app/streams/reading-state.ts";
import { decodeState, encodeState } from "../../../src/app/streams/url-state.ts";

const bounds = parameterBounds();

/** Ordinary values within the bounds: a whole number of thousandths of the range, which doubles hardly ever are. */
function valueWithin(path: string, share: number): number | boolean | string {
  const bound = bounds.get(path)!;
  if (bound.kind === "switch") return share % 2 === 0;
  if (bound.kind === "choice") return bound.choices[share % bound.choices.length]!;
  return bound.minimum + (share / 1000) * (bound.maximum - bound.minimum);
}

const live = [...bounds].flatMap(([path, bound]) => (bound.live ? [path] : []));
const shares = fc.integer({ min: 0, max: 1000 });

const events = fc
  .array(fc.record({ time: fc.nat({ max: 10_000_000 }), path: fc.constantFrom(...live), share: shares }), {
    maxLength: 6,
  })
  .map((list) =>
    list.reduce<AppState["events"]>(
      (before, { time, path, share }) =>
        addParameterEvent(before, { time: time / 1000, path, value: valueWithin(path, share) }),
      [],
    ),
  );

const parameters = fc.dictionary(fc.constantFrom(...bounds.keys()), shares, { maxKeys: 6 });

const place = fc.integer({ min: -5000, max: 50_000 }).map((tenths) => tenths / 10 + 0);

const protocol = fc.option(
  fc.constantFrom(
    "Charge at C/10 until 4.3 V\n# rest, x2\nRest for 1 h",
    '{"steps": ["Rest for 1 h"]}',
    "a=b&c+d%",
  ),
  { nil: undefined },
);

const states: fc.Arbitrary<AppState> = fc.record({
  pair: fc.constantFrom(...(Object.keys(pairs) as AppState["pair"][])),
  link: fc.constantFrom(...linkChoices),
  chart: fc.constantFrom(...cycleCharts),
  protocols: fc.tuple(protocol, protocol),
  seed: fc.option(fc.nat(), { nil: undefined }),
  mesh: fc.option(fc.constantFrom(...meshes), { nil: undefined }),
  playing: fc.boolean(),
  speed: fc.oneof(
    fc.integer({ min: 10, max: 1_000_000 }).map((tenths) => tenths / 10),
    fc.constant("auto" as const),
  ),
  layer: fc.constantFrom(...layers.map(({ key }) => key)),
  selection: fc.option(fc.nat({ max: 500 }), { nil: undefined }),
  view: fc.constantFrom(...comparisonViews),
  curtain: fc.integer({ min: 0, max: 1000 }).map((share) => share / 1000),
  scaleEach: fc.boolean(),
  logarithmic: fc.boolean(),
  locks: fc.dictionary(
    fc.constantFrom(...layers.flatMap(({ key }) => [key, `${key}-difference`])),
    fc.tuple(fc.integer({ min: -1e6, max: 0 }), fc.integer({ min: 1, max: 1e6 })),
    { maxKeys: 3 },
  ),
  curves: fc.constantFrom(...curveCharts),
  curvesOf: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined }),
  reading: fc.option(fc.constantFrom(...readingTools), { nil: undefined }),
  cut: fc.option(
    fc.tuple(place, place, place, place).filter(([x1, y1, x2, y2]) => x1 !== x2 || y1 !== y2),
    { nil: undefined },
  ),
  pin: fc.option(fc.tuple(place, place), { nil: undefined }),
  counted: fc.constantFrom(...quantityKeys),
  events,
  parameters: parameters.map((drawn) =>
    Object.fromEntries(Object.entries(drawn).map(([path, share]) => [path, valueWithin(path, share)])),
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

  it("says which scale it cannot hold and which view there is not, and takes the others", () => {
    const bad = ["lock=flux:5:1", "lock=flux:0", "lock=banana:0:1", "lock=flux:-5:-1", "lock=flux:0:1e99"];
    const query = `${bad.join("&")}&lock=potential-difference:-3:3&view=upside&curtain=1.5&cycle=0&view=blink`;
    const { state, notices } = decodeState(query, bounds);
    expect(state).toEqual({ ...defaultState, locks: { "potential-difference": [-3, 3] } });
    expect(notices).toHaveLength(bad.length + 3);
    expect(notices).toContain('"lock=flux:5:1" in the address');
  });

  it("says which place it cannot read, and takes the default", () => {
    const bad = ["read=banana", "cut=1:2:3", "pin=1:x", "count=banana"];
    const { state, notices } = decodeState(bad.join("&"), bounds);
    expect(state).toEqual(defaultState);
    expect(notices).toEqual(bad.map((text) => `"${text}" in the address`));
    expect(decodeState("cut=5:5:5:5", bounds).notices).toHaveLength(1);
    expect(encodeState({ ...defaultState, reading: "line", cut: [0, 20.5, 420, 20.5], pin: [1, 2] })).toBe(
      "read=line&cut=0:20.5:420:20.5&pin=1:2",
    );
  });

  it("holds changes on the way, short and readable, in order of time", () => {
    const state: AppState = {
      ...defaultState,
      events: [
        { time: 7200, path: "cell.cRate", value: 1 },
        { time: 9000.125, path: "mediator.cathodeToAnode", value: false },
      ],
    };
    const query = "event=7200s:cell.cRate=1&event=9000.125s:mediator.cathodeToAnode=false";
    expect(encodeState(state)).toBe(query);
    expect(decodeState(query, bounds).state.events).toEqual(state.events);
    const spoken = "?event=2.5%20h%3A%20mediator.cathodeToAnode%20%3D%20off&event=120min:cell.cRate=1";
    expect(decodeState(spoken, bounds).state.events).toEqual([
      { time: 7200, path: "cell.cRate", value: 1 },
      { time: 9000, path: "mediator.cathodeToAnode", value: false },
    ]);
  });

  it("holds what a hand does, of either cell or both, in the order in which it was done", () => {
    const particles = [2, 16, 17, 18];
    const state: AppState = {
      ...defaultState,
      events: [
        { time: 3600, particles, contact: "detached", cell: undefined },
        { time: 3600, particles: [2], contact: "attached", cell: 0 },
        { time: 3600, path: "cell.cRate", value: 1 },
        { time: 7200.5, particles: [0], contact: "detached", cell: 1 },
      ],
    };
    const query =
      "event=3600s:particles+3,17-19=detached&eventA=3600s:particle+3=attached&event=3600s:cell.cRate=1&" +
      "eventB=7200.5s:particle+1=detached";
    expect(encodeState(state)).toBe(query);
    expect(decodeState(query, bounds)).toMatchObject({ state: { events: state.events }, notices: [] });
    const spoken = decodeState(
      "eventB=1%20h%3A%20kill%207&eventA=5s:cell.cRate=1&event=5s:particle+0=detached",
      bounds,
    );
    expect(spoken.state.events).toEqual([{ time: 3600, particles: [6], contact: "detached", cell: 1 }]);
    expect(spoken.notices).toEqual([
      '"eventA=5s:cell.cRate=1" in the address',
      '"event=5s:particle 0=detached" in the address',
    ]);
  });

  it("says which change on the way it cannot read, and keeps the others", () => {
    const bad = [
      "soon:cell.cRate=1",
      "-5s:cell.cRate=1",
      "1e99s:cell.cRate=1",
      "5s:cell.cRate=1e9",
      "5s:cell.cRate=",
      "5s:cell.nonsense=1",
      "5s:anode.thickness=60",
      "99999999999s:cell.cRate=1",
    ];
    const query = [...bad, "5s:cell.cRate=2"].map((text) => `event=${encodeURIComponent(text)}`).join("&");
    const { state, notices } = decodeState(query, bounds);
    expect(state.events).toEqual([{ time: 5, path: "cell.cRate", value: 2 }]);
    expect(notices).toHaveLength(bad.length);
    expect(notices[6]).toBe('"event=5s:anode.thickness=60" in the address');
    const many = Array.from({ length: 1001 }, (_, k) => `event=${k}s:cell.cRate=1`).join("&");
    expect(decodeState(many, bounds)).toMatchObject({
      state: { events: [] },
      notices: ['more than 1000 times "event" in the address'],
    });
  });

  it("is not fooled by names of built-in members", () => {
    const { state, notices } = decodeState("?cells=constructor&__proto__=1&toString=2", bounds);
    expect(state).toEqual(defaultState);
    expect(notices).toHaveLength(3);
  });
});
