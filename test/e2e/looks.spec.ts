/** The page as a frame of another one, on a projector, and in the light. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { collectErrors, readClock, waitForClock } from "./page.ts";

const HOST = "https://host.example/lesson.html";

test("is a frame of another page, which talks with it", async ({ page, baseURL }) => {
  const own = new URL(baseURL!).origin;
  const src = `${own}/?embed=1&mesh=draft&controls=cell.cRate&partner=https://host.example`;
  // The server lets nobody show the page in a frame unless it is told to: so does this answer for it.
  await page.route(`${own}/?**`, async (route) => {
    const response = await route.fetch();
    const { "content-security-policy": policy, "x-frame-options": _, ...headers } = response.headers();
    const allowed = policy!.replace("frame-ancestors 'none'", "frame-ancestors https://host.example");
    await route.fulfill({ response, headers: { ...headers, "content-security-policy": allowed } });
  });
  await page.route(HOST, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><title>A lesson</title><iframe title="Cells" width="600" height="400" src="${src}"></iframe>
        <script>
          window.told = [];
          addEventListener("message", ({ data, origin }) => told.push({ ...data, origin }));
        </script>`,
    }),
  );
  await page.goto(HOST);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("slider", { name: "C-rate" })).toBeVisible({ timeout: 60_000 });
  await expect(frame.getByRole("slider", { name: "Stack pressure" })).toHaveCount(0);
  await expect(frame.getByRole("banner")).toHaveCount(0);
  const ask = (message: object): Promise<unknown> =>
    page.evaluate(([asked, to]) => frames[0]!.postMessage({ fluxtwin: 1, ...asked }, to), [
      message,
      own,
    ] as const);
  const told = (): Promise<readonly { readonly tell: string; readonly origin: string }[]> =>
    page.evaluate("told");
  await expect.poll(told).toContainEqual(expect.objectContaining({ tell: "ready", origin: own }));
  await ask({ ask: "set", parameters: { "cell.cRate": 2 } });
  await expect(frame.getByRole("slider", { name: "C-rate" })).toHaveAttribute("aria-valuenow", "2");
  const state = expect.objectContaining({
    id: 5,
    tell: "state",
    parameters: expect.objectContaining({ "cell.cRate": 2 }),
  });
  // What is set acts a little later, as by hand.
  await expect
    .poll(async () => {
      await ask({ ask: "state", id: 5 });
      return told();
    })
    .toContainEqual(state);
  const { violations } = await new AxeBuilder({ page }).include("iframe").analyze();
  expect(violations.filter(({ nodes }) => nodes.some(({ target }) => target.length > 1))).toEqual([]);
});

test("goes from the dark to the light and on a projector, and the cells go on", async ({ page }) => {
  const errors = collectErrors(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto("./?mesh=draft");
  await waitForClock(page, 60);
  await page.getByRole("button", { name: "Look" }).click();
  await page.getByRole("radio", { name: "Light" }).click();
  await expect(page).toHaveURL(/theme=light/);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("light");
  const before = await readClock(page);
  expect(before).toBeGreaterThan(0);
  await waitForClock(page, before + 60);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // The menu is open again on the page in its new theme.
  await page.getByRole("button", { name: "Projector view" }).click();
  const clock = page.locator("fluxtwin-projector footer output");
  await expect
    .poll(async () => Number(await clock.getAttribute("data-seconds")), { timeout: 60_000 })
    .toBeGreaterThan(before);
  await page.keyboard.press("1");
  const current = page.getByRole("slider", { name: "Current" });
  await expect(current).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/cell\.cRate=/);
  const small = await page.locator("fluxtwin-projector").evaluate((projector) =>
    [...projector.shadowRoot!.querySelectorAll("*")]
      .filter((element) => element.textContent !== "" && element.checkVisibility())
      .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 20)
      .map((element) => element.textContent),
  );
  expect(small).toEqual([]);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Look" })).toBeVisible();
  await expect(page).toHaveURL(/theme=light/);
  expect(errors).toEqual([]);
});
