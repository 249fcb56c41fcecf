/** The same run at any pace, and after a reload; and what happens to the page when a part of it dies. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, type Page, test, type Worker } from "@playwright/test";
import {
  type Advance,
  createRun,
  parseScenario,
  resumeCheckpoint,
  takeCheckpoint,
} from "../../sim-core/index.ts";
import { readCheckpoint, writeCheckpoint } from "../../src/io/checkpoint.ts";
import {
  collectErrors,
  numberBox,
  pause,
  readClock,
  slider,
  waitForClock,
  waitForStillClock,
} from "./page.ts";

const load = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../scenarios/${name}.json`, import.meta.url), "utf8"));

/** The rows of the chart of cycles as a table: cycle, both retentions, both capacities. */
async function readCycles(page: Page): Promise<string[]> {
  const table = page.getByRole("region", { name: "Capacity retention, table" });
  if ((await table.count()) === 0) {
    await page.getByRole("button", { name: "Capacity retention: show as a table" }).click();
  }
  const rows = await table.getByRole("row").all();
  const cells = await Promise.all(rows.slice(1).map((row) => row.getByRole("cell").allTextContents()));
  return cells.map((row) => row.join(" "));
}

async function readVoltages(page: Page): Promise<string[]> {
  const texts = await page.locator("fluxtwin-readouts dl > div:first-child dd").allTextContents();
  return texts.map((text) => text.trim());
}

async function findWorker(page: Page, name: string): Promise<Worker> {
  const workers = page.workers();
  const names = await Promise.all(workers.map((worker) => worker.evaluate(() => self.name)));
  return workers[names.indexOf(name)]!;
}

/** Resolves with the time in the address, which stands there once the clock does. */
async function settle(page: Page): Promise<number> {
  const time = await waitForStillClock(page, 60_000);
  await expect.poll(() => Number(new URL(page.url()).searchParams.get("t"))).toBe(time);
  return time;
}

test("shorts in the cycle and at the second of the terminal, at either of two speeds", async ({ page }) => {
  test.setTimeout(400_000);
  const parameters = {
    "cell.cRate": 3,
    "cell.stackPressure": 0,
    "electrolyte.thickness": 30,
    "intergranular.shortFraction": 0.02,
  };
  const expected = ["ncm", "lzp-ncm"].map((name) => {
    const run = createRun(parseScenario(load(name), { load, overrides: { mesh: "draft", ...parameters } }));
    const { cycles, status } = run.advance({});
    return { cycles, message: status.message };
  });
  const query = Object.entries(parameters)
    .map(([path, value]) => `${path}=${value}`)
    .join("&");
  for (const speed of [100_000, 7000]) {
    await page.goto(`./?mesh=draft&speed=${speed}&${query}`);
    for (const cell of [0, 1] as const) {
      await expect(page.locator(`.note.shorted[data-cell="${"AB"[cell]}"]`)).toContainText(
        // The page begins it with a capital.
        expected[cell]!.message.slice(1),
        { timeout: 150_000 },
      );
    }
    await expect(page.locator("fluxtwin-caption")).toContainText("Both runs have ended.");
    const rows = await readCycles(page);
    const [a, b] = expected.map(({ cycles }) => cycles);
    const count = Math.max(a!.length, b!.length);
    const text = (value: number | null | undefined, digits: number, factor = 1): string =>
      value == null ? "\u2013" : (factor * value).toFixed(digits);
    expect(rows).toEqual(
      Array.from({ length: count }, (_, k) =>
        [
          k + 1,
          text(a![k]?.retention, 2, 100),
          text(b![k]?.retention, 2, 100),
          text(a![k]?.dischargeCapacity_mAh_cm2, 3),
          text(b![k]?.dischargeCapacity_mAh_cm2, 3),
        ].join(" "),
      ),
    );
  }
});

