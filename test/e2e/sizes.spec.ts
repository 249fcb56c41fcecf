/** Everything fits without scrolling at the three sizes, and a picture of each is kept for people to look at. */
import { expect, test } from "@playwright/test";
import { waitForClock } from "./page.ts";

const sizes = [
  { width: 1440, height: 900 },
  { width: 820, height: 1180 },
  { width: 1280, height: 720 },
];

for (const size of sizes) {
  test(`fits ${size.width} x ${size.height}`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.goto("./?mesh=draft&speed=2000");
    await waitForClock(page, 300);
    const overflow = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth - innerWidth, scrollHeight - innerHeight];
    });
    expect(overflow).toEqual([0, 0]);
    for (const tag of [
      "header",
      "readouts",
      "stage",
      "legend",
      "charts",
      "inspector",
      "time-bar",
      "verdict",
    ]) {
      const box = (await page.locator(`fluxtwin-${tag}`).first().boundingBox())!;
      expect(box.x, tag).toBeGreaterThanOrEqual(0);
      expect(box.y, tag).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, tag).toBeLessThanOrEqual(size.width + 0.5);
      expect(box.y + box.height, tag).toBeLessThanOrEqual(size.height + 0.5);
      expect(box.height, tag).toBeGreaterThan(12);
    }
    await page.screenshot({ path: `test-results/page-${size.width}x${size.height}.png` });
  });
}

test("scrolls down on a telephone, never sideways, the clock in reach", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("./?mesh=draft&speed=2000&event=60s:cell.cRate=1");
  await waitForClock(page, 300);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  for (const tag of ["header", "readouts", "stage", "charts", "inspector", "time-bar", "verdict", "notes"]) {
    const box = (await page.locator(`fluxtwin-${tag}`).first().boundingBox())!;
    expect(box.x, tag).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, tag).toBeLessThanOrEqual(390.5);
    expect(box.height, tag).toBeGreaterThan(12);
  }
  const bar = (await page.locator("fluxtwin-time-bar").boundingBox())!;
  expect(bar.y + bar.height).toBeLessThanOrEqual(844);
  await page.screenshot({ path: "test-results/page-390x844.png" });
});
