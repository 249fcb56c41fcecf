/** What happens to a cell and what its counterfactual shows: marks, a short circuit, a link that is cut. */
import { expect, test } from "@playwright/test";
import { collectErrors, waitForClock } from "./page.ts";

const shorting =
  "cell.cRate=3&cell.stackPressure=0&electrolyte.thickness=30&intergranular.shortFraction=0.02";

test("marks what happens for the first time, for eyes and for readers", async ({ page }) => {
  const errors = collectErrors(page);
  await page.goto("./?mesh=draft&speed=3000&cell.cRate=1.5&cell.stackPressure=5");
  const events = page.getByRole("list", { name: "Events, in order of time" });
  await expect(events).toBeVisible({ timeout: 45_000 });
  const crack = events.getByRole("button", { name: /^Cell A, first crack: cycle 1, charge/ });
  await crack.focus();
  await expect(page.locator("fluxtwin-events .sentence")).toContainText("cracks grow in the electrolyte");
  await crack.hover();
  await expect(page.locator("fluxtwin-events .sentence")).toBeVisible();
  await expect(page.getByRole("list", { name: "Signs on the picture" })).toContainText("cracks");
  expect(errors).toEqual([]);
});

test("says on the picture that a cell is shorted, and where its run ended", async ({ page }) => {
  await page.goto(`./?mesh=draft&speed=20000&${shorting}`);
  const banner = page.getByRole("alert").filter({ hasText: "Short circuit." }).first();
  await expect(banner).toContainText(/Cell [AB]: Short circuit\. Short circuit in cycle \d+/, {
    timeout: 80_000,
  });
  await expect(page.locator("fluxtwin-readouts").getByText("Short circuit").first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Cell [AB], short circuit/ }).first()).toBeVisible();
  await expect(page.getByRole("list", { name: "Signs on the picture" })).toContainText("short circuit");
});

test("runs the same cell with its link cut beside the real one", async ({ page }) => {
  const errors = collectErrors(page);
  await page.goto("./?mesh=draft&cells=paper&speed=60");
  await waitForClock(page);
  await page.getByRole("combobox", { name: "B is" }).selectOption({ label: "same cell, link cut" });
  await expect(page.getByRole("heading", { name: "Flat lithium, link cut" })).toBeVisible();
  await expect.poll(() => new URL(page.url()).searchParams.get("b")).toBe("cut");
  await expect(page.locator("fluxtwin-caption")).toContainText(
    "the lithium sees the mean current everywhere",
  );
  const verdict = page.locator("fluxtwin-verdict p").first();
  await expect(verdict).toContainText("Plating is uneven by", { timeout: 60_000 });
  const [a, b] = (await verdict.textContent())!.match(/[\d.]+ %/g)!.map(Number.parseFloat);
  expect(a!).toBeGreaterThan(3);
  expect(b!).toBe(0);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Flat lithium, link cut" })).toBeVisible();
  expect(errors).toEqual([]);
});

test("cuts the link of both cells with the switch among the first controls", async ({ page }) => {
  await page.goto("./?mesh=draft");
  await waitForClock(page);
  const link = page.getByRole("checkbox", { name: "Cathode to anode link (mediator)" });
  await expect(link).toBeChecked();
  await link.focus();
  await page.keyboard.press("Space");
  const last = (): string | undefined => new URL(page.url()).searchParams.getAll("event").at(-1);
  await expect.poll(last).toMatch(/^[\d.]+s:mediator\.cathodeToAnode=false$/);
  await page.getByRole("button", { name: "Reset Cathode to anode link (mediator)" }).click();
  await expect(link).toBeChecked();
  await expect.poll(last).toMatch(/^[\d.]+s:mediator\.cathodeToAnode=true$/);
});

test("charts another quantity over cycles and keeps the choice in the address", async ({ page }) => {
  await page.goto("./?mesh=draft&speed=50000");
  await waitForClock(page);
  await page.getByRole("combobox", { name: "Quantity over cycles" }).selectOption("Largest stress");
  await page.getByRole("button", { name: "Largest stress: show as a table" }).click();
  const table = page.getByRole("region", { name: "Largest stress, table" });
  await expect(table.getByRole("columnheader", { name: "A, MPa" })).toBeVisible();
  await expect
    .poll(
      async () =>
        Number.parseFloat(
          (await table
            .getByRole("cell")
            .nth(1)
            .textContent()
            .catch(() => "")) ?? "",
        ),
      {
        timeout: 60_000,
      },
    )
    .toBeGreaterThan(1);
  expect(new URL(page.url()).searchParams.get("chart")).toBe("stress");
});

test("says where the lithium is, in the electrolyte too", async ({ page }) => {
  await page.goto("./?mesh=draft&speed=5000&cell.cRate=1.5&cell.stackPressure=5");
  const row = page.locator("fluxtwin-inventory").getByRole("row", { name: /In electrolyte, connected/ });
  await expect
    .poll(async () => Number.parseFloat((await row.getByRole("cell").first().textContent()) ?? ""), {
      timeout: 60_000,
    })
    .toBeGreaterThan(0.01);
  const shares = await page.locator("fluxtwin-inventory tbody td:nth-child(2)").allTextContents();
  expect(shares.map(Number.parseFloat).reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 1);
});
