/** What the end-to-end tests do again and again on the page. */
import { expect, type Locator, type Page } from "@playwright/test";

/** The clock, in simulated seconds. */
export async function readClock(page: Page): Promise<number> {
  return Number(await page.locator("fluxtwin-time-bar output").getAttribute("data-seconds"));
}

/** Waits until both cells have been solved and shown beyond `seconds`. */
export async function waitForClock(page: Page, seconds = 0): Promise<void> {
  await expect.poll(() => readClock(page), { timeout: 45_000 }).toBeGreaterThan(seconds);
}

/** Collects everything that the page complains about. */
export function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return errors;
}

export function slider(page: Page, name: string): Locator {
  return page.getByRole("slider", { name, exact: true }).first();
}

/** The number box that stands beside a slider. */
export function numberBox(page: Page, path: string): Locator {
  return page.locator(`[data-path="${path}"] input`).first();
}

/** Number of pixels of the canvas half of a cell that differ between two PNG pictures. */
export async function countChanges(page: Page, before: Buffer, after: Buffer, cell: 0 | 1): Promise<number> {
  return await page.evaluate(
    async ([first, second, side]) => {
      const load = async (data: string): Promise<ImageData> => {
        // The page may fetch no data: address.
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const half = Math.floor(bitmap.width / 2);
        const canvas = new OffscreenCanvas(half, bitmap.height);
        const context = canvas.getContext("2d")!;
        context.drawImage(bitmap, side === 0 ? 0 : -(bitmap.width - half), 0);
        return context.getImageData(0, 0, half, bitmap.height);
      };
      const [a, b] = await Promise.all([load(first), load(second)]);
      let changes = 0;
      for (let k = 0; k < a.data.length; k += 4) {
        const distance = [0, 1, 2].reduce((sum, c) => sum + Math.abs(a.data[k + c]! - b.data[k + c]!), 0);
        if (distance > 24) changes += 1;
      }
      return changes;
    },
    [before.toString("base64"), after.toString("base64"), cell] as const,
  );
}

export function stage(page: Page): Locator {
  return page.locator("fluxtwin-stage .holder");
}

export async function pause(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
}

/** Resolves with the time when the clock has stood still for a while; `timeout` in ms. */
export async function waitForStillClock(page: Page, timeout: number): Promise<number> {
  let last = -1;
  await expect
    .poll(
      async () => {
        const now = await readClock(page);
        const still = now === last;
        last = now;
        return still;
      },
      { intervals: [700], timeout },
    )
    .toBe(true);
  return last;
}
