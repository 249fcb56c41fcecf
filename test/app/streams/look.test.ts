/** How the page is shown, out of its address and back. */
import { expect, test } from "vitest";
import {
  decodeLook,
  defaultLook,
  enterProjector,
  keepTheme,
  keptTheme,
  leaveProjector,
  withLook,
} from "../../../src/app/streams/look.ts";
import { parameterBounds } from "../../../src/app/streams/parameter-lookup.ts";
import { decodeState } from "../../../src/app/streams/url-state.ts";

const paths = parameterBounds();
const decode = (search: string, kept?: "light") => decodeLook(search, { kept, paths });

test("what the address says of the look comes back as it was written", () => {
  const query =
    "layer=stress&embed=1&controls=cell.cRate,cell.stackPressure&lock=cell.cRate,time&partner=https://school.example&theme=light";
  const { look, notices } = decode(`?${query}`);
  expect(notices).toEqual([]);
  expect(look).toEqual({
    theme: "light",
    behind: "light",
    shell: "embed",
    controls: ["cell.cRate", "cell.stackPressure"],
    locks: ["cell.cRate", "time"],
    partner: "https://school.example",
    ...{ lesson: undefined, step: 1, run: undefined, idle: undefined },
  });
  const written = withLook("layer=stress", look);
  expect(decode(written).look).toEqual(look);
  expect(new URLSearchParams(written).get("layer")).toBe("stress");
});

test("nothing is written of the default, and the theme of a browser stands where the address says none", () => {
  expect(withLook("", defaultLook)).toBe("");
  expect(decode("").look).toEqual(defaultLook);
  expect(decode("", "light").look.theme).toBe("light");
  expect(decode("?theme=dark", "light").look.theme).toBe("dark");
  expect(decode("?profile=projector", "light").look).toMatchObject({
    shell: "projector",
    theme: "projector",
  });
  expect(withLook("", decode("?profile=projector").look)).toBe("profile=projector");
});

test("a lesson and its step stand in the address, unless it came from a file", () => {
  const { look, notices } = decode("?lesson=ions&step=2");
  expect([look.lesson, look.step, notices]).toEqual(["ions", 2, []]);
  expect(withLook("", look)).toBe("lesson=ions&step=2");
  expect(withLook("", { ...look, lesson: "file:lesson.json" })).toBe("");
  expect(decode("?lesson=&step=0").notices).toEqual(['"lesson=" in the address', '"step=0" in the address']);
});

test("a class link has its cells with it, and an exhibition the time after which it begins anew", () => {
  const run = { step: 2, query: "seed=3&event=600s:cell.cRate=2" };
  const look = { ...defaultLook, lesson: "ions", step: 3, run, idle: 120 };
  const written = withLook("", look);
  expect(decode(written)).toEqual({ look, notices: [] });
  expect(decode("?lesson=ions&run=seed&idle=1").notices).toEqual([
    '"run=seed" in the address',
    '"idle=1" in the address',
  ]);
});

test("no controls are no controls, and what cannot be read is told", () => {
  expect(decode("?embed=1&controls=").look.controls).toEqual([]);
  const { look, notices } = decode(
    "?theme=pink&embed=yes&profile=tv&controls=cell.cRate,cell.colour&lock=clock&partner=https://a.example/page",
  );
  expect(notices).toEqual([
    '"profile=tv" in the address',
    '"embed=yes" in the address',
    '"theme=pink" in the address',
    '"controls=cell.colour" in the address',
    '"lock=clock" in the address',
    '"partner=https://a.example/page" in the address',
  ]);
  expect(look).toEqual({ ...defaultLook, controls: ["cell.cRate"] });
});

test("held scales and held controls share a key, and neither refuses the other", () => {
  const search = "?lock=time&lock=flux:0:40&embed=1";
  expect(decode(search)).toMatchObject({ look: { locks: ["time"] }, notices: [] });
  const { state, notices } = decodeState(search, paths);
  expect(notices).toEqual([]);
  expect(state.locks).toEqual({ flux: [0, 40] });
});

test("a browser keeps its theme, and one without a place for it has none", () => {
  const kept = new Map<string, string>();
  const marks = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect(keptTheme(marks)).toBeUndefined();
  keepTheme(marks, "light");
  expect(keptTheme(marks)).toBe("light");
  kept.set("fluxtwin.theme", "pink");
  expect(keptTheme(marks)).toBeUndefined();
  const full = {
    setItem: () => {
      throw new Error("full");
    },
  };
  expect(() => keepTheme(full, "light")).not.toThrow();
  expect(keptTheme(undefined)).toBeUndefined();
});

test("a projector gives way to the page as it was, or as the browser has it", () => {
  const { look } = decode("?theme=light");
  expect(leaveProjector(enterProjector(look))).toEqual(look);
  expect(leaveProjector(decode("?profile=projector", "light").look)).toMatchObject({
    shell: "page",
    theme: "light",
  });
  expect(leaveProjector(decode("?profile=projector").look)).toEqual(defaultLook);
});
