/** An experiment is saved as one file, and brings back both cells, settings and past; runs go elsewhere. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { resumeCheckpoint } from "../../sim-core/index.ts";
import { readCheckpoint } from "../../src/io/checkpoint.ts";
import { collectErrors, pause, readClock, waitForClock, waitForStillClock } from "./page.ts";

const QUERY = "cells=model&mesh=draft&seed=3&cell.cRate=4&speed=100000";

async function openCard(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save, open" }).click();
  await expect(page.getByRole("dialog", { name: "Save, open, take away" })).toBeVisible();
}

test("an experiment comes back as it was, on a page that was set to something else", async ({
  page,
}, info) => {
  test.setTimeout(240_000);
  const errors = collectErrors(page);
  await page.goto(`./?${QUERY}`);
  await waitForClock(page, 200);
  await pause(page);
  const time = await waitForStillClock(page, 60_000);
  // The address tells of a clock that stands.
  await expect.poll(() => Number(new URL(page.url()).searchParams.get("t"))).toBe(time);
  await openCard(page);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the experiment" }).click(),
  ]);
  const path = info.outputPath("experiment.zip");
  await saved.saveAs(path);
  const parts = unzipSync(readFileSync(path));
  expect(Object.keys(parts).sort()).toEqual(
    [...["README.txt", "cell-A.flux", "cell-B.flux", "cycles-A.csv", "cycles-A.json"]].concat(
      ...["cycles-B.csv", "cycles-B.json", "experiment.json"],
    ),
  );
  expect(strFromU8(parts["README.txt"]!)).toContain("run lzp-ncm --mesh draft --seed 3 --set cell.cRate=4");
  await page.goto("./?cells=paper&mesh=draft&play=0");
  await expect(page.getByRole("heading", { name: "Flat lithium" }).first()).toBeVisible();
  await openCard(page);
  await page.getByLabel("Experiment", { exact: true }).setInputFiles(path);
  await expect(page.getByRole("status").filter({ hasText: "was opened" })).toBeVisible();
  // A cell is saved at the end of the time step that the shown moment lies in; both are brought to the later one.
  const stored = ["A", "B"].map((letter) => {
    const own = resumeCheckpoint(readCheckpoint(parts[`cell-${letter}.flux`]!));
    return own.time;
  });
  expect(Math.min(...stored)).toBeGreaterThanOrEqual(time);
  await expect.poll(() => readClock(page), { timeout: 90_000 }).toBeCloseTo(Math.max(...stored), 2);
  const query = new URLSearchParams(new URL(page.url()).search);
  expect(query.get("seed")).toBe("3");
  expect(query.get("cell.cRate")).toBe("4");
  expect(query.get("cells")).toBeNull();
  const cycles = JSON.parse(strFromU8(parts["cycles-A.json"]!)) as { cycle: number }[];
  if (cycles.length > 0)
    await expect(page.locator("fluxtwin-charts")).not.toContainText("first cycle is still");
  expect(errors).toEqual([]);
});

test("a file that is no experiment is refused in words, and the cells stay", async ({ page }) => {
  await page.goto("./?mesh=draft&speed=2000");
  await waitForClock(page, 100);
  await openCard(page);
  await page.getByLabel("Experiment", { exact: true }).setInputFiles({
    ...{ name: "own.zip", mimeType: "application/zip" },
    buffer: Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]),
  });
  await expect(page.getByRole("status").filter({ hasText: "own.zip" })).toContainText(
    "own.zip: got a file that cannot be unpacked; expected a zip file of an experiment",
  );
  await waitForClock(page, 200);
});

test("the card tells the commands of the terminal and draws a code of the link", async ({ page }) => {
  await page.goto("./?mesh=draft&speed=2000&b=cut&cell.cRate=2");
  await waitForClock(page, 100);
  await openCard(page);
  const command = page.getByRole("region", { name: "Command for cell B" });
  await expect(command).toHaveText(
    "npm run -s fluxtwin -- run ncm --mesh draft --set cell.cRate=2 --set mediator.cathodeToAnode=false",
  );
  await page.getByRole("button", { name: "Show the link as a QR code" }).click();
  await expect(page.getByRole("img", { name: "QR code of the link to this state" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});
