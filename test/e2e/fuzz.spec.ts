/**
 * Pointer and keys at random, from a seed that is printed: `FUZZ_SEED=7 FUZZ_SECONDS=60` runs the same gestures again, for
 * as long as that. And what the page holds after it has been built anew several times.
 */
import { type CDPSession, expect, type Page, test } from "@playwright/test";
import { collectErrors, waitForClock } from "./page.ts";

const SECONDS = Number(process.env.FUZZ_SECONDS ?? 20);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const SIZES = [
  [1440, 900],
  [820, 1180],
  [390, 844],
  [844, 390],
  [1280, 720],
] as const;
const KEYS = [
  ...["Tab", "Tab", "Tab", "Shift+Tab", "Enter", "Escape", "Space", "ArrowRight", "ArrowUp", "Home", "End"],
  ...[
    "0",
    "1",
    "4",
    "6",
    "+",
    "-",
    ",",
    ".",
    "[",
    "]",
    "n",
    "r",
    "h",
    "l",
    "L",
    "p",
    "?",
    "f",
    "a",
    "Backspace",
  ],
];

/** Numbers of [0, 1) that follow from the seed (mulberry32). */
function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Gesture = (
  page: Page,
  place: () => readonly [number, number],
  pick: <T>(all: readonly T[]) => T,
) => Promise<void>;

const click: Gesture = async (page, place) => page.mouse.click(...place());
const press: Gesture = async (page, _, pick) => page.keyboard.press(pick(KEYS));
const drag: Gesture = async (page, place) => {
  await page.mouse.move(...place());
  await page.mouse.down();
  await page.mouse.move(...place(), { steps: 4 });
  await page.mouse.up();
};
const turnWheel: Gesture = async (page, place, pick) => {
  await page.mouse.move(...place());
  await page.mouse.wheel(0, pick([-600, 240, 600]));
};
const resize: Gesture = async (page, _, pick) => {
  const [width, height] = pick(SIZES);
  await page.setViewportSize({ width, height });
};
const goBack: Gesture = async (page) =>
  page.evaluate(() => {
    // Not out of the page.
    const { navigation } = window as unknown as { navigation: { currentEntry: { index: number } } };
    if (navigation.currentEntry.index > 1) history.back();
  });
/** The more often a gesture stands here, the more often it is made. */
const gestures: readonly Gesture[] = [
  ...[click, click, click, click, click, press, press, press, press, press, drag, drag, turnWheel],
  ...[click, press, drag, resize, goBack],
];

test("answers after gestures at random, and complains of none", async ({ page }) => {
  test.setTimeout((SECONDS + 90) * 1000);
  console.log(`fuzz: seed ${SEED}, ${SECONDS} s`);
  const errors = collectErrors(page);
  // Files that are asked for come to nothing, and other pages stay closed.
  page.on("filechooser", () => undefined);
  page.context().on("page", (other) => void other.close());
  await page.goto("./?mesh=draft&speed=3000");
  await waitForClock(page);
  const chance = createChance(SEED);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)]!;
  const place = (): readonly [number, number] => {
    const { width, height } = page.viewportSize()!;
    return [Math.floor(chance() * width), Math.floor(chance() * height)];
  };
  const made: string[] = [];
  const end = Date.now() + SECONDS * 1000;
  while (Date.now() < end && errors.length === 0) {
    const gesture = pick(gestures);
    made.push(gesture.name);
    await gesture(page, place, pick);
  }
  console.log(`fuzz: ${made.length} gestures`);
  expect(errors, `seed ${SEED}, the last of ${made.length}: ${made.slice(-8).join(", ")}`).toEqual([]);
  expect(new URL(page.url()).pathname).toBe("/");
  // Whatever stands open now, the page draws and takes a change.
  const answer = page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const { session } = document.querySelector("fluxtwin-page") as unknown as {
      session: { restart(): void; store: { update(patch: object): void }; engines: { time: number }[] };
    };
    session.restart();
    session.store.update({ playing: true, layer: "potential" });
    return true;
  });
  await expect(answer).resolves.toBe(true);
  await expect
    .poll(() => new URL(page.url()).searchParams.get("layer"), { timeout: 20_000 })
    .toBe("potential");
  expect(errors).toEqual([]);
});

/** Bytes in use once nothing more can be let go. */
async function heap(page: Page, client: CDPSession): Promise<number> {
  await page.waitForTimeout(300);
  for (let k = 0; k < 2; k++) await client.send("HeapProfiler.collectGarbage");
  return (await client.send("Runtime.getHeapUsage")).usedSize;
}

test("holds no more after it was built anew several times", async ({ page }) => {
  // Contexts of WebGL that are in use: those of canvases that are gone may be collected.
  await page.addInitScript(() => {
    const made: WeakRef<WebGL2RenderingContext>[] = [];
    const open = HTMLCanvasElement.prototype.getContext;
    Object.assign(window, {
      graphics: () => made.filter((each) => each.deref()?.isContextLost() === false).length,
    });
    HTMLCanvasElement.prototype.getContext = function (
      this: HTMLCanvasElement,
      ...asked: Parameters<typeof open>
    ) {
      const context = open.apply(this, asked) as unknown;
      if (context instanceof WebGL2RenderingContext && !made.some((each) => each.deref() === context))
        made.push(new WeakRef(context));
      return context;
    } as typeof open;
  });
  await page.goto("./?mesh=draft&play=0");
  await expect(page.getByText("Resting", { exact: true })).toHaveCount(2, { timeout: 45_000 });
  const client = await page.context().newCDPSession(page);
  const count = async (): Promise<{ graphics: number; workers: number }> => ({
    graphics: await page.evaluate(() => (window as unknown as { graphics(): number }).graphics()),
    workers: page.workers().length,
  });
  /** The page in the other theme and back, and the cells with another seed. */
  const rebuild = async (seed: number): Promise<void> => {
    for (const theme of ["light", "dark"]) {
      await page.evaluate((name) => {
        const { session } = document.querySelector("fluxtwin-page") as unknown as {
          session: { look$: { value: object; next(look: object): void } };
        };
        session.look$.next({ ...session.look$.value, theme: name });
      }, theme);
      await expect(page.locator("fluxtwin-stage .holder canvas")).toHaveCount(1);
    }
    await page.evaluate((number) => {
      const { session } = document.querySelector("fluxtwin-page") as unknown as {
        session: { store: { update(patch: object): void } };
      };
      session.store.update({ seed: number });
    }, seed);
    await expect(page.getByText("Resting", { exact: true })).toHaveCount(2, { timeout: 20_000 });
  };
  // What is made once is there after the first.
  for (const seed of [2, 3]) await rebuild(seed);
  const [first, before] = [await count(), await heap(page, client)];
  for (const seed of [4, 5, 6]) await rebuild(seed);
  const [last, after] = [await count(), await heap(page, client)];
  console.log(`leak: ${(before / 1e6).toFixed(1)} to ${(after / 1e6).toFixed(1)} MB`, first, last);
  expect(last.workers).toBeLessThanOrEqual(first.workers);
  expect(last.graphics).toBeLessThanOrEqual(first.graphics);
  // Runs that were left are kept, at a few hundred kB each on the draft mesh.
  expect(after - before).toBeLessThan(4e6);
});
