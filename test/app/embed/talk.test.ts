/** A frame and the page around it. */
import { afterEach, expect, test } from "vitest";
import { type Ask, readAsk, type Tell } from "../../../src/app/embed/messages.ts";
import { talkToParent } from "../../../src/app/embed/talk.ts";
import { parameterBounds } from "../../../src/app/streams/parameter-lookup.ts";
import { decodeState } from "../../../src/app/streams/url-state.ts";
import { openSession } from "../streams/open-session.ts";

interface Sent {
  readonly message: Tell;
  readonly to: string;
}

const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

/** A frame on frame.example within a page of host.example. */
async function openFrame(locks: readonly string[] = []) {
  const opened = openSession();
  await opened.play(3);
  const sent: Sent[] = [];
  const parent = {
    postMessage: (message: Tell, { targetOrigin }: { targetOrigin: string }) =>
      sent.push({ message, to: targetOrigin }),
  };
  const page = Object.assign(new EventTarget(), { parent, location: { origin: "https://frame.example" } });
  const talk = talkToParent({
    page: page as unknown as Window,
    session: opened.session,
    partner: "https://host.example",
    locks,
    decode: (query) => decodeState(query, parameterBounds()),
  });
  ended.push(() => {
    talk.unsubscribe();
    opened.session.dispose();
  });
  const say = (
    data: unknown,
    origin = "https://host.example",
    source: unknown = parent,
  ): Tell | undefined => {
    const count = sent.length;
    page.dispatchEvent(Object.assign(new Event("message"), { data, origin, source }));
    return sent[count]?.message;
  };
  return { ...opened, sent, say };
}

test("begins with ready, and tells the state of both cells to that page alone", async () => {
  const { sent, say, session } = await openFrame();
  expect(sent).toEqual([{ message: { fluxtwin: 1, tell: "ready" }, to: "https://host.example" }]);
  const state = say({ fluxtwin: 1, ask: "state", id: 7 });
  expect(state).toMatchObject({
    fluxtwin: 1,
    id: 7,
    tell: "state",
    time: session.viewing.time,
    playing: true,
  });
  expect(state).toHaveProperty("cells.0.name", "NCM");
  expect(state).toHaveProperty("cells.1.name", "LZP-NCM");
  expect(sent.every(({ to }) => to === "https://host.example")).toBe(true);
});

test("sets what can be set, or says all that is wrong and sets nothing", async () => {
  const { say, session } = await openFrame(["cell.stackPressure"]);
  expect(say({ fluxtwin: 1, ask: "set", parameters: { "cell.cRate": 2 } })).toEqual({
    fluxtwin: 1,
    tell: "done",
  });
  expect(session.store.state.events.length + Object.keys(session.store.state.parameters).length).toBe(1);
  const before = session.store.state;
  const refused = say({
    fluxtwin: 1,
    ask: "set",
    parameters: {
      "cell.cRate": 1,
      "cell.colour": 3,
      "cell.stackPressure": 3,
      "mechanics.mode": "soft",
      "mediator.cathodeToAnode": 1,
      "contactLoss.coatingFactor": 9000,
    },
  });
  expect(refused).toMatchObject({ tell: "refused" });
  expect((refused as Extract<Tell, { tell: "refused" }>).problems).toEqual([
    "parameters: got cell.colour; expected a parameter that can be set",
    "cell.stackPressure: got 3; expected no change, as the frame's address locks it",
    expect.stringMatching(/^mechanics\.mode: got soft; expected off, /),
    "mediator.cathodeToAnode: got 1; expected true or false",
    expect.stringMatching(/^contactLoss\.coatingFactor: got 9000; expected a number from /),
  ]);
  expect(session.store.state).toBe(before);
});

test("plays, pauses and shows, unless its address holds that", async () => {
  const { say, session } = await openFrame();
  say({ fluxtwin: 1, ask: "pause" });
  expect(session.store.state.playing).toBe(false);
  expect(say({ fluxtwin: 1, ask: "show", query: "layer=potential&speed=5000" })).toMatchObject({
    tell: "done",
  });
  expect(session.store.state).toMatchObject({ layer: "potential", speed: 5000, playing: false });
  expect(say({ fluxtwin: 1, ask: "show", query: "cells=tomo&layer=mud" })).toMatchObject({
    tell: "refused",
    problems: [
      expect.stringContaining("query: got cells; expected layer, "),
      'query: got "layer=mud" in the address; expected what the page\'s own address takes',
    ],
  });
  const held = await openFrame(["time", "layer"]);
  expect(held.say({ fluxtwin: 1, ask: "pause" })).toMatchObject({ tell: "refused" });
  expect(held.say({ fluxtwin: 1, ask: "show", query: "layer=potential&speed=50" })).toMatchObject({
    problems: [expect.stringContaining("got layer"), expect.stringContaining("got speed")],
  });
  expect(held.session.store.state).toMatchObject({ playing: true, layer: "flux" });
});

test("hears nobody else, and says what it did not understand of what was meant for it", async () => {
  const { say, sent, session } = await openFrame();
  const count = sent.length;
  say({ fluxtwin: 1, ask: "pause" }, "https://other.example");
  say({ fluxtwin: 1, ask: "pause" }, "https://host.example", {});
  say({ kind: "resize" });
  say("pause");
  expect(sent).toHaveLength(count);
  expect(session.store.state.playing).toBe(true);
  expect(say({ fluxtwin: 2, ask: "stop", id: {} })).toEqual({
    fluxtwin: 1,
    tell: "refused",
    problems: [
      "fluxtwin: got 2; expected 1",
      "id: got {}; expected a number, a text or nothing",
      'ask: got "stop"; expected state, play, pause, restart, set, show or watch',
    ],
  });
});

test.each([
  [{ fluxtwin: 1, ask: "set", parameters: { a: null } }, ["parameters"]],
  [{ fluxtwin: 1, ask: "set" }, ["parameters"]],
  [{ fluxtwin: 1, ask: "show", query: 3 }, ["query"]],
  [{ fluxtwin: 1, ask: "watch", every: 5 }, ["every"]],
  [{ fluxtwin: 1, ask: "watch", every: "500" }, ["every"]],
  [{ fluxtwin: 1, ask: "watch", every: 500 } satisfies Ask, []],
])("reads %j", (data, wrong) => {
  const read = readAsk(data);
  const problems = read !== undefined && "problems" in read ? read.problems : [];
  expect(problems.map((problem) => problem.split(":")[0])).toEqual(wrong);
});

test("what is shown leaves a protocol alone that is too long for an address", async () => {
  const { say, session } = await openFrame();
  const long = `# block\n${"Rest for 10 min\n".repeat(300)}`;
  session.store.update({ protocols: [long, long] });
  expect(say({ fluxtwin: 1, ask: "show", query: "layer=vonMises" })).toMatchObject({ tell: "done" });
  expect(session.store.state.layer).toBe("vonMises");
  expect(session.store.state.protocols).toEqual([long, long]);
});
