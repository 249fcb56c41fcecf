/** The card that explains, driven to a finished waterfall: its bars sum to the loss, and its words are the terminal's. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { collectErrors, pause, waitForClock } from "./page.ts";

/** Half of the last digit that is written. */
const ROUNDING = 5.1e-5;

test("explains a small cell: the steps go down from one capacity to the other", async ({ page }) => {
  test.setTimeout(400_000);
  const errors = collectErrors(page);
  await page.goto(
    "./?mesh=draft&speed=30000&cell.width=105&cathode.columns=7&cell.cRate=2&voids.active=false",
  );
  await expect(page.locator("fluxtwin-readouts dl > div:nth-child(4) dd").first()).toHaveText(/[3-9]/, {
    timeout: 90_000,
  });
  await waitForClock(page);
  await pause(page);
  await page.getByRole("button", { name: "Explain" }).click();
  const dialog = page.getByRole("dialog", { name: "Why did capacity fall?" });
  await dialog.getByRole("button", { name: /^Explain cycle \d of cell A$/ }).click();
  await expect(dialog.getByRole("progressbar")).toBeVisible();
  const table = dialog.getByRole("table");
  await expect(table).toBeVisible({ timeout: 300_000 });
  const heads = await table.getByRole("columnheader").allTextContents();
  expect(heads).toEqual(["mAh/cm\u00b2", "of loss", "polarised", "share"]);
  const rows = await table.locator("tbody tr").evaluateAll((all) =>
    all.map((row) => {
      const track = row.querySelector(".track")!.getBoundingClientRect();
      const bar = row.querySelector(".track span")!.getBoundingClientRect();
      return {
        name: row.querySelector("th")!.textContent,
        numbers: [...row.querySelectorAll("td")].slice(0, 4).map((cell) => cell.textContent),
        ends: [bar.left - track.left, bar.right - track.left] as const,
      };
    }),
  );
  const steps = rows.slice(1, -1);
  const numberOf = (row: (typeof rows)[number] | undefined, k = 0): number => Number(row?.numbers[k]);
  const [before, after] = [numberOf(rows[0]), numberOf(rows.at(-1))];
  const sum = (k: number): number => steps.reduce((total, row) => total + numberOf(row, k), 0);
  expect(steps.map(({ name }) => name)).toEqual(expect.arrayContaining(["Contact loss", "Codependence"]));
  expect(before).toBeGreaterThan(after);
  expect(Math.abs(before + sum(0) - after)).toBeLessThan((steps.length + 2) * ROUNDING);
  const percents = steps.reduce((total, { numbers }) => total + Number.parseFloat(numbers[1]!), 0);
  expect(Math.abs(percents - 100)).toBeLessThan(0.051 * steps.length);
  // Shares of the causes and the rest: the codependence is in them.
  const causes = steps.slice(0, -2);
  const shares = causes.reduce((total, row) => total + numberOf(row, 3), 0) + numberOf(steps.at(-1));
  expect(Math.abs(before + shares - after)).toBeLessThan((steps.length + 2) * ROUNDING);
  // As drawn: each bar begins where the one before has ended, within what a bar is at least wide.
  let level = rows[0]!.ends[1];
  for (const row of steps) {
    const [left, right] = row.ends;
    const falls = numberOf(row) <= 0;
    expect(Math.abs((falls ? right : left) - level), row.name!).toBeLessThan(2.5);
    level = falls ? left : right;
  }
  expect(Math.abs(rows.at(-1)!.ends[1] - level)).toBeLessThan(2.5);
  const polarised = /a cycle at 0\.05C gets back (-?\d\.\d{4}) mAh\/cm\u00b2/.exec(
    (await dialog.textContent()) ?? "",
  );
  expect(Math.abs(Number(polarised?.[1]) + sum(2))).toBeLessThan((steps.length + 1) * ROUNDING);
  await expect(dialog).toContainText("Causes stand as they act with the other side of the cell taken away");
  await expect(dialog).toContainText("Off in the scenario:");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await dialog.screenshot({ path: "test-results/explain.png" });
  expect(errors).toEqual([]);
});
