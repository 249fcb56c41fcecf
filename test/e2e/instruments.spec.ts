/** The card of instruments: what it shows is what the library gives for the same state, and it is there for everyone. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "@playwright/test";
import {
  type Advance,
  createRun,
  differentiateCapacity,
  type ImpedancePoint,
  measureDepthProfile,
  measureImpedance,
  parseScenario,
  type ResumableRun,
  resumeCheckpoint,
  takeSlice,
} from "../../sim-core/index.ts";
import { readCheckpoint } from "../../src/io/checkpoint.ts";
import {
  formatDepthProfile,
  formatDifferentialCapacity,
  formatImpedanceTable,
} from "../../src/io/instrument-tables.ts";
import { composeSliceFiles } from "../../src/io/slice-files.ts";
import { collectErrors, pause, readClock, waitForClock, waitForStillClock } from "./page.ts";

const SMALL = { mesh: "draft", "cell.width": 105, "cathode.columns": 7 };
const QUERY = Object.entries(SMALL)
  .map(([path, value]) => `${path}=${value}`)
  .join("&");

const load = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../scenarios/${name}.json`, import.meta.url), "utf8"));

/** Clicks the button and returns the file that comes. */
async function downloadFrom(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

async function saveCell(page: Page, letter: string): Promise<ResumableRun> {
  await page.getByRole("button", { name: "Save, open" }).click();
  const { bytes } = await downloadFrom(page, page.getByRole("button", { name: `Save cell ${letter}` }));
  await page.keyboard.press("Escape");
  return resumeCheckpoint(readCheckpoint(bytes));
}

async function openInstruments(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Instruments" }).click();
  const dialog = page.getByRole("dialog", { name: "Instruments" });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function untilMeasured(dialog: Locator): Promise<void> {
  await expect(dialog.getByRole("button", { name: /^Measure cell/ })).toHaveCount(2, { timeout: 60_000 });
  await expect(dialog.locator("p.at").filter({ hasText: "Cycle" })).toHaveCount(2);
}

const whenOf = ({ state }: ResumableRun) => ({
  cycles: state.cursor.cycle - 1,
  time_s: state.time,
});

function spectrumOf({ model, state }: ResumableRun): readonly ImpedancePoint[] {
  const spectrum = measureImpedance(model, state);
  if (!spectrum.ok) throw new Error(spectrum.reason);
  return spectrum.points;
}

/** Rows of the Nyquist chart: what its canvas is drawn from. */
async function readNyquist(page: Page): Promise<{ x: number[]; columns: (number | null)[][] }> {
  return page
    .locator("fluxtwin-chart.nyquist")
    .evaluate((chart) => (chart as unknown as { columns: { x: number[]; columns: number[][] } }).columns);
}

/** Points of one curve of the chart, by rising x. */
function curveOf({ x, columns }: Awaited<ReturnType<typeof readNyquist>>, curve: number): number[][] {
  return x.flatMap((value, row) => {
    const y = columns[curve]![row];
    return y == null ? [] : [[value, y]];
  });
}

function nyquistOf(points: readonly ImpedancePoint[], least: number): number[][] {
  return points
    .filter(({ frequency_Hz }) => frequency_Hz >= least)
    .map(({ real_ohm_cm2, imaginary_ohm_cm2 }) => [real_ohm_cm2, -imaginary_ohm_cm2])
    .sort(([one], [other]) => one! - other!);
}

test("shows and hands out what the library gives for the state that is looked at", async ({ page }) => {
  test.setTimeout(240_000);
  const errors = collectErrors(page);
  await page.goto(`./?${QUERY}&speed=2000`);
  await waitForClock(page, 12_000);
  await pause(page);
  const stopped = await waitForStillClock(page, 60_000);
  const runs = [await saveCell(page, "A"), await saveCell(page, "B")];
  const dialog = await openInstruments(page);
  await untilMeasured(dialog);
  const shown = await readNyquist(page);
  for (const [cell, run] of runs.entries()) {
    const points = spectrumOf(run);
    expect(points).toHaveLength(91);
    expect(curveOf(shown, 2 * cell + 1)).toEqual(nyquistOf(points, 10));
    expect(curveOf(shown, 2 * cell)).toEqual([]);
    const button = dialog.getByRole("button", { name: `CSV of cell ${"AB"[cell]}` });
    const { name, bytes } = await downloadFrom(page, button);
    expect(name).toBe(`impedance-${"AB"[cell]}.csv`);
    expect(bytes.toString()).toBe(
      formatImpedanceTable(points.map((point) => ({ ...whenOf(run), ...point }))),
    );
  }
  await dialog.getByRole("combobox", { name: "Nyquist chart down to" }).selectOption("to 1 mHz");
  await expect
    .poll(async () => curveOf(await readNyquist(page), 1))
    .toEqual(nyquistOf(spectrumOf(runs[0]!), 1e-3));

  await dialog.getByRole("tab", { name: "Depth profile" }).click();
  await untilMeasured(dialog);
  for (const [cell, run] of runs.entries()) {
    const button = dialog.getByRole("button", { name: `CSV of cell ${"AB"[cell]}` });
    const rows = measureDepthProfile(run.model, run.state).map((row) => ({ ...whenOf(run), ...row }));
    expect(rows.map(({ depth_nm }) => depth_nm)).toEqual([0, 40, 80, 120, 160]);
    expect((await downloadFrom(page, button)).bytes.toString()).toBe(formatDepthProfile(rows));
  }

  await dialog.getByRole("tab", { name: "dQ/dV, GITT" }).click();
  await untilMeasured(dialog);
  await expect(dialog.getByText("The scenario ncm-gitt has them")).toBeVisible();
  const again = createRun(parseScenario(load("ncm"), { load, overrides: SMALL }));
  const told: Advance = again.advance({ untilTime: stopped });
  const all = differentiateCapacity(told.samples);
  const steps = [...new Set(all.map(({ stepCount }) => stepCount))].slice(-2);
  const capacity = all.filter(({ stepCount }) => steps.includes(stepCount));
  expect(new Set(capacity.map(({ direction }) => direction))).toEqual(new Set(["charge", "discharge"]));
  const curves = await downloadFrom(page, dialog.getByRole("button", { name: "dQ/dV CSV of cell A" }));
  expect(curves.bytes.toString()).toBe(formatDifferentialCapacity(capacity));

  await dialog.getByRole("tab", { name: "Tomography" }).click();
  await untilMeasured(dialog);
  await expect(dialog.getByRole("img", { name: /^Slice through cell [AB]/ })).toHaveCount(2);
  const [, b] = runs;
  const files = composeSliceFiles([{ ...whenOf(b!), ...takeSlice(b!.model, b!.state) }]);
  const words = ["TIFF", "PNG", "Regions CSV", "Histograms CSV"];
  expect(files.size).toBe(words.length);
  for (const [k, [name, content]] of [...files].entries()) {
    const text = words[k];
    const file = await downloadFrom(page, dialog.getByRole("button", { name: `${text} of cell B` }));
    expect(file.name).toBe(name.replace(".", "-B."));
    expect(file.bytes.equals(Buffer.from(content)), name).toBe(true);
  }
  expect(await readClock(page)).toBe(stopped);
  expect(errors).toEqual([]);
});

test("keeps the first spectrum of a run in sight, can be cancelled, and forgets with the cell", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await page.goto(`./?${QUERY}&speed=600`);
  await waitForClock(page, 600);
  const dialog = await openInstruments(page);
  // At once: a click would wait until the button stands still, and by then the cell may be measured.
  await dialog.getByRole("button", { name: "Cancel cell B" }).dispatchEvent("click");
  await expect(dialog.getByRole("button", { name: "Measure cell A as it stands" })).toBeVisible({
    timeout: 60_000,
  });
  const first = curveOf(await readNyquist(page), 1);
  expect(first.length).toBeGreaterThan(40);
  expect(curveOf(await readNyquist(page), 3)).toEqual([]);
  // The cells have gone on in the meantime.
  const time = await readClock(page);
  expect(time).toBeGreaterThan(600);
  await waitForClock(page, time + 600);
  await dialog.getByRole("button", { name: "Measure cell A as it stands" }).click();
  await expect(dialog.getByText("Faint curves. A: Cycle 1")).toBeVisible({ timeout: 60_000 });
  expect(curveOf(await readNyquist(page), 0)).toEqual(first);
  expect(curveOf(await readNyquist(page), 1)).not.toEqual(first);
  const table = await downloadFrom(page, dialog.getByRole("button", { name: "CSV of cell A" }));
  expect(table.bytes.toString().trim().split("\n")).toHaveLength(1 + 2 * 91);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Start again" }).click();
  await openInstruments(page);
  await untilMeasured(dialog);
  expect(curveOf(await readNyquist(page), 0)).toEqual([]);
});

test("is there for everyone: tabs by arrows, no violation that axe can find, nothing loaded before", async ({
  page,
}) => {
  test.setTimeout(200_000);
  const scripts: string[] = [];
  page.on("request", (request) => scripts.push(request.url()));
  await page.goto(`./?${QUERY}&play=0`);
  await expect(page.getByText("Resting", { exact: true })).toHaveCount(2, { timeout: 45_000 });
  expect(scripts.filter((url) => /instrument|why/.test(url))).toEqual([]);
  const dialog = await openInstruments(page);
  for (const name of ["Impedance", "Depth profile", "dQ/dV, GITT", "Tomography"]) {
    const tab = dialog.getByRole("tab", { name });
    await expect(tab).toHaveAttribute("aria-selected", "true");
    await expect(dialog.getByRole("button", { name: /^Measure cell/ })).toHaveCount(2, { timeout: 60_000 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    await tab.focus();
    await page.keyboard.press("ArrowRight");
  }
  await expect(dialog.getByRole("tab", { name: "Impedance" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Instruments" })).toBeFocused();
});
