/** The first minute: the story plays by itself, can be left at once, is told once, and hands the cells over. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { collectErrors, readClock, waitForClock } from "./page.ts";

// A browser that has never been here.
test.use({ storageState: { cookies: [], origins: [] } });

const story = (page: Page) => page.locator("fluxtwin-story");
const stageOf = (page: Page) => story(page).locator(".view");
const skip = (page: Page) => page.getByRole("button", { name: "Skip the story" });

async function open(page: Page, query = ""): Promise<string[]> {
  const errors = collectErrors(page);
  await page.goto(`./${query}`);
  await expect(stageOf(page)).toHaveAttribute("data-stage", /./);
  return errors;
}

/** The whole page, whose cells move. */
async function expectPage(page: Page, name = "LZP-NCM"): Promise<void> {
  await expect(story(page)).toHaveCount(0);
  await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
  await waitForClock(page);
}

test("tells four stages with words at their places, then hands three controls over", async ({ page }) => {
  // The story, a live cell, and two looks of axe.
  test.slow();
  const errors = await open(page);
  const words = story(page).locator(".words");
  for (const [key, said] of [
    ["charging", "Every particle gives off lithium ions"],
    ["let-go", "This particle let go"],
    ["bends", "The current bends around 28 of 142 particles"],
    ["uneven", "Lithium is thinnest here"],
  ] as const) {
    await expect(stageOf(page)).toHaveAttribute("data-stage", key);
    await expect(words.filter({ hasText: said })).toBeVisible();
  }
  await expect(story(page).getByText("Your turn")).toBeVisible({ timeout: 30_000 });
  await expect(story(page).getByText(/After 69 cycles A still gives 62/)).toBeVisible();
  // The words stand within the picture.
  const picture = (await stageOf(page).boundingBox())!;
  for (const box of await words.all()) {
    const at = (await box.boundingBox())!;
    expect(at.x).toBeGreaterThanOrEqual(picture.x);
    expect(at.x + at.width).toBeLessThanOrEqual(picture.x + picture.width + 1);
    expect(at.y).toBeGreaterThanOrEqual(picture.y);
    expect(at.y + at.height).toBeLessThanOrEqual(picture.y + picture.height + 1);
  }
  // Each beside what it is about: at the left what is thinnest in A, in B's half what is about B.
  const lefts = await words.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
  expect(lefts[0]).toBeLessThan(picture.x + picture.width / 4);
  expect(lefts[1]).toBeGreaterThan(picture.x + picture.width / 4);
  expect(lefts[2]).toBeGreaterThan(picture.x + picture.width / 2);
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations).toEqual([]);
  await page.getByRole("slider", { name: "Current" }).focus();
  await page.keyboard.press("PageUp");
  await expect(story(page).getByText("Now live, from where the story ends")).toBeVisible();
  // A, whose cycles have become shorter, has been through more of them.
  await expect(story(page).getByText(/^cycle (7[1-9]|8\d), \d+ of 142 particles at work/)).toHaveCount(1, {
    timeout: 45_000,
  });
  await expect(story(page).getByText(/^cycle 70, \d+ of 142 particles at work/)).toHaveCount(1);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "All charts and controls" }).click();
  await expectPage(page, "LZP-NCM of the story");
  const rate = Number(
    await page.getByRole("slider", { name: "C-rate" }).first().getAttribute("aria-valuenow"),
  );
  expect(rate).toBeGreaterThan(0.5);
  await expect.poll(() => page.url()).toContain("cell.cRate=");
  expect(errors).toEqual([]);
});

for (const [way, leave] of [
  ["its button", (page: Page) => skip(page).click()],
  ["Escape", (page: Page) => page.keyboard.press("Escape")],
] as const) {
  test(`is left at once by ${way}, and not told again unless asked`, async ({ page }) => {
    await open(page);
    expect(new URL(page.url()).search).toBe("");
    await leave(page);
    await expectPage(page);
    expect(new URL(page.url()).search).toBe("");
    await page.goto("./");
    await expectPage(page);
    await page.keyboard.press("?");
    await page.getByRole("button", { name: "Show the story again" }).click();
    await expect(stageOf(page)).toHaveAttribute("data-stage", /./);
    await skip(page).click();
    await expect(story(page)).toHaveCount(0);
    const stood = await readClock(page);
    await waitForClock(page, stood + 1);
  });
}

test("waits with the cells of whoever asks for it again, and goes on with them", async ({ page }) => {
  await page.goto("./?story=0&mesh=draft");
  await waitForClock(page, 60);
  await page.keyboard.press("?");
  await page.getByRole("button", { name: "Show the story again" }).click();
  await expect(stageOf(page)).toHaveAttribute("data-stage", /./);
  await page.getByRole("button", { name: "Go live" }).click();
  await expect(story(page).getByText("Now live, from where your cells stood")).toBeVisible();
  await page.getByRole("button", { name: "All charts and controls" }).click();
  await expect(story(page)).toHaveCount(0);
  await waitForClock(page, 60);
});

test("shows four stills to those who asked for less motion", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await expect(stageOf(page)).toHaveAttribute("data-stage", "charging");
  await page.waitForTimeout(4500);
  await expect(stageOf(page)).toHaveAttribute("data-stage", "charging");
  const before = await stageOf(page).screenshot();
  await page.waitForTimeout(500);
  expect(before.equals(await stageOf(page).screenshot())).toBe(true);
  for (const key of ["let-go", "bends", "uneven"]) {
    await page.keyboard.press("ArrowRight");
    await expect(stageOf(page)).toHaveAttribute("data-stage", key);
  }
  await page.getByRole("button", { name: "Picture 2 of 4" }).click();
  await expect(stageOf(page)).toHaveAttribute("data-stage", "let-go");
  await skip(page).click();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
});

test("keeps out of the way of a link, and comes where a link asks for it", async ({ page }) => {
  await page.goto("./?mesh=draft");
  await waitForClock(page);
  await expect(story(page)).toHaveCount(0);
  await open(page, "?story=1");
  await expect(page.getByText("Not understood")).toHaveCount(0);
});

test("leaves the page to itself where the recording does not come", async ({ page }) => {
  await page.route(/story-\w+\.bin$/, (route) => route.abort());
  await page.goto("./");
  await expectPage(page);
});

for (const [width, height] of [
  [820, 1180],
  [390, 844],
] as const) {
  test(`fits into ${width} x ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    await page.getByRole("button", { name: "Picture 3 of 4" }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    for (const said of ["The current bends around", "Coated, 15 of 142"])
      await expect(story(page).locator(".words").filter({ hasText: said })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}
