/** The page as a newcomer meets it: both cells move, can be stopped, pushed, looked at, and found again. */
import { expect, type Page, test } from "@playwright/test";
import {
  collectErrors,
  countChanges,
  numberBox,
  pause,
  readClock,
  slider,
  stage,
  waitForClock,
  waitForStillClock,
} from "./page.ts";

async function open(page: Page, query = ""): Promise<string[]> {
  const errors = collectErrors(page);
  await page.goto(`./?mesh=draft${query}`);
  await waitForClock(page);
  return errors;
}

test("opens on two moving cells, nothing to click away", async ({ page }) => {
  const errors = collectErrors(page);
  await page.goto("./");
  await waitForClock(page);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "NCM", exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "LZP-NCM", exact: true })).toBeVisible();
  await expect(page.getByText("Charging", { exact: true })).toHaveCount(2);
  const before = await stage(page).screenshot();
  const timeBefore = await readClock(page);
  await waitForClock(page, timeBefore + 30);
  const after = await stage(page).screenshot();
  for (const cell of [0, 1] as const)
    expect(await countChanges(page, before, after, cell)).toBeGreaterThan(100);
  expect(errors).toEqual([]);
});

test("moves a whole cell, whose cathode is a continuum, and reads a particle of it", async ({ page }) => {
  const errors = await open(page, "&cells=whole");
  await expect(page.getByText("Charging", { exact: true })).toHaveCount(2);
  await page.getByRole("button", { name: "Next particle" }).click();
  await expect(page.locator("fluxtwin-inspector").getByRole("heading")).toHaveText("Particle 1");
  const before = await stage(page).screenshot();
  await waitForClock(page, (await readClock(page)) + 600);
  const after = await stage(page).screenshot();
  for (const cell of [0, 1] as const)
    expect(await countChanges(page, before, after, cell)).toBeGreaterThan(100);
  expect(errors).toEqual([]);
});

for (const answer of ["comes", "is missing"]) {
  test(`moves where the geometry that was built with the page ${answer}`, async ({ page }) => {
    const asked: string[] = [];
    await page.route(/geometry-\w+\.bin$/, async (route) => {
      asked.push(route.request().url());
      await (answer === "comes" ? route.continue() : route.abort());
    });
    await page.goto("./");
    await waitForClock(page);
    expect(asked.length).toBeGreaterThan(0);
  });
}

test("asks for no geometry that it has no use for", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(page);
  expect(asked.filter((url) => url.endsWith(".bin"))).toEqual([]);
});

test("draws its curves with the cells", async ({ page }) => {
  await open(page, "&speed=2000");
  const capacity = page.locator("fluxtwin-readouts dd").nth(2);
  await expect
    .poll(async () => Number.parseFloat((await capacity.textContent()) ?? "0"))
    .toBeGreaterThan(0.1);
  await page.getByRole("button", { name: "Voltage against capacity: show as a table" }).click();
  const rows = page.getByRole("region", { name: "Voltage against capacity, table" }).getByRole("row");
  await expect.poll(() => rows.count()).toBeGreaterThan(8);
  await expect(page.locator("fluxtwin-verdict")).toContainText("First cycle");
});

test("stands still when paused and goes exactly one step when asked", async ({ page }) => {
  await open(page);
  await pause(page);
  const stopped = await waitForStillClock(page, 30_000);
  const before = await stage(page).screenshot();
  await page.waitForTimeout(1000);
  expect(await readClock(page)).toBe(stopped);
  const after = await stage(page).screenshot();
  expect(await countChanges(page, before, after, 0)).toBe(0);
  await page.keyboard.press(".");
  await expect.poll(() => readClock(page)).toBeCloseTo(stopped + 60, 6);
  await page.keyboard.press("Space");
  await waitForClock(page, stopped + 61);
});

