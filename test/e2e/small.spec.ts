/** Where there is little room (telephones, zoomed pages, frames within pages) nothing vanishes and nothing overlaps. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { countChanges, pause, slider, stage, waitForClock } from "./page.ts";

/** Telephones, 1440 and 1280 at 200 % and 400 %, a frame within a page, low and half-wide windows. */
const sizes = [
  [390, 844],
  [844, 390],
  [720, 450],
  [640, 360],
  [360, 225],
  [320, 180],
  [600, 400],
  [820, 600],
  [1000, 700],
  [1366, 625],
] as const;

interface Box {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Boxes on the document of everything that lies on the page itself, not over it. */
async function placesOf(page: Page): Promise<Box[]> {
  return await page.evaluate(() => {
    const root = document.querySelector("fluxtwin-page")!.shadowRoot!;
    const names = [
      "header",
      "cell-switch",
      "readouts",
      "stage",
      "layer-switch",
      "legend",
      "charts",
      "inspector",
    ];
    const selectors = [...names.map((name) => `fluxtwin-${name}`), "fluxtwin-verdict"];
    // A bar that stays in reach lies over the page; one that does not is a part of it.
    const bar = root.querySelector(".clock")!;
    if (getComputedStyle(bar).position === "relative") selectors.push(".clock > button");
    return selectors.flatMap((selector) =>
      [...root.querySelectorAll(selector)].map((element, k) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { name: `${selector} ${k}`, left, top: top + scrollY, right, bottom: bottom + scrollY };
      }),
    );
  });
}

function overlap(a: Box, b: Box): boolean {
  return (
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
  );
}

test("keeps the cells, and everything apart, at every small size", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("./?mesh=draft&speed=2000");
  await waitForClock(page, 100);
  await pause(page);
  for (const [width, height] of sizes) {
    const size = `${width} x ${height}`;
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(300);
    const boxes = await placesOf(page);
    for (const box of boxes) {
      expect(box.left, `${size}: ${box.name}`).toBeGreaterThanOrEqual(0);
      expect(box.right, `${size}: ${box.name}`).toBeLessThanOrEqual(width + 0.5);
      expect(box.bottom - box.top, `${size}: ${box.name}`).toBeGreaterThan(12);
      for (const other of boxes)
        if (other !== box) expect(overlap(box, other), `${size}: ${box.name}, ${other.name}`).toBe(false);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth), size).toBeLessThanOrEqual(width);
    const picture = (await stage(page).boundingBox())!;
    expect(picture.height, size).toBeGreaterThanOrEqual(130);
    await page.screenshot({ path: `test-results/page-${width}x${height}.png` });
  }
});

test("draws one cell on a telephone, and the other one by keyboard", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("./?mesh=draft&speed=2000");
  await waitForClock(page, 100);
  await pause(page);
  const choice = page.getByRole("group", { name: "Which cell is drawn" });
  await expect(choice.getByRole("radio", { name: /NCM/ }).first()).toBeChecked();
  await expect(page.locator("fluxtwin-readouts")).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "NCM", exact: true })).toBeVisible();
  const before = await stage(page).screenshot();
  await choice.getByRole("radio").first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("heading", { name: "LZP-NCM" })).toBeVisible();
  const after = await stage(page).screenshot();
  // The coating alone changes as much.
  expect(await countChanges(page, before, after, 0)).toBeGreaterThan(200);
  const picture = (await stage(page).boundingBox())!;
  expect(picture.width).toBeGreaterThan(340);
});

test("sets nothing against a cell that is drawn alone, and says of it alone what it has done", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("./?mesh=draft&speed=2000&view=curtain");
  await waitForClock(page, 100);
  await pause(page);
  await expect(page.locator("fluxtwin-headline")).toHaveText(/^\s*A\s*Cycle 1 runs/);
  await expect(page.getByRole("group", { name: "Compare" })).toHaveCount(0);
  await expect(page.getByRole("slider", { name: "Curtain between A and B" })).toHaveCount(0);
  await expect(page.getByRole("img", { name: /Cell A, along the lithium/ })).toBeVisible();
  await page.locator("fluxtwin-legend summary").click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  // With more room it is as the address says.
  await page.setViewportSize({ width: 820, height: 1180 });
  await expect(page.getByRole("slider", { name: "Curtain between A and B" })).toBeVisible();
  await expect(page.locator("fluxtwin-headline")).toHaveCount(2);
});

test("has its sliders in a sheet that opens and closes by keyboard", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("./?mesh=draft&play=0");
  await expect(page.getByText("Resting", { exact: true })).toBeVisible({ timeout: 45_000 });
  const opener = page.getByRole("button", { name: "Parameters", exact: true });
  await expect(slider(page, "C-rate")).toBeHidden();
  await opener.focus();
  await page.keyboard.press("Enter");
  await expect(slider(page, "C-rate")).toBeVisible();
  await slider(page, "C-rate").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/cell\.cRate|C-?rate|cRate/i);
  const results = await new AxeBuilder({ page }).analyze();
  expect(results.violations).toEqual([]);
  // The cell stays in sight above the sheet.
  const sheet = (await page.getByRole("dialog", { name: "Parameters" }).boundingBox())!;
  expect(sheet.y).toBeGreaterThan(200);
  await page.keyboard.press("Escape");
  await expect(slider(page, "C-rate")).toBeHidden();
});

test("lets the wheel scroll a page that is longer than its window", async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 450 });
  await page.goto("./?mesh=draft&play=0");
  await expect(page.getByText("Resting", { exact: true })).toHaveCount(2, { timeout: 45_000 });
  await stage(page).hover();
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
});
