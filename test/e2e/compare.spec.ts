/** The cells set against each other: in the picture, on its scale, in the charts; by pointer, keys and address. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { collectErrors, countChanges, stage, waitForClock } from "./page.ts";

async function open(page: Page, query = "", seconds = 300): Promise<string[]> {
  const errors = collectErrors(page);
  await page.goto(`./?mesh=draft&speed=4000${query}`);
  await waitForClock(page, seconds);
  return errors;
}

const view = (page: Page, name: string) =>
  page.getByRole("group", { name: "Compare" }).getByRole("radio", { name, exact: true });
const inAddress = (page: Page, key: string) => new URL(page.url()).searchParams.get(key);

test("shows A less B in words and on a scale about zero, exact at every node, and comes back to it by its address", async ({
  page,
}) => {
  const errors = await open(page, "&layer=potential");
  const before = await stage(page).screenshot();
  await view(page, "A \u2212 B").check();
  await expect(page.locator("fluxtwin-overlay")).toContainText(/A higher\s+B higher\s*exact at every node/);
  await expect(page.locator("fluxtwin-legend")).toHaveText(
    /A \u2212 B: Potential[\s\S]*B higher\s+\u2212([\d.]+)[\s\S]*\1\s+A higher/,
  );
  await page.waitForTimeout(400);
  const after = await stage(page).screenshot();
  for (const cell of [0, 1] as const)
    expect(await countChanges(page, before, after, cell)).toBeGreaterThan(5000);
  const box = (await stage(page).boundingBox())!;
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.55 * box.height);
  await expect(page.locator("fluxtwin-stage .probe")).toHaveText(
    /^A \u2212 B: Potential: -?[\d.]+(e-\d+)? mV$/,
  );
  await expect.poll(() => inAddress(page, "view")).toBe("difference");
  await page.reload();
  await waitForClock(page, 1);
  await expect(view(page, "A \u2212 B")).toBeChecked();
  expect(errors).toEqual([]);
});

test("says where B is resampled on the mesh of A", async ({ page }) => {
  const errors = await open(page, "&cells=paper&view=difference", 0);
  await expect(page.locator("fluxtwin-overlay")).toContainText("B resampled on that of A");
  expect(errors).toEqual([]);
});

test("draws a curtain between the cells by pointer and keys", async ({ page }) => {
  const errors = await open(page, "&view=curtain&layer=stoichiometry");
  await page.getByRole("button", { name: "Pause" }).click();
  const curtain = page.getByRole("slider", { name: "Curtain between A and B" });
  await expect(curtain).toHaveAttribute("aria-valuenow", "50");
  const box = (await stage(page).boundingBox())!;
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.3 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.25 * box.width, box.y + 0.3 * box.height, { steps: 5 });
  await page.mouse.up();
  await expect(curtain).toHaveAttribute("aria-valuenow", "25");
  await curtain.focus();
  await page.keyboard.press("ArrowRight");
  await expect(curtain).toHaveAttribute("aria-valuenow", "27");
  await page.keyboard.press("PageUp");
  await expect(curtain).toHaveAttribute("aria-valuenow", "37");
  await page.keyboard.press("Home");
  await expect(curtain).toHaveAttribute("aria-valuenow", "0");
  await expect.poll(() => inAddress(page, "curtain")).toBe("0");
  await page.keyboard.press("End");
  await expect(curtain).toHaveAttribute("aria-valuetext", "A on the left 100 percent, B on the rest");
  expect(errors).toEqual([]);
});

test("draws lines along the lithium where each cell is drawn, and none of a difference", async ({ page }) => {
  const errors = await open(page, "&view=curtain&curtain=0.25");
  await page.getByRole("button", { name: "Pause" }).click();
  const lines = page.getByRole("img", { name: /Cell [AB], along the lithium/ });
  await expect(lines).toHaveCount(2);
  const { x, width } = (await stage(page).boundingBox())!;
  const spans = async (): Promise<number[]> => {
    const boxes = await Promise.all((await lines.all()).map((each) => each.boundingBox()));
    return boxes.flatMap((box) => [(box!.x - x) / width, box!.width / width]);
  };
  expect(await spans()).toEqual([0, 0.25, 0.25, 0.75].map((share) => expect.closeTo(share, 2)));
  const before = await stage(page).boundingBox();
  await view(page, "A \u2212 B").check();
  await expect(lines).toHaveCount(0);
  await expect.poll(async () => (await stage(page).boundingBox())!.height).toBeGreaterThan(before!.height);
  await view(page, "A | B").check();
  await expect(lines).toHaveCount(2);
  expect(await spans()).toEqual([0, 0.5, 0.5, 0.5].map((share) => expect.closeTo(share, 1)));
  expect(errors).toEqual([]);
});

test("leaves the same out of both cells in one place, so that a curtain hides no step", async ({ page }) => {
  const errors = await open(page, "&cells=tomo&view=curtain&curtain=0.5", 10);
  await page.getByRole("button", { name: "Pause" }).click();
  const paths = page.locator("fluxtwin-front-profile svg .current");
  await expect(paths).toHaveCount(2);
  // Both lines under one x, which the folds make wide: they go on where the other one ends.
  const [a, b] = await paths.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  expect(a!.x).toBeCloseTo(b!.x, 0);
  expect(a!.width).toBeCloseTo(b!.width, 0);
  expect(errors).toEqual([]);
});

test("lets the cells blink until they are held", async ({ page }) => {
  const errors = await open(page, "&view=blink");
  const words = page.getByRole("group", { name: "Blink" });
  await expect(words).toContainText("Cell B is up");
  await expect(words).toContainText("Cell A is up");
  await words.getByRole("button", { name: "Hold" }).click();
  const held = (await words.textContent())!.match(/Cell [AB] is up/)![0];
  await page.waitForTimeout(2600);
  await expect(words).toContainText(held);
  await words.getByRole("button", { name: /^Show [AB]$/ }).click();
  await expect(words).not.toContainText(held);
  expect(errors).toEqual([]);
});

test("does not blink for those who want no motion, who turn it by hand", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./?mesh=draft&view=blink");
  const words = page.getByRole("group", { name: "Blink" });
  await expect(words.getByRole("button", { name: "Hold" })).toHaveAttribute("aria-pressed", "true");
  await page.waitForTimeout(2600);
  await expect(words).toContainText("Cell A is up");
  await words.getByRole("button", { name: "Show B" }).click();
  await expect(words).toContainText("Cell B is up");
});

test("holds, bends and parts the colour scale, and says so", async ({ page }) => {
  const errors = await open(page, "&layer=flux");
  const legend = page.locator("fluxtwin-legend");
  const menu = legend.locator("summary");
  await menu.click();
  await page.getByRole("checkbox", { name: "Hold it as it is" }).check();
  await expect.poll(() => inAddress(page, "lock")).toMatch(/^flux:0:\d+$/);
  await page.getByRole("checkbox", { name: "Logarithm" }).check();
  await expect(legend).toContainText("\u2264");
  await page.getByRole("checkbox", { name: "Hold it as it is" }).uncheck();
  await page.getByRole("checkbox", { name: "One for each cell" }).check();
  await expect(legend).toContainText("Not comparable");
  await expect.poll(() => inAddress(page, "lock")).toBeNull();
  await expect.poll(() => inAddress(page, "scale")).toBe("each");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("checkbox", { name: "Logarithm" })).toBeHidden();
  await expect(menu).toBeFocused();
  expect(errors).toEqual([]);
});

test("offers to fit a scale that is much too wide, and marks values beyond one that is held", async ({
  page,
}) => {
  await open(page, "&layer=flux&cell.cRate=3");
  await page.getByRole("button", { name: "Pause" }).click();
  const legend = page.locator("fluxtwin-legend");
  await expect(legend.getByRole("button", { name: "Fit", exact: true })).toHaveCount(0);
  await page.goto("./?mesh=draft&speed=4000&layer=flux&lock=flux:0:5");
  await waitForClock(page, 100);
  await expect(legend).toHaveText(/5\s+A\/m\u00b2\s+to \d+/);
});

test("shows the curves of any cycle, over what one wants, and points at one moment everywhere", async ({
  page,
}) => {
  const errors = await open(page, "&speed=40000", 20_000);
  const curves = page.getByRole("combobox", { name: "Curves", exact: true });
  await curves.selectOption("Voltage, time");
  await page.getByRole("combobox", { name: "Cycle of the curves" }).selectOption("cycle 1");
  await expect.poll(() => `${inAddress(page, "curves")} ${inAddress(page, "cycle")}`).toBe("time 1");
  await page.getByRole("button", { name: "Pause" }).click();
  const chart = page.locator("fluxtwin-chart").first();
  const box = (await chart.locator(".u-over").boundingBox())!;
  const words = page.locator("fluxtwin-overlay .moment");
  await expect(words).toHaveCount(0);
  for (const share of [0.3, 0.4, 0.5, 0.6]) {
    await page.mouse.move(box.x + 0.2 * box.width, box.y + share * box.height);
    if ((await words.count()) > 0) break;
    await page.waitForTimeout(100);
  }
  await expect(words).toHaveText(/At .*A: \d\.\d{3} V, (dis)?charging, cycle 1.*B: /);
  await expect(page.locator("fluxtwin-events .cursor")).toBeVisible();
  await page.mouse.move(5, 5);
  await expect(words).toHaveCount(0);
  await curves.selectOption("dQ/dV");
  await page.getByRole("button", { name: "dQ/dV: show as a table" }).click();
  const rows = page.getByRole("region", { name: "dQ/dV, table" }).getByRole("row");
  await expect.poll(() => rows.count()).toBeGreaterThan(20);
  expect(errors).toEqual([]);
});

test("says what each cell has done", async ({ page }) => {
  await open(page, "", 0);
  await expect(page.locator("fluxtwin-headline").first()).toHaveText(/A\s*Cycle 1 runs: no particle lost\./);
});

// Each view once: an analysis takes some ten seconds. One cell alone, on a telephone, is in small.spec.ts.
for (const { name, ...size } of [
  { name: "Blink", width: 1440, height: 900 },
  { name: "Curtain", width: 1440, height: 900 },
  { name: "A \u2212 B", width: 820, height: 1180 },
]) {
  test(`has no violation that axe can find in ${name} at ${size.width} x ${size.height}`, async ({
    page,
  }) => {
    test.slow();
    await page.setViewportSize(size);
    await open(page, "&layer=flux&scale=each");
    await page.getByRole("button", { name: "Pause" }).click();
    await page.locator("fluxtwin-legend summary").click();
    await view(page, name).check();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  });
}