test("obeys a slider that is dragged", async ({ page }) => {
  await open(page);
  const track = slider(page, "C-rate");
  const current = page.locator("fluxtwin-readouts dd").nth(1);
  const before = Number.parseFloat((await current.textContent()) ?? "");
  const box = (await track.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  const rate = Number(await track.getAttribute("aria-valuenow"));
  expect(rate).toBeGreaterThan(0.7);
  await expect(numberBox(page, "cell.cRate")).toHaveValue(String(rate));
  await expect
    .poll(async () => Number.parseFloat((await current.textContent()) ?? ""))
    .toBeCloseTo((before * rate) / 0.5, 0);
  await page.getByRole("button", { name: "Reset C-rate" }).click();
  await expect(track).toHaveAttribute("aria-valuenow", "0.5");
});

test("obeys a slider by keys and a typed number", async ({ page }) => {
  await open(page);
  const track = slider(page, "Ionic conductivity");
  await track.focus();
  await page.keyboard.press("ArrowUp");
  expect(Number(await track.getAttribute("aria-valuenow"))).toBeGreaterThan(3);
  await page.keyboard.press("Home");
  await expect(track).toHaveAttribute("aria-valuetext", /0\.1\d* mS\/cm/);
  await page.keyboard.press("End");
  await expect(track).toHaveAttribute("aria-valuenow", "10");
  await numberBox(page, "electrolyte.conductivity").fill("2.5");
  await page.keyboard.press("Enter");
  await expect(track).toHaveAttribute("aria-valuenow", "2.5");
  const changes = (): string[] => new URL(page.url()).searchParams.getAll("event");
  await expect.poll(() => changes().at(-1)).toMatch(/^[\d.]+s:electrolyte\.conductivity=2\.5$/);
});

test("builds both cells anew for a parameter that asks for it", async ({ page }) => {
  // Slow enough for the new cells to be seen young.
  await open(page, "&speed=20");
  await waitForClock(page, 60);
  await slider(page, "Lithium thickness").focus();
  await page.keyboard.press("PageUp");
  await expect.poll(() => readClock(page), { intervals: [100], timeout: 30_000 }).toBeLessThan(60);
  await waitForClock(page);
});

test("paints another layer with its own legend", async ({ page }) => {
  await open(page);
  await pause(page);
  await waitForStillClock(page, 30_000);
  const legend = page.locator("fluxtwin-legend");
  await expect(legend).toContainText("Ionic current density");
  const before = await stage(page).screenshot();
  await page.getByRole("radio", { name: "Potential" }).check();
  await expect(legend).toContainText("mV");
  await page.waitForTimeout(300);
  const after = await stage(page).screenshot();
  for (const cell of [0, 1] as const)
    expect(await countChanges(page, before, after, cell)).toBeGreaterThan(5000);
  await page.locator("body").click({ position: { x: 170, y: 10 } });
  await page.keyboard.press("l");
  await expect(page.getByRole("radio", { name: "Current" })).toBeChecked();
});

test("reads the same particle in both cells", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Next particle" }).click();
  const inspector = page.locator("fluxtwin-inspector");
  await expect(inspector.getByRole("heading")).toHaveText("Particle 1");
  await expect(inspector.getByRole("row", { name: /Status/ })).toContainText("active");
  await page.getByRole("button", { name: "Previous particle" }).click();
  await expect(inspector.getByRole("heading")).toHaveText("Particle 140");
});

test("is the same after a reload", async ({ page }) => {
  await open(page, "&cell.cRate=1&layer=stoichiometry&speed=300");
  await waitForClock(page, 100);
  await pause(page);
  await page.getByRole("button", { name: "Next particle" }).click();
  const stopped = await waitForStillClock(page, 30_000);
  await expect.poll(() => Number(new URL(page.url()).searchParams.get("t"))).toBeCloseTo(stopped, 2);
  const voltages = page.locator("fluxtwin-readouts dl > div:first-child dd");
  const before = (await voltages.allTextContents()).map((text) => Number.parseFloat(text));
  await page.reload();
  await expect.poll(() => readClock(page), { timeout: 45_000 }).toBeCloseTo(stopped, 2);
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Particles" })).toBeChecked();
  await expect(slider(page, "C-rate")).toHaveAttribute("aria-valuenow", "1");
  await expect(page.locator("#speed")).toHaveAttribute("aria-valuetext", /^300 /);
  await expect(page.locator("fluxtwin-inspector").getByRole("heading")).toHaveText("Particle 1");
  for (const cell of [0, 1]) {
    await expect
      .poll(async () => Number.parseFloat((await voltages.nth(cell).textContent()) ?? ""))
      .toBeCloseTo(before[cell]!, 2);
  }
});

test("says what it could not read in the address and goes on", async ({ page }) => {
  const errors = await open(page, "&layer=banana&cell.cRate=1e9");
  await expect(page.getByRole("status").filter({ hasText: "Not understood" })).toContainText("layer=banana");
  await expect(page.getByRole("radio", { name: "Current" })).toBeChecked();
  expect(errors).toEqual([]);
});

test("forgets everything on reset", async ({ page }) => {
  await open(page, "&cell.cRate=2&layer=front&speed=50&seed=4&particle=7");
  await page.getByRole("button", { name: "Reset all" }).click();
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await expect(page.getByRole("radio", { name: "Current" })).toBeChecked();
  await expect(slider(page, "C-rate")).toHaveAttribute("aria-valuenow", "0.5");
});

test("explains itself on one card", async ({ page }) => {
  await open(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("What is a hypothesis");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
