/** A lesson in the page: predicted wrongly and rightly, watched, compared; for everyone. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { collectErrors, numberBox } from "./page.ts";

test("is played from the list: a wrong prediction, the outcome, a right one", async ({ page }) => {
  const errors = collectErrors(page);
  await page.goto("./?mesh=draft&play=0");
  await page.getByRole("button", { name: "Lessons", exact: true }).click({ timeout: 45_000 });
  await page.getByRole("button", { name: /^Where do the ions go/ }).click();
  const next = page.getByRole("button", { name: "Next step" });
  const store = page.getByRole("button", { name: "Store my prediction" });
  await next.click({ timeout: 45_000 });
  await expect(store).toBeDisabled();
  await expect(page.locator("fluxtwin-charts")).toBeHidden();
  await expect(page.getByRole("heading", { name: "Up", exact: true })).toHaveCount(0);
  await page.getByRole("radio", { name: /^From the lithium on top/ }).check();
  await store.click();
  await expect(page.locator("fluxtwin-charts")).toBeVisible();
  await expect(page.getByText("Not as you predicted.")).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole("heading", { name: "Up", exact: true })).toBeVisible();
  const reset = page.getByRole("button", { name: "Start step again" });
  await reset.click();
  await page.getByRole("radio", { name: /^From the cathode below/ }).check();
  await store.click();
  await expect(page.getByText("As you predicted.", { exact: true })).toBeVisible({ timeout: 45_000 });
  await expect(page).toHaveURL(/\?lesson=ions&step=2$/);
  await page.getByRole("button", { name: "Leave the lesson" }).click();
  await expect(page.getByRole("slider", { name: "Stack pressure" })).toBeVisible();
  expect(errors).toEqual([]);
});

test("has no violation that axe can find; a curve is drawn and a number in the text moved by keys", async ({
  page,
}) => {
  await page.goto("./?lesson=coating&step=2");
  const point = page.getByRole("slider", { name: "After cycle 30" });
  await expect(point).toBeVisible({ timeout: 45_000 });
  await point.focus();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("button", { name: "Store my prediction" })).toBeEnabled();
  await page.goto("./?lesson=challenge&step=2");
  const number = page.locator("fluxtwin-prose").getByRole("slider", { name: "C-rate" });
  await expect(number).toHaveText("1", { timeout: 45_000 });
  await number.focus();
  await page.keyboard.press("ArrowRight");
  await expect(number).toHaveText("1.06");
  await expect(numberBox(page, "cell.cRate")).toHaveValue("1.06");
  const box = (await number.boundingBox())!;
  await page.mouse.move(box.x + 4, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x - 400, box.y + 4, { steps: 4 });
  await page.mouse.up();
  await expect(number).toHaveAttribute("aria-valuenow", (await number.getAttribute("aria-valuemin"))!);
  await page.keyboard.press("2");
  await page.keyboard.press("Enter");
  await expect(number).toHaveText("2");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});

test("is printed on A4 and Letter from its own file, and the page around it on white", async ({ page }) => {
  const errors = collectErrors(page);
  await page.goto("./?lesson=coating");
  await page.getByText("For teachers").click({ timeout: 45_000 });
  await page.getByRole("button", { name: "Print ..." }).click();
  for (const name of ["Answer key", "Teacher's page"]) await page.getByRole("checkbox", { name }).check();
  await expect(page.getByText("All steps are solved")).toBeVisible({ timeout: 60_000 });
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("fluxtwin-page")).toBeHidden();
  await expect(page.getByRole("toolbar", { name: "Printing" })).toBeHidden();
  await expect(page.getByText("Misconception: A coating acts only where it is.")).toBeVisible();
  await expect(page.getByText("True to scale, as solved.").first()).toBeVisible();
  for (const format of ["A4", "Letter"]) {
    const pdf = (await page.pdf({ format, outline: true, tagged: true })).toString("latin1");
    const pages = pdf.match(/\/Type \/Page\b/g)?.length;
    expect(pages, format).toBeGreaterThanOrEqual(6);
    expect(pages, format).toBeLessThanOrEqual(9);
    expect(pdf, format).toContain("(What not to conclude)");
  }
  await page.emulateMedia({ media: null });
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await expect(page.locator("fluxtwin-page")).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("body > .sheet")).toContainText("LZP-NCM");
  await expect(page.locator("fluxtwin-page")).toBeHidden();
  expect(errors).toEqual([]);
});

test("has a page on which answers of a class are gathered, on the device alone", async ({ page }) => {
  const requests: string[] = [];
  const answers = (k: number): object => ({
    ...{ format: "fluxtwin answers", version: 1, lesson: "coating", pupil: `Pupil ${k % 26}` },
    ...{ device: `d${k}`, saved: `2026-11-28T19:00:${String(k).padStart(2, "0")}.000Z` },
    steps: {
      first: { prediction: k % 3, hints: 0, done: true },
      sketch: {
        prediction: [100, 95, 90, 80, 75, 70, 50 + k],
        hints: 1,
        done: true,
        solved: [100, 99, 90, 82, 77, 72, 68],
      },
      coated: { prediction: 60 + k, hints: 0, done: true, solved: 78.1 },
    },
  });
  const file = (name: string, text: string) => ({
    name,
    mimeType: "application/json",
    buffer: Buffer.from(text),
  });
  const files = Array.from({ length: 27 }, (_, k) => file(`${k}.json`, JSON.stringify(answers(k))));
  await page.goto("./?mesh=draft&play=0");
  await page.getByRole("button", { name: "Lessons", exact: true }).click({ timeout: 45_000 });
  await page.getByRole("button", { name: "Answers of a class" }).click();
  page.on("request", (request) => {
    const { origin, search } = new URL(request.url());
    const isOwn = origin === new URL(page.url()).origin && search === "";
    if (!isOwn || request.method() !== "GET") requests.push(request.url());
  });
  await page
    .getByLabel("Files of answers")
    .setInputFiles([...files, file("bad.json", '{"format": "letter"}')]);
  await expect(page.getByRole("heading", { name: "What 25 nm of LZP buy (26 pupils)" })).toBeVisible();
  await expect(page.getByText("Pupil 0 is there twice, from two devices")).toBeVisible();
  await expect(page.getByText('bad.json, format: got "letter"; expected "fluxtwin answers"')).toBeVisible();
  await expect(page.getByRole("region", { name: "Common mistakes" })).toContainText(
    "A good coating shows at once.",
  );
  await expect(page.getByRole("img", { name: "26 drawn curves and the solved one" })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Table (CSV)" }).click();
  expect((await download).suggestedFilename()).toBe("answers-coating.csv");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  // What the page fetches of itself tells nobody anything.
  expect(requests).toEqual([]);
});

test("gives a class the same cells to the last byte, however fast its clocks go", async ({ context }) => {
  const saved = await Promise.all(
    [4000, 40_000].map(async (speed) => {
      const page = await context.newPage();
      const run = `seed=5&mesh=draft&solver.model=homogenised&protocol.repeat=1&speed=${speed}&event=600s:cell.cRate=1`;
      await page.goto(`./?lesson=ions&step=1&run=${encodeURIComponent(`1:${run}`)}`);
      await expect(page.getByRole("button", { name: "Ended" }).first()).toBeVisible({ timeout: 60_000 });
      await page.getByRole("button", { name: "Save, open" }).click();
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save cell A" }).click();
      return readFileSync(await (await download).path());
    }),
  );
  expect(saved[0]!.length).toBeGreaterThan(10_000);
  expect(saved[0]!.equals(saved[1]!)).toBe(true);
});
