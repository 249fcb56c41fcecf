/** The desk judges what is written last, begins a run with it when that is asked for, and says what a link cannot hold. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { InputProblem } from "../../../../sim-core/index.ts";
import { outlineProtocolText } from "../../../../sim-core/index.ts";
import type { ProtocolCheck } from "../../../../src/app/engine/messages.ts";
import { defaultState } from "../../../../src/app/streams/app-state.ts";
import { ProtocolDesk } from "../../../../src/app/streams/lab/protocol-desk.ts";
import { addStep, setEnd } from "../../../../src/app/streams/lab/protocol-draft.ts";
import { Notices } from "../../../../src/app/streams/notices.ts";
import { createStore } from "../../../../src/app/streams/store.ts";

const OWN = "# cycling x70\nCharge at C/10 until 4.3 V\nDischarge at C/10 until 2.6 V\n";
const BAD: InputProblem = { where: "protocol.steps.0", got: "x", expected: "y" };

/** Whatever says "bad" is wrong. */
function openDesk() {
  const asked: (readonly [number, string | undefined])[] = [];
  const checks = {
    ask: async (cell: 0 | 1, given: string | undefined): Promise<ProtocolCheck> => {
      asked.push([cell, given]);
      const text = given ?? OWN;
      const problems = text.includes("bad") ? [BAD] : [];
      return { text, outline: outlineProtocolText(text, undefined), problems, warnings: [], cycles: 70 };
    },
  };
  const store = createStore(defaultState);
  const notices$ = new Notices();
  const said: string[] = [];
  notices$.subscribe(({ words }) => said.push(words));
  return { desk: new ProtocolDesk({ store, notices$, checks }), store, asked, said };
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(300);

describe("the desk of protocols", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("begins with what the cells run with, taken apart", async () => {
    const { desk } = openDesk();
    await settle();
    expect(desk.state).toMatchObject({ text: OWN, own: OWN, running: OWN, problems: [], isWaiting: false });
    expect(desk.state.draft?.blocks[0]?.repeat).toBe(70);
  });

  it("judges the last of what is typed, for both cells, and each problem once", async () => {
    const { desk, asked } = openDesk();
    await settle();
    asked.length = 0;
    desk.type("Rest for 1");
    desk.type("a bad step");
    expect(desk.state.isWaiting).toBe(true);
    await settle();
    expect(asked).toEqual([
      [0, "a bad step"],
      [1, "a bad step"],
    ]);
    expect(desk.state).toMatchObject({ problems: [BAD], isWaiting: false });
  });

  it("keeps text and blocks one value", async () => {
    const { desk } = openDesk();
    await settle();
    desk.edit((draft) => setEnd(addStep(draft, { block: 0, list: "steps" }, "rest"), "100 cycles"));
    expect(desk.state.text).toBe(`${OWN}Rest for 10 min\nEnd when 100 cycles\n`);
    await settle();
    desk.type("Rest for 2 h");
    await settle();
    expect(desk.state.draft?.blocks[0]?.steps[0]?.parts?.until).toEqual(["2 h"]);
  });

  it("begins a run for whom it is meant, and with nothing that is wrong or not judged", async () => {
    const { desk, store, said } = openDesk();
    await settle();
    desk.type("bad");
    desk.apply();
    await settle();
    desk.apply();
    expect(store.state.protocols).toEqual([undefined, undefined]);
    desk.choose("B");
    await settle();
    desk.type("Rest for 2 h");
    await settle();
    desk.apply();
    expect(store.state.protocols).toEqual([undefined, "Rest for 2 h"]);
    // That of the scenario is none of one's own.
    desk.takeOwn();
    await settle();
    desk.apply();
    expect(store.state.protocols).toEqual([undefined, undefined]);
    expect(said).toEqual([]);
  });

  it("says that a link does not hold a long one", async () => {
    const { desk, said } = openDesk();
    await settle();
    desk.type("Rest for 2 h\n".repeat(200));
    await settle();
    desk.apply();
    expect(said).toEqual([expect.stringContaining("too many for a link")]);
  });

  it("follows the page back, unless something else is being written", async () => {
    const { desk, store } = openDesk();
    await settle();
    store.update({ protocols: ["Rest for 3 h", "Rest for 3 h"] });
    await settle();
    expect(desk.state.text).toBe("Rest for 3 h");
    desk.type("Rest for 4 h");
    await settle();
    store.update({ protocols: [undefined, undefined] });
    await settle();
    expect(desk.state.text).toBe("Rest for 4 h");
  });
});
