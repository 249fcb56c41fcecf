/** The stage comes first, and is read in forced colours, in stillness and in grey. */
import { expect, type Locator, type Page, test } from "@playwright/test";
import { pause, slider, stage, waitForClock } from "./page.ts";

/** Colours (#rrggbb) of a picture with the number of its pixels. */
async function coloursOf(page: Page, picture: Buffer): Promise<Map<string, number>> {
  const counted = await page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
    context.drawImage(bitmap, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const counts: Record<string, number> = {};
    for (let k = 0; k < pixels.length; k += 4) {
      const name = [0, 1, 2].map((c) => pixels[k + c]!.toString(16).padStart(2, "0")).join("");
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }, picture.toString("base64"));
  return new Map(Object.entries(counted));
}

async function mainColour(page: Page, place: Locator): Promise<string> {
  const colours = await coloursOf(page, await place.screenshot());
  return [...colours].sort((a, b) => b[1] - a[1])[0]![0];
}

test("gives the cells the greater part of the height, and hides no control", async ({ page }) => {
  await page.goto("./?mesh=draft&speed=2000");
  await waitForClock(page, 100);
  const height = (tag: string) =>
    page
      .locator(tag)
      .first()
      .boundingBox()
      .then((box) => box!.height);
  expect(await height("fluxtwin-stage")).toBeGreaterThanOrEqual(450);
  expect(await height("section.stage")).toBeGreaterThan(585);
  const more = (await page.getByRole("button", { name: "More parameters" }).boundingBox())!;
  const inspector = (await page.locator("fluxtwin-inspector").boundingBox())!;
  expect(more.y + more.height).toBeLessThanOrEqual(inspector.y);
});

test("leaves out electrolyte where nothing happens, so that a thick cell fills its half", async ({
  page,
}) => {
  await page.goto("./?mesh=draft&speed=2000&cells=tomo");
  await waitForClock(page, 10);
  const line = page.locator("fluxtwin-front-profile svg").first().locator(".current");
  const picture = (await stage(page).boundingBox())!;
  await expect.poll(async () => (await line.boundingBox())!.width).toBeGreaterThan((0.7 * picture.width) / 2);
  const box = (await line.boundingBox())!;
  await page.locator("fluxtwin-stage").getByRole("button", { name: "Closer" }).click();
  await expect.poll(async () => (await line.boundingBox())!.width).toBeGreaterThan(1.4 * box.width);
});

test("shows how uneven the lithium is, above it, in numbers too", async ({ page }) => {
  await page.goto("./?mesh=draft&speed=2000");
  await waitForClock(page, 600);
  const lines = page.getByRole("img", { name: /Cell [AB], along the lithium/ });
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toHaveAccessibleName(
    /Plating current 12\.5 A\/m\u00b2, shown \u00b1 [\d.]+; Lithium thickness 7\d\.\d \u00b5m, shown \u00b1 [\d.]+/,
  );
  const [a, b] = await lines.all();
  const foot = (await stage(page).boundingBox())!;
  for (const each of [a!, b!]) {
    const box = (await each.locator(".thickness").boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(foot.y + 1);
  }
});

test("draws the coating as a ring at every zoom, in the coated cell alone", async ({ page }) => {
  await page.goto("./?mesh=draft&speed=2000");
  await waitForClock(page, 100);
  await pause(page);
  const ring = "5fe3c0";
  const box = (await stage(page).boundingBox())!;
  const half = (cell: 0 | 1) => ({ ...box, x: box.x + (cell * box.width) / 2, width: box.width / 2 });
  const rings = async (cell: 0 | 1) =>
    (await coloursOf(page, await page.screenshot({ clip: half(cell) }))).get(ring) ?? 0;
  for (let zoom = 0; zoom < 4; zoom++) {
    await page.waitForTimeout(300);
    expect([zoom, await rings(0)]).toEqual([zoom, 0]);
    expect(await rings(1), `zoom ${zoom}`).toBeGreaterThan(300);
    // About the lower end of the cell, where the particles are.
    await page.mouse.move(box.x + box.width / 4, box.y + 0.88 * box.height);
    await page.mouse.wheel(0, -400);
  }
});

test("keeps sliders, the chosen layer and the scale in forced colours", async ({ browser }) => {
  const context = await browser.newContext({
    forcedColors: "active",
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(`${test.info().project.use.baseURL}?mesh=draft&play=0`);
  await expect(slider(page, "C-rate")).toBeVisible({ timeout: 45_000 });
  const track = await coloursOf(page, await slider(page, "C-rate").screenshot());
  expect(track.size).toBeGreaterThanOrEqual(3);
  const label = (name: string) => page.locator("fluxtwin-layer-switch label").filter({ hasText: name });
  expect(await mainColour(page, label("Current"))).not.toBe(await mainColour(page, label("Potential")));
  const bar = await coloursOf(page, await page.locator("fluxtwin-legend .bar").screenshot());
  expect(bar.size).toBeGreaterThan(20);
  await context.close();
});

test("says that it waits, where nothing starts by itself", async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${test.info().project.use.baseURL}?mesh=draft`);
  const words = page.getByText("Your system asks for little motion, so nothing starts by itself.");
  await expect(words).toBeVisible({ timeout: 45_000 });
  await page.getByRole("button", { name: "Begin" }).click();
  await waitForClock(page, 5);
  await expect(words).toBeHidden();
  await context.close();
});

test("tells plating from stripping without colour", async ({ page }) => {
  await page.goto("./?mesh=draft&play=0&layer=front");
  const bar = page.locator("fluxtwin-legend .bar");
  await expect(bar).toBeVisible({ timeout: 45_000 });
  expect(await bar.evaluate((element) => getComputedStyle(element).backgroundImage)).toMatch(
    /^repeating-linear-gradient/,
  );
});
