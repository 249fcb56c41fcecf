/** What is taken away as files: drawings, tables and fields of the moment that is looked at, and a film of those before it. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { collectErrors, pause, waitForClock } from "./page.ts";

async function openCard(page: Page): Promise<void> {
  await page.goto("./?mesh=draft&speed=2000");
  await waitForClock(page, 100);
  await pause(page);
  await page.getByRole("button", { name: "Save, open" }).click();
  await expect(page.getByRole("button", { name: "Record the film" })).toBeEnabled();
}

/** Presses a button with the keyboard, and returns the file that comes of it. */
async function save(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const button = page.getByRole("button", { name, exact: true });
  await button.focus();
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("drawings, tables and fields are saved by the keyboard; without an encoder the card says so", async ({
  page,
}) => {
  const errors = collectErrors(page);
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "VideoEncoder"));
  await openCard(page);
  const cells = await save(page, "Picture of the cells, SVG");
  expect(cells.name).toBe("fluxtwin.svg");
  const drawn = cells.bytes.toString("utf8");
  expect(drawn.match(/data-part="electrolyte"/g)).toHaveLength(2);
  for (const words of ["\u00b5m", "A/m\u00b2", "fluxtwin ", "ncm | lzp-ncm"]) expect(drawn).toContain(words);
  const charts = (await save(page, "Charts, SVG")).bytes.toString("utf8");
  expect(charts.match(/data-chart=/g)).toHaveLength(2);
  // Both are pictures to the browser.
  for (const text of [drawn, charts]) {
    const found = await page.evaluate((own) => {
      const { documentElement } = new DOMParser().parseFromString(own, "image/svg+xml");
      return [documentElement.localName, documentElement.querySelectorAll("parsererror").length];
    }, text);
    expect(found).toEqual(["svg", 0]);
  }
  const fields = unzipSync((await save(page, "Fields as VTU")).bytes);
  expect(Object.keys(fields).sort()).toEqual(["fields-A.vtu", "fields-B.vtu"]);
  expect(strFromU8(fields["fields-B.vtu"]!)).toContain('Name="potential_V"');
  const series = await save(page, "Time series of cell B, BDF");
  expect(series.name).toBe("timeseries-B.bdf.csv");
  expect(series.bytes.toString("utf8")).toMatch(/^Test Time \/ s,Voltage \/ V,Current \/ A,.*\n0\.0,/);
  await page.getByRole("button", { name: "Record the film" }).press("Enter");
  await expect(page.locator("fluxtwin-film")).toContainText("This browser encodes no films");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  expect(errors).toEqual([]);
});

test("a film of the kept moments is recorded, or called off", async ({ page }) => {
  const errors = collectErrors(page);
  await openCard(page);
  await page.getByLabel("Length").selectOption("10 s");
  await page.getByLabel("Width").selectOption("960 px");
  const from = page.getByRole("slider", { name: "From", exact: true });
  // The last tenth.
  for (const key of ["End", "PageDown"]) await from.press(key);
  await expect(page.locator("fluxtwin-film")).toContainText(/\d+ moments of this run are kept/);
  const film = await save(page, "Record the film");
  expect(film.name).toBe("fluxtwin.webm");
  expect(film.bytes.length).toBeGreaterThan(10_000);
  await expect(page.getByRole("status").filter({ hasText: `${film.name} was saved.` })).toBeVisible();
  // It begins as such files do.
  expect(film.bytes.subarray(0, 4).toString("hex")).toBe("1a45dfa3");
  await from.press("Home");
  await page.getByRole("button", { name: "Record the film" }).press("Enter");
  await page.getByRole("button", { name: "Cancel the film" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "The film was called off." })).toBeVisible();
  await expect(page.getByRole("button", { name: "Record the film" })).toBeFocused();
  expect(errors).toEqual([]);
});
