/** The Lab: parameters are found and set, a protocol is written, judged and run, the solver tells; files are dropped. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { collectErrors } from "./page.ts";

const SMALL = "mesh=draft&cell.width=105&cathode.columns=7";

// Small and standing until there is something to see: drawing takes most of the time.
test.use({ viewport: { width: 1100, height: 640 } });

async function openPage(page: Page): Promise<void> {
  await page.goto(`./?${SMALL}&speed=1000&play=0`);
  await expect(page.locator("fluxtwin-readouts").first()).toContainText("Resting");
}

async function openLab(page: Page): Promise<Locator> {
  await page.keyboard.press("p");
  const lab = page.getByRole("dialog", { name: "Lab" });
  await expect(lab).toBeVisible();
  return lab;
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
}

test("parameters are found, refused in words, set and taken back", async ({ page }) => {
  const errors = collectErrors(page);
  await openPage(page);
  const lab = await openLab(page);
  await lab.getByRole("searchbox", { name: "Search parameters" }).fill("c-rate swage");
  const rate = lab.getByRole("textbox", { name: "C-rate, C" });
  await expect(rate).toHaveValue("0.5");
  await rate.fill("900");
  await rate.press("Enter");
  await expect(lab.getByRole("alert")).toContainText('cell.cRate: got "900"; expected a C-rate from');
  await rate.fill("0,8");
  await rate.press("Enter");
  await expect(lab.getByRole("alert")).toHaveCount(0);
  await expect.poll(() => new URL(page.url()).searchParams.get("cell.cRate")).toBe("0.8");
  await lab.getByRole("searchbox", { name: "Search parameters" }).fill("");
  await lab.getByRole("combobox", { name: "Which parameters" }).selectOption("Changed by you");
  await expect(lab.locator("fluxtwin-lab-parameter")).toHaveCount(4);
  await lab.getByRole("button", { name: "Reset C-rate", exact: true }).click();
  await expect(lab.locator("fluxtwin-lab-parameter")).toHaveCount(3);
  await expect(lab.getByRole("searchbox", { name: "Search parameters" })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(lab).toBeHidden();
  expect(errors).toEqual([]);
});

test("a protocol is judged while it is written, as text and as blocks, and run; the solver tells what it did", async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openPage(page);
  const lab = await openLab(page);
  await lab.getByRole("tab", { name: "Protocol" }).click();
  await expect(lab.getByText("Can be run: 70 cycles at most.")).toBeVisible();
  await lab.getByRole("radio", { name: "Text" }).check();
  const text = lab.getByRole("textbox", { name: "Text of the protocol" });
  await text.fill("# slow x2\nCharge at 2C until 4.3 Q\nRest for 5 min\nEnd when retention < 80 %");
  await expect(
    lab.getByText(/^Line 2, protocol\.blocks\.0\.steps\.0: got "Charge at 2C until 4\.3 Q"/),
  ).toBeVisible();
  const run = lab.getByRole("button", { name: "Run with this protocol" });
  await expect(run).toBeDisabled();
  await lab.getByRole("radio", { name: "Blocks" }).check();
  const sentence = lab.getByRole("textbox", { name: "Step 1 as a sentence" });
  await sentence.fill("Charge at 2C until 4.2 V");
  await sentence.press("Enter");
  await expect(lab.getByText("Can be run: 2 cycles at most.")).toBeVisible();
  await lab.getByRole("combobox", { name: "Kind of step 2" }).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(lab.getByRole("combobox", { name: "Kind of step 1" })).toBeFocused();
  await expect(lab.getByText("Can be run: 2 cycles at most.")).toBeVisible();
  await run.click();
  await expect
    .poll(() => new URL(page.url()).searchParams.get("protocol"))
    .toBe("# slow x2\nRest for 5 min\nCharge at 2C until 4.2 V\nEnd when retention < 80 %\n");
  await expect(page.locator("fluxtwin-readouts").first()).toContainText("Resting");
  // The page is there beside the Lab.
  await page.getByRole("button", { name: "Play" }).click();
  await lab.getByRole("tab", { name: "Solver log" }).click();
  const rows = lab.getByRole("region", { name: "Last time steps of cell A" }).getByRole("row");
  await expect.poll(() => rows.count()).toBeGreaterThan(4);
  await page.getByRole("button", { name: "Pause" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    lab.getByRole("button", { name: "CSV of both cells" }).click(),
  ]);
  const [head, first] = readFileSync(await file.path(), "utf8").split("\n");
  expect(head).toContain("cell,time_s,timeStep_s,cycle,phase,order,localError_V,residual,newtonCorrections");
  expect(first).toMatch(/^A,/);
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test("a scenario that is dropped begins the cell that it is dropped on; one that is wrong is refused", async ({
  page,
}) => {
  await openPage(page);
  const drop = (name: string, content: string, x: number): Promise<void> =>
    page.evaluate(
      ([own, text, clientX]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text as string], own as string));
        const at = { dataTransfer, clientX: clientX as number, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new DragEvent("dragover", at));
        const shown = document
          .querySelector("fluxtwin-page")!
          .shadowRoot!.querySelector("fluxtwin-drop")!
          .shadowRoot!.querySelector("[popover]")!;
        if (!shown.matches(":popover-open")) throw new Error("nothing says where files go");
        document.body.dispatchEvent(new DragEvent("drop", at));
      },
      [name, content, x] as const,
    );
  const status = page.getByRole("status");
  await drop(
    "wrong.json",
    '{"schemaVersion": 1, "name": "w", "extends": "ncm", "cell": {"width": "5 kg"}}',
    100,
  );
  await expect(status.filter({ hasText: "wrong.json" })).toContainText(
    'wrong.json, cell.width: got "5 kg"; expected a length',
  );
  const own = { schemaVersion: 1, name: "own", extends: "ncm", mesh: "draft", cathode: { columns: 7 } };
  await drop("own.json", JSON.stringify({ ...own, cell: { width: "105 um" } }), 700);
  await expect(page.locator("fluxtwin-readouts").nth(1)).toContainText("own.json");
  await expect(status.filter({ hasText: "Cell B goes on from own.json" })).toBeVisible();
});