test("comes back after a reload with what was changed on the way, at its time", async ({ page }) => {
  test.setTimeout(200_000);
  await page.goto("./?mesh=draft&speed=2000");
  await waitForClock(page, 600);
  await slider(page, "C-rate").focus();
  await page.keyboard.press("PageUp");
  const readRate = async (): Promise<number> =>
    Number(await slider(page, "C-rate").getAttribute("aria-valuenow"));
  await expect.poll(readRate).toBeGreaterThan(0.5);
  const rate = await readRate();
  const changes = (): string[] => new URL(page.url()).searchParams.getAll("event");
  await expect
    .poll(changes)
    .toEqual([expect.stringMatching(new RegExp(`^\\d+(\\.\\d+)?s:cell\\.cRate=${rate}$`))]);
  expect(new URL(page.url()).search).toContain("s:cell.cRate=");
  const changedAt = Number.parseFloat(changes()[0]!);
  await waitForClock(page, changedAt + 300);
  await pause(page);
  const stopped = await settle(page);
  await numberBox(page, "cell.stackPressure").fill("7");
  await page.keyboard.press("Enter");
  await expect.poll(changes).toHaveLength(2);
  expect(changes()[1]).toBe(`${stopped}s:cell.stackPressure=7`);
  await page.keyboard.press("Escape");
  await page.locator("body").click({ position: { x: 170, y: 10 } });
  for (let k = 0; k < 3; k++) await page.keyboard.press(".");
  await expect.poll(() => readClock(page)).toBeCloseTo(stopped + 600, 3);
  const time = await settle(page);
  const before = { voltages: await readVoltages(page), cycles: await readCycles(page), changes: changes() };
  await page.reload();
  await expect.poll(() => readClock(page), { timeout: 90_000 }).toBe(time);
  await expect.poll(() => readVoltages(page)).toEqual(before.voltages);
  expect(await readCycles(page)).toEqual(before.cycles);
  expect(changes()).toEqual(before.changes);
  await expect(slider(page, "C-rate")).toHaveAttribute("aria-valuenow", String(rate));
  await expect(numberBox(page, "cell.stackPressure")).toHaveValue("7");
  await page.getByRole("button", { name: "2 changes" }).click();
  await expect(page.getByRole("dialog")).toContainText(`C-rate ${rate}`);
  await page.keyboard.press("Escape");
  // From the start again: as the sliders stand, nothing on the way.
  await page.getByRole("button", { name: "Start again" }).click();
  await expect.poll(changes).toEqual([]);
  expect(new URL(page.url()).searchParams.get("cell.cRate")).toBe(String(rate));
  await expect.poll(() => readClock(page)).toBeLessThan(time);
});

test("says at the cell that its worker broke, lets the other go on, and starts it again", async ({
  page,
}) => {
  test.setTimeout(150_000);
  await page.goto("./?mesh=draft&speed=600");
  await waitForClock(page, 300);
  const worker = await findWorker(page, "cell A");
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error("struck by a test");
    });
  });
  const alert = page.getByRole("alert").filter({ hasText: "is lost" });
  await expect(alert).toContainText("struck by a test");
  const time = await readClock(page);
  await waitForClock(page, time + 60);
  await pause(page);
  const stopped = await settle(page);
  const voltages = await readVoltages(page);
  await page.getByRole("button", { name: /^Start cell [AB] again$/ }).click();
  await expect(alert).toHaveCount(0, { timeout: 30_000 });
  await expect.poll(() => readClock(page), { timeout: 60_000 }).toBe(stopped);
  await expect(page.locator("fluxtwin-readouts .chip", { hasText: "Charging" })).toHaveCount(2);
  const after = await readVoltages(page);
  expect(after.filter((voltage) => voltages.includes(voltage)).length).toBeGreaterThan(0);
});

test("goes on with its meshes made by the cells when the worker of meshes is gone", async ({ page }) => {
  test.setTimeout(150_000);
  const errors = collectErrors(page);
  await page.goto("./?mesh=draft&cells=paper&speed=200");
  await waitForClock(page);
  const meshes = await findWorker(page, "meshes");
  await meshes.evaluate(() => self.close());
  await expect(page.locator("fluxtwin-readouts .chip", { hasText: "Finished" })).toHaveCount(2, {
    timeout: 90_000,
  });
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(errors).toEqual([]);
});

