/** Where keys paint. */
import { describe, expect, it } from "vitest";
import { moveBump, movePatch, startAim } from "../../../src/app/components/hand-aim.ts";

const ROOM = { width: 400, height: 250 };
const AIM = { x: 200, y: 100, radius: 20, width: 40, height: 5 };
const press = (key: string, leaps = false, aim = AIM) => movePatch(aim, { key, leaps }, ROOM);

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

  it("raises lithium downwards and dents it upwards, no steeper than half its width", () => {
    const draw = (key: string, leaps = false, aim = AIM) => moveBump(aim, { key, leaps }, ROOM);
    expect(draw("ArrowDown")).toEqual({ ...AIM, height: 5.5 });
    expect(draw("ArrowUp", true, { ...AIM, height: 2 })?.height).toBe(-3);
    expect(draw("ArrowDown", true, { ...AIM, height: 18 })?.height).toBe(20);
    expect(draw("-", false, { ...AIM, height: 20 })).toEqual({ ...AIM, width: 33.3, height: 16.6 });
    expect(draw("ArrowRight", true)?.x).toBe(240);
    expect(draw("0")).toBeUndefined();
  });
});
