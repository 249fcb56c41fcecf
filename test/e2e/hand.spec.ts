/** The hand: particles are let go and brought back, by pointer, by finger and by keys, as changes on the way. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { collectErrors, readClock, stage, waitForClock } from "./page.ts";

const queryOf = (page: Page) => new URL(page.url()).searchParams;
const hand = (page: Page) => page.getByRole("button", { name: "Hand", exact: true });
const card = (page: Page) => page.getByRole("region", { name: "Particle" });

test("lets the particles go over which it is drawn, in that cell alone, and Back takes it back", async ({
  page,
}) => {
  const errors = collectErrors(page);
  await page.goto("./?mesh=draft&speed=60&play=0");
  await expect(page.locator("fluxtwin-headline").first()).toContainText("no particle lost", {
    timeout: 45_000,
  });
  await hand(page).click();
  await expect(page.getByRole("group", { name: "What the hand does" })).toBeVisible();
  const { x, y, width, height } = (await stage(page).boundingBox())!;
  const row = y + 0.8 * height;
  await page.mouse.move(x + 30, row);
  await page.mouse.down();
  await page.mouse.move(x + 0.3 * width, row, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => queryOf(page).get("eventA")).toMatch(/s:particles [\d,-]+=detached$/);
  expect(queryOf(page).getAll("event").concat(queryOf(page).getAll("eventB"))).toEqual([]);
  await expect(page.getByRole("status").filter({ hasText: "of A let go by hand" })).toBeVisible();
  await page.goBack();
  await expect.poll(() => queryOf(page).get("eventA")).toBeNull();
  await page.goForward();
  await expect.poll(() => queryOf(page).get("eventA")).not.toBeNull();
  await page.getByRole("button", { name: "Play" }).click();
  await waitForClock(page);
  await expect(page.getByRole("list", { name: "Events, in order of time" })).toContainText("let go by hand");
  await expect(page.locator("fluxtwin-headline").first()).toContainText("let go by hand");
  expect(errors).toEqual([]);
});

test("is within reach of keys, at the particle's own card", async ({ page }) => {
  await page.goto("./?mesh=draft&speed=60&particle=16&play=0");
  await expect(hand(page)).toBeVisible({ timeout: 45_000 });
  await page.keyboard.press("h");
  await expect(hand(page)).toHaveAttribute("aria-pressed", "true");
  const letGo = card(page).getByRole("button", { name: "Let go: particle 17 of cell B" });
  await expect(letGo).toBeVisible({ timeout: 45_000 });
  await letGo.focus();
  await page.keyboard.press("Enter");
  const bringBack = card(page).getByRole("button", { name: "Bring back: particle 17 of cell B" });
  await expect(bringBack).toBeVisible();
  await expect.poll(() => queryOf(page).get("eventB")).toBe("0s:particle 17=detached");
  await bringBack.focus();
  await page.keyboard.press("Enter");
  await expect(letGo).toBeVisible();
  await expect.poll(() => queryOf(page).get("eventB")).toBe("0s:particle 17=attached");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});

test("paints poor conductor by pointer and by keys, each a change of its own that Back takes back", async ({
  page,
}) => {
  const errors = collectErrors(page);
  await page.goto("./?mesh=draft&speed=60&play=0");
  await expect(page.locator("fluxtwin-headline").first()).toContainText("no particle lost", {
    timeout: 45_000,
  });
  await page.keyboard.press("h");
  await page.getByRole("radio", { name: "Poor conductor" }).check();
  await page.getByRole("radio", { name: "\u00d70.3" }).check();
  const { x, y, width, height } = (await stage(page).boundingBox())!;
  await page.mouse.move(x + 0.2 * width, y + 0.5 * height);
  await page.mouse.down();
  await page.mouse.move(x + 0.26 * width, y + 0.5 * height, { steps: 3 });
  await page.mouse.up();
  const painted = /^0s:patch [\d.]+,[\d.]+,[\d.]+=0\.3$/;
  await expect.poll(() => queryOf(page).get("eventA")).toMatch(painted);
  const aim = page.getByRole("slider", { name: /^Where to paint in cell B/ });
  await aim.focus();
  for (const key of ["Shift+ArrowLeft", "+", "Enter"]) await page.keyboard.press(key);
  await expect.poll(() => queryOf(page).get("eventB")).toMatch(/^0s:patch 168,140,[\d.]+=0\.3$/);
  await expect(page.getByRole("status").filter({ hasText: "Patch of poor conductor" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await page.goBack();
  await expect.poll(() => queryOf(page).get("eventB")).toBeNull();
  expect(queryOf(page).get("eventA")).toMatch(painted);
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page.getByRole("list", { name: "Signs on the picture" })).toContainText("poor conductor");
  expect(errors).toEqual([]);
});

test("draws lithium, which the run has and says at once, and Back takes it away", async ({ page }) => {
  const errors = collectErrors(page);
  await page.goto("./?mesh=draft&speed=60&play=0");
  await expect(page.locator("fluxtwin-headline").first()).toContainText("no particle lost", {
    timeout: 45_000,
  });
  await hand(page).click();
  const doings = page.getByRole("group", { name: "What the hand does" });
  await doings.getByRole("radio", { name: "Lithium" }).check();
  const { x, y, width, height } = (await stage(page).boundingBox())!;
  await page.mouse.move(x + 0.2 * width, y + 0.3 * height);
  await page.mouse.down();
  await page.mouse.move(x + 0.2 * width, y + 0.4 * height, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => queryOf(page).get("eventA")).toMatch(/^0s:lithium [\d.]+,60=[\d.]+ um$/);
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page.getByRole("status").filter({ hasText: /Cell A.*drawn by hand/ })).toBeVisible();
  await page.goBack();
  await expect.poll(() => queryOf(page).get("eventA")).toBeNull();
  expect(errors).toEqual([]);
});

test("comes with a link, and has room for fingers on a phone", async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await page.goto("./?mesh=draft&speed=60&particle=16&eventA=5s:particle+17=detached&play=0&t=20");
  await expect.poll(() => readClock(page), { timeout: 30_000 }).toBe(20);
  await expect(card(page).locator("tr", { hasText: "Status" })).toContainText("let go");
  await hand(page).tap();
  const doings = page.getByRole("group", { name: "What the hand does" });
  for (const target of [doings.getByText("Bring back"), doings.getByRole("button", { name: "A and B" })])
    expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  const button = (await card(page)
    .getByRole("button", { name: /^Bring back/ })
    .boundingBox())!;
  expect(button.height).toBeGreaterThanOrEqual(44);
  expect(button.x + button.width).toBeLessThanOrEqual(390);
  const seen = (await doings.boundingBox())!;
  expect(seen.x).toBeGreaterThanOrEqual(0);
  expect(seen.x + seen.width).toBeLessThanOrEqual(390);
  await context.close();
});