test("says so while the graphics are gone, and draws again when they are back", async ({ page }) => {
  await page.goto("./?mesh=draft&speed=60");
  await waitForClock(page);
  const handle = await page.evaluateHandle(() => {
    const find = (root: Document | ShadowRoot): HTMLCanvasElement | undefined => {
      for (const element of root.querySelectorAll("*")) {
        if (element.matches(".holder canvas")) return element as HTMLCanvasElement;
        const inner = element.shadowRoot === null ? undefined : find(element.shadowRoot);
        if (inner !== undefined) return inner;
      }
      return undefined;
    };
    return find(document)!.getContext("webgl2")!.getExtension("WEBGL_lose_context")!;
  });
  await handle.evaluate((extension) => extension.loseContext());
  const sentence = page.getByText("The picture is gone");
  await expect(sentence).toBeVisible();
  await expect(page.locator("fluxtwin-stage .holder canvas")).toBeHidden();
  const time = await readClock(page);
  await waitForClock(page, time + 10);
  await handle.evaluate((extension) => extension.restoreContext());
  await expect(sentence).toHaveCount(0);
  await expect(page.locator("fluxtwin-stage .holder canvas")).toHaveCount(1);
  const colours = await page.locator("fluxtwin-stage .holder").screenshot();
  expect(colours.length).toBeGreaterThan(20_000);
});

test("saves a cell in a file that the terminal program goes on from, and opens what that program has stored", async ({
  page,
}, testInfo) => {
  test.setTimeout(200_000);
  await page.goto("./?mesh=draft&speed=600");
  await waitForClock(page, 600);
  await slider(page, "C-rate").focus();
  await page.keyboard.press("PageUp");
  const changedAt = await readClock(page);
  await waitForClock(page, changedAt + 600);
  await pause(page);
  const stopped = await settle(page);
  await page.getByRole("button", { name: "Save, open" }).click();
  const dialog = page.getByRole("dialog", { name: "Save, open" });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save cell A" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("ncm-seed1-cycle1.flux");
  const saved = testInfo.outputPath("saved.flux");
  await download.saveAs(saved);
  const run = resumeCheckpoint(readCheckpoint(readFileSync(saved)));
  const events = new URL(page.url()).searchParams.getAll("event");
  const again = createRun(parseScenario(load("ncm"), { load, overrides: { mesh: "draft" }, events }));
  again.advance({ untilTime: stopped });
  const until = stopped + 2000;
  const later = ({ samples }: Advance) => samples.filter(({ time }) => time > stopped);
  expect(later(run.advance({ untilTime: until }))).toEqual(later(again.advance({ untilTime: until })));

  // Back into the page, some time later, as the terminal program would store it.
  const stored = testInfo.outputPath("checkpoint.flux");
  writeFileSync(stored, writeCheckpoint(takeCheckpoint(run), "0.0.0"));
  await dialog.getByLabel("Checkpoint for cell B").setInputFiles(stored);
  await expect(page.locator("fluxtwin-readouts h2").nth(1)).toHaveText("checkpoint.flux", {
    timeout: 30_000,
  });
  await expect(
    page.getByRole("status").filter({ hasText: "Cell B goes on from checkpoint.flux" }),
  ).toBeVisible();
  await expect.poll(() => readClock(page), { timeout: 90_000 }).toBeGreaterThan(until - 1);
  const voltages = await readVoltages(page);
  expect(voltages[0]).toBe(voltages[1]);

  // What is no checkpoint changes nothing.
  const foreign = testInfo.outputPath("notes.txt");
  writeFileSync(foreign, "no cell");
  await page.locator("#file-A").setInputFiles(foreign);
  await expect(
    page.getByRole("status").filter({ hasText: "notes.txt: got another kind of file" }),
  ).toBeVisible();
  expect(await readVoltages(page)).toEqual(voltages);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "does not hold the file that B came from" }),
  ).toBeVisible();
});
