/** Reading the cells: along a line, over all particles, at a point, one particle in both; by pointer, keys, touch and address. */
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { type Download, expect, type Page, test } from "@playwright/test";
import { csvParse } from "d3-dsv";
import { decode } from "fast-png";
import { collectErrors, stage, waitForClock } from "./page.ts";

const inAddress = (page: Page, key: string) => new URL(page.url()).searchParams.get(key);
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });

async function open(page: Page, query: string): Promise<string[]> {
  const errors = collectErrors(page);
  await page.goto(`./?mesh=draft${query}`);
  await waitForClock(page, 300);
  return errors;
}

async function save(page: Page, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const file: Download = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Drags from one place of the picture to another, as shares of its box. */
async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const { x, y, width, height } = (await stage(page).boundingBox())!;
  await page.mouse.move(x + from[0] * width, y + from[1] * height);
  await page.mouse.down();
  await page.mouse.move(x + to[0] * width, y + to[1] * height, { steps: 5 });
  await page.mouse.up();
}

test("cuts both cells along a line that is dragged, moved by keys, and written as a table", async ({
  page,
}) => {
  const errors = await open(page, "&layer=potential&t=320&play=0");
  await page.getByRole("button", { name: "Read", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Potential along the line" })).toBeVisible();
  await expect(page.locator("fluxtwin-charts")).toBeHidden();
  await drag(page, [0.1, 0.8], [0.35, 0.5]);
  const end = page.getByRole("slider", { name: "End of the line" });
  const cut = (): number[] => inAddress(page, "cut")?.split(":").map(Number) ?? [];
  // The address follows within a quarter of a second.
  const told = () => `x ${Math.round(cut()[2] ?? 0)}, y ${Math.round(cut()[3] ?? 0)} \u00b5m`;
  await expect.poll(async () => (await end.getAttribute("aria-valuetext")) === told()).toBe(true);
  const [x1, y1, x2, y2] = cut() as [number, number, number, number];
  expect(x2).toBeGreaterThan(x1 + 50);
  expect(y2).toBeGreaterThan(y1 + 50);
  const { name, bytes } = await save(page, "CSV of the line");
  expect(name).toBe("line-cut.csv");
  const rows = csvParse(bytes.toString());
  const length = Math.hypot(x2 - x1, y2 - y1);
  for (const letter of ["A", "B"]) {
    const own = rows.filter(({ cell }) => cell === letter);
    expect(own.length).toBeGreaterThan(20);
    for (const row of own) {
      const share = Number(row.distance_um) / length;
      expect(Number(row.x_um)).toBeCloseTo(x1 + share * (x2 - x1), 5);
      expect(Number(row.y_um)).toBeCloseTo(y1 + share * (y2 - y1), 5);
      expect([row.part, row.unit]).toEqual(["electrolyte", "mV"]);
    }
  }
  // By keys: another kind of line, its place, and its end on the picture.
  await page
    .getByRole("combobox", { name: "The line" })
    .selectOption({ label: "Through, collector to collector" });
  await page.getByRole("slider", { name: "From the left edge" }).press("ArrowRight");
  await expect.poll(() => inAddress(page, "cut")).toMatch(/^(\d+):0:\1:\d/);
  await page.getByRole("slider", { name: "Start of the line" }).press("ArrowRight");
  await expect(page.getByRole("combobox", { name: "The line" })).toHaveValue("drawn");
  await page.getByRole("button", { name: "Close reading" }).click();
  await expect(page.locator("fluxtwin-charts")).toBeVisible();
  await expect(page.getByRole("button", { name: "Read", exact: true })).toBeFocused();
  expect(errors).toEqual([]);
});

test("counts what every particle and every place of the front has, and follows a particle in both cells", async ({
  page,
}) => {
  const errors = await open(page, "&read=histogram&count=frontCurrent&t=320&play=0");
  const counts = page.locator("fluxtwin-value-counts");
  await expect(counts).toContainText(/\d+ places by their length: mean .+ A\/m\u00b2, standard deviation .+/);
  const front = csvParse((await save(page, "CSV of the bins")).bytes.toString());
  const sum = (letter: string, rows: typeof front) =>
    rows.filter(({ cell }) => cell === letter).reduce((total, { amount }) => total + Number(amount), 0);
  expect(sum("A", front)).toBeCloseTo(100, 6);
  expect(sum("B", front)).toBeCloseTo(100, 6);
  expect(front.filter(({ cell }) => cell === "A").map(({ from }) => from)).toEqual(
    front.filter(({ cell }) => cell === "B").map(({ from }) => from),
  );
  await page.getByRole("combobox", { name: "What is counted" }).selectOption({ label: "Li content, mean" });
  await expect(counts).toContainText(/140 particles: mean 0\.\d+ Li per NCM/);
  expect(sum("A", csvParse((await save(page, "CSV of the bins")).bytes.toString()))).toBe(140);
  // To the particle by keys.
  await tab(page, "Histogram").focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(tab(page, "Particle")).toBeFocused();
  await page.getByRole("button", { name: "Follow the next particle" }).click();
  const followed = page.locator("fluxtwin-followed-particle");
  await expect(followed).toContainText("Particle 1 of 140");
  await expect(followed.locator("p", { hasText: /0\.\d+ Li per NCM, .+ A\/m/ })).toHaveCount(2);
  await page.getByRole("button", { name: "Current of the particle: show as a table" }).click();
  await expect(followed.locator("tbody tr").first()).toContainText(/\d/);
  await expect.poll(() => inAddress(page, "particle")).toBe("0");
  expect(errors).toEqual([]);
});

test("pins a point where the picture is clicked, shows all that is there in both cells, and comes back to it", async ({
  page,
}) => {
  const errors = await open(page, "&read=point&layer=vonMises&mechanics.mode=elastic&speed=300");
  await expect(page.locator("fluxtwin-pinned-point")).toContainText("Click a place in either cell");
  const { width, height } = (await stage(page).boundingBox())!;
  await stage(page).click({ position: { x: 0.25 * width, y: 0.5 * height } });
  const values = page.getByRole("region", { name: "Values at the point" });
  const row = (name: string) => values.locator("tr", { hasText: name });
  await expect(row("Potential mV").locator("td").nth(0)).toHaveText(/^\u2212?[\d.]+$/);
  await expect(row("Von Mises stress MPa").locator("td").nth(1)).toHaveText(/^[\d.]+$/);
  await expect(row("Lithium thickness \u00b5m").locator("td").nth(0)).toHaveText(/^[\d.]+$/);
  // A course of more than one reading.
  await expect.poll(() => row("Potential mV").locator("path").first().getAttribute("d")).toMatch(/L.*L/);
  const pin = page.getByRole("slider", { name: "Pinned point" });
  const before = await pin.getAttribute("aria-valuenow");
  await pin.press("ArrowRight");
  await expect(pin).not.toHaveAttribute("aria-valuenow", before!);
  const at = await pin.getAttribute("aria-valuetext");
  await expect.poll(() => inAddress(page, "pin")).toMatch(/^[\d.]+:[\d.]+$/);
  await page.waitForTimeout(500);
  await page.reload();
  await expect(pin).toHaveAttribute("aria-valuetext", at!, { timeout: 30_000 });
  await page.getByRole("button", { name: "Unpin" }).click();
  await expect(pin).toHaveCount(0);
  expect(errors).toEqual([]);
});

test("has room on a telephone, is without violations, and gives a picture for paper", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const errors = await open(page, "&pin=210:100&play=0&t=320");
  await page.getByRole("button", { name: "Read", exact: true }).click();
  for (const name of ["Point", "Particle", "Histogram", "Line cut"]) {
    await tab(page, name).click();
    const sheet = (await page.locator("fluxtwin-reading").boundingBox())!;
    expect(sheet.y).toBeGreaterThan(400);
    expect(sheet.y + sheet.height).toBeCloseTo(844, 0);
    const inner = page.locator("fluxtwin-reading [role=tabpanel]");
    expect(await inner.evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBe(0);
    if (name === "Particle") continue;
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
  await page.getByRole("button", { name: "Close reading" }).click();
  await page.getByRole("button", { name: "Save, open" }).click();
  const { name, bytes } = await save(page, "Picture of the cells, PNG");
  expect(name).toBe("fluxtwin.png");
  expect(decode(bytes).width).toBeGreaterThanOrEqual(2126);
  expect(errors).toEqual([]);
});
