/** Where keys paint. */
import { describe, expect, it } from "vitest";
import { moveAim, startAim } from "../../../src/app/components/hand-aim.ts";

const ROOM = { width: 400, height: 250 };
const AIM = { x: 200, y: 100, radius: 20 };
const press = (key: string, leaps = false, aim = AIM) => moveAim(aim, { key, leaps }, ROOM);

describe("the aim of keys", () => {
  it("begins in the separator, and moves by arrows, further with Shift, within the cell", () => {
    expect(startAim(ROOM)).toEqual({ x: 200, y: 200 });
    expect(press("ArrowLeft")).toEqual({ ...AIM, x: 196 });
    expect(press("ArrowUp", true)).toEqual({ ...AIM, y: 140 });
    expect(press("ArrowRight", true, { ...AIM, x: 390 })?.x).toBe(400);
    expect(press("ArrowDown", true, { ...AIM, y: 10 })?.y).toBe(0);
  });

  it("grows and shrinks, and leaves other keys alone", () => {
    expect(press("+")).toEqual({ ...AIM, radius: 24 });
    expect(press("-")?.radius).toBe(16.7);
    expect(press("-", false, { ...AIM, radius: 2 })?.radius).toBe(2);
    expect(press("x")).toBeUndefined();
    expect(press("toString")).toBeUndefined();
  });
});
