/** A patch and lithium that are drawn on the picture. */
import { describe, expect, it } from "vitest";
import { beginBump } from "../../../src/app/components/stage-bump.ts";
import { beginPatch } from "../../../src/app/components/stage-patch.ts";
import { openSession } from "../streams/open-session.ts";

/** Half a um to a px; beyond x = 100 px there is cell B. */
const view = {
  pointAt: (x: number, y: number) => ({ cell: x < 100 ? 0 : 1, x: x / 2, y: 100 - y / 2 }) as const,
};

async function open() {
  const { session, play } = openSession({ speed: 10 });
  await play(3);
  session.hand.hold({ on: true, tool: "patch", factor: 0.3, radius: 12 });
  const begin = (x: number, y: number, isDifference = false) =>
    beginPatch(view, session, { from: { x, y }, isDifference });
  const painted = () => session.store.state.events.map(({ time: _, ...event }) => event);
  return { session, begin, painted };
}

describe("a patch drawn on the picture", () => {
  it("has its middle where the pointer is pressed and reaches to where it is let go", async () => {
    const { session, begin, painted } = await open();
    const stroke = begin(40, 60);
    stroke.draw({ x: 70, y: 100 });
    const patch = { x: 20, y: 70, radius: 25, factor: 0.3 };
    expect(session.hand.drawing$.value).toEqual({ patch, cell: 0 });
    expect(painted()).toEqual([]);
    // The other cell is no part of this one.
    stroke.draw({ x: 150, y: 100 });
    stroke.end();
    expect(session.hand.drawing$.value).toBeUndefined();
    expect(painted()).toEqual([{ patch, cell: 0 }]);
    expect(session.hand.tool$.value.radius).toBe(25);
  });

  it("is as large as the last one after a click, of both cells where both are meant, and left with a second finger", async () => {
    const { session, begin, painted } = await open();
    const click = begin(40, 60);
    click.draw({ x: 42, y: 61 });
    click.end();
    session.hand.hold({ both: true });
    begin(140, 60).end();
    session.hand.hold({ both: false });
    begin(40, 80, true).end();
    const left = begin(40, 60);
    left.cancel!();
    left.draw({ x: 90, y: 60 });
    left.end();
    expect(painted()).toEqual([
      { patch: { x: 20, y: 70, radius: 12, factor: 0.3 }, cell: 0 },
      { patch: { x: 70, y: 70, radius: 12, factor: 0.3 }, cell: undefined },
      { patch: { x: 20, y: 60, radius: 12, factor: 0.3 }, cell: undefined },
    ]);
  });
});

describe("lithium drawn on the picture", () => {
  it("follows the pointer as its relief is drawn: five times as far, down into the electrolyte, up for a dent", async () => {
    const { session, painted } = await open();
    session.hand.hold({ tool: "lithium", width: 30 });
    const begin = (x: number, y: number) => beginBump(view, session, { from: { x, y }, isDifference: false });
    const pull = begin(40, 60);
    pull.draw({ x: 45, y: 90 });
    const bump = { x: 20, width: 30, height: 3 };
    expect(session.hand.drawing$.value).toEqual({ bump, cell: 0 });
    pull.end();
    const push = begin(140, 60);
    push.draw({ x: 140, y: -1000 });
    push.end();
    begin(40, 60).end();
    const left = begin(40, 60);
    left.cancel!();
    left.draw({ x: 45, y: 90 });
    left.end();
    expect(session.hand.drawing$.value).toBeUndefined();
    expect(painted()).toEqual([
      { bump, cell: 0 },
      { bump: { x: 70, width: 30, height: -15 }, cell: 1 },
    ]);
  });
});
