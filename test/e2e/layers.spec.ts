/** What is painted: every layer with its name, unit and room, by pointer and keys, also while the clock stands. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { collectErrors, countChanges, stage, waitForClock } from "./page.ts";

interface LayerOnPage {
  readonly group: string;
  /** Of the choice within the group; undefined where the group is the layer. */
  readonly kind: string | undefined;
  readonly legend: RegExp;
}

const layers: readonly LayerOnPage[] = [
  { group: "Ions", kind: "Potential", legend: /Potential[\s\S]*mV/ },
  { group: "Ions", kind: "Current", legend: /Ionic current density[\s\S]*A\/m/ },
  { group: "Particles", kind: undefined, legend: /Lithium content[\s\S]*Li per NCM/ },
  { group: "Lithium", kind: "At the front", legend: /stripping[\s\S]*plating[\s\S]*A\/m/ },
  {
    group: "Lithium",
    kind: "In the electrolyte",
    legend: /% of volume[\s\S]*connected[\s\S]*lost, striped/,
  },
  { group: "Stress", kind: "Von Mises", legend: /Von Mises stress[\s\S]*[MG]Pa/ },
  { group: "Stress", kind: "Pressure", legend: /pressure[\s\S]*tension[\s\S]*[MG]Pa/ },
  { group: "Stress", kind: "Tension", legend: /Principal stress[\s\S]*[MG]Pa/ },
  { group: "Stress", kind: "Displacement", legend: /Displacement[\s\S]*(nm|µm)/ },
  { group: "Mesh", kind: undefined, legend: /Smallest angle[\s\S]*60\s*°/ },
];

async function paint(page: Page, { group, kind }: LayerOnPage): Promise<void> {
  const choices = page.getByRole("group", { name: "What is painted" });
  await choices.getByRole("radio", { name: group, exact: true }).check();
  if (kind !== undefined) await page.getByRole("radio", { name: kind, exact: true }).check();
}

async function open(page: Page, query = ""): Promise<string[]> {
  const errors = collectErrors(page);
  await page.goto(`./?mesh=draft&speed=2000${query}`);
  await waitForClock(page, 300);
  await page.getByRole("button", { name: "Pause" }).click();
  return errors;
}

test("names every layer, its quantity and its unit", async ({ page }) => {
  const errors = await open(page);
  for (const layer of layers) {
    await paint(page, layer);
    await expect(page.locator("fluxtwin-legend")).toHaveText(layer.legend);
  }
  expect(errors).toEqual([]);
});

test("solves the stress of a standing cell when it is looked at", async ({ page }) => {
  const errors = await open(page);
  await paint(page, layers[0]!);
  const before = await stage(page).screenshot();
  await paint(page, layers[5]!);
  await expect(page.getByRole("list", { name: "Signs on the picture" })).toContainText("largest stress");
  await expect(page.locator("fluxtwin-legend")).not.toContainText(/0\s*0\.25\s*1 MPa/);
  await page.waitForTimeout(500);
  const after = await stage(page).screenshot();
  for (const cell of [0, 1] as const)
    expect(await countChanges(page, before, after, cell)).toBeGreaterThan(5000);
  expect(errors).toEqual([]);
});

test("tells the value under the pointer, of the layer that is painted", async ({ page }) => {
  const errors = await open(page);
  const words = page.locator("fluxtwin-stage .probe");
  const box = (await stage(page).boundingBox())!;
  await paint(page, layers[0]!);
  await page.mouse.move(box.x + 0.25 * box.width, box.y + 0.5 * box.height);
  await expect(words).toHaveText(/^Potential: -?[\d.]+ mV$/);
  await paint(page, layers[9]!);
  await page.mouse.move(box.x + 0.75 * box.width, box.y + 0.5 * box.height);
  await expect(words).toHaveText(/^Smallest angle of a triangle: [1-6]\d(\.\d)? °$/);
  await page.mouse.move(box.x + 0.25 * box.width, box.y + box.height + 200);
  await expect(words).toBeHidden();
  expect(errors).toEqual([]);
});

test("says that mechanics is off and offers to switch it on", async ({ page }) => {
  await open(page, "&mechanics.mode=off&layer=vonMises");
  const offer = page.getByRole("status").filter({ hasText: "mechanics is off" });
  await expect(offer).toBeVisible();
  await offer.getByRole("button", { name: "Switch on: paper" }).click();
  await expect(offer).toHaveCount(0);
  await expect(page.getByText("rigid wedge and nothing yields").first()).toBeVisible();
  await expect.poll(() => new URL(page.url()).searchParams.get("mechanics.mode")).toBe("paper");
  await page.getByRole("button", { name: "Why?" }).click();
  await expect(page.getByRole("dialog")).toContainText("74 MPa for 10 mV");
});

test("goes through groups and kinds with the keys of radio buttons", async ({ page }) => {
  await open(page);
  const radio = (name: string) => page.getByRole("radio", { name, exact: true });
  await radio("Ions").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(radio("Lithium")).toBeChecked();
  await expect(radio("At the front")).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(radio("At the front")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(radio("In the electrolyte")).toBeChecked();
  await page.keyboard.press("l");
  await expect(radio("Von Mises")).toBeChecked();
  await expect.poll(() => new URL(page.url()).searchParams.get("layer")).toBe("vonMises");
  await page.keyboard.press("Shift+L");
  await expect(radio("In the electrolyte")).toBeChecked();
});

for (const size of [
  { width: 1440, height: 900 },
  { width: 820, height: 1180 },
  { width: 1280, height: 720 },
]) {
  test(`shows every layer whole at ${size.width} x ${size.height}`, async ({ page }) => {
    await page.setViewportSize(size);
    await open(page, "&cell.cRate=1.5&cell.stackPressure=5");
    for (const layer of layers) {
      await paint(page, layer);
      await page.waitForTimeout(400);
      const cut = await page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        const found = scrollWidth > innerWidth || scrollHeight > innerHeight ? ["page"] : [];
        const root = document.querySelector("fluxtwin-page")!.shadowRoot!;
        for (const tag of ["layer-switch", "legend", "keys", "events", "charts", "stage", "verdict"]) {
          const element = root.querySelector(`fluxtwin-${tag}`)!;
          const box = element.getBoundingClientRect();
          const outside = box.left < 0 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5;
          const parent = element.parentElement?.getBoundingClientRect();
          const spills = parent !== undefined && parent.width > 0 && box.right > parent.right + 0.5;
          if (outside || spills || element.scrollWidth > element.clientWidth + 1) found.push(tag);
        }
        return found;
      });
      expect(cut, `${layer.group}, ${layer.kind}`).toEqual([]);
      const height = (await stage(page).boundingBox())!.height;
      expect(height).toBeGreaterThan(140);
    }
  });
}

test("has no violation that axe can find, with stress, marks and every chart", async ({ page }) => {
  await open(page, "&cell.cRate=1.5&cell.stackPressure=5&layer=vonMises");
  await expect(page.getByRole("list", { name: "Events, in order of time" })).toBeVisible();
  const chart = page.getByRole("combobox", { name: "Quantity over cycles" });
  for (const [layer, quantity] of [
    ["Von Mises", "Largest stress"],
    ["Displacement", "Lithium in the electrolyte"],
  ] as const) {
    await page.getByRole("radio", { name: layer }).check();
    await chart.selectOption(quantity);
    await page.getByRole("button", { name: `${quantity}: show as a table` }).click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  }
});
