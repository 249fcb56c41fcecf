/** Keys of the page: what they do, and where they mean something else. */
import { expect, test } from "vitest";
import { handlePageKey } from "../../../src/app/components/page-keys.ts";
import { openSession } from "../streams/open-session.ts";

/** Pressed on the first of the elements, each within the next; named by their tags. */
function press(key: string, tags: readonly string[], locks: readonly string[] = []) {
  const { session } = openSession();
  const { look$, store } = session;
  look$.next({ ...look$.value, locks });
  let opened = 0;
  const path = tags.map((tag) => ({ matches: (selector: string) => selector.split(/,\s*/).includes(tag) }));
  const event = {
    ...{ key, ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false },
    composedPath: () => [...path, new EventTarget()],
    preventDefault: () => undefined,
  };
  const before = store.state;
  handlePageKey(event as unknown as KeyboardEvent, {
    session,
    openHelp: () => undefined,
    openLab: () => {
      opened += 1;
    },
  });
  const after = store.state;
  const { on } = session.hand.tool$.value;
  session.dispose();
  return { before, after, opened, on };
}

test("plays, paints otherwise and opens from anywhere on the page", () => {
  const paused = press(" ", ["body"]);
  expect(paused.after.playing).toBe(!paused.before.playing);
  const painted = press("l", ["button", "body"]);
  expect(painted.after.layer).not.toBe(painted.before.layer);
  expect(press("p", ["body"]).opened).toBe(1);
});

test("leaves keys to cards, however deep in them they are pressed, and the space bar to buttons", () => {
  for (const tags of [["select"], ["button", "fluxtwin-film", "dialog"], ["textarea", "dialog"]]) {
    const { before, after, opened } = press("p", tags);
    expect(opened).toBe(0);
    expect(after).toBe(before);
  }
  const { before, after } = press(" ", ["svg", "button", "body"]);
  expect(after).toBe(before);
});

test("does nothing to what the address of a frame holds", () => {
  for (const [key, lock] of [
    [" ", "time"],
    ["l", "layer"],
    ["L", "layer"],
  ] as const) {
    const { before, after } = press(key, ["body"], [lock]);
    expect(after).toBe(before);
  }
  expect([press("h", ["body"]).on, press("h", ["body"], ["hand"]).on]).toEqual([true, false]);
  const free = press("l", ["body"], ["time"]);
  expect(free.after.layer).not.toBe(free.before.layer);
});
