/** End-to-end tests against the built app in a real Chromium; `npm test` says which one and on which port. */
import { defineConfig, devices } from "@playwright/test";

const port = Number(process.env.E2E_PORT ?? 4317);
const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: "e2e",
  outputDir: "../test-results/e2e",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  // Gestures at random and rebuilds are tried by hand: FUZZ_SECONDS says for how long.
  testIgnore: process.env.FUZZ_SECONDS === undefined ? ["fuzz.spec.ts"] : [],
  globalTimeout: 34 * 60_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1440, height: 900 },
    // What keeps the page for when there is no net has tests of its own; elsewhere it would only take the processor's time.
    serviceWorkers: "block",
    // Somebody who has seen the story; who has not is in story.spec.ts.
    storageState: {
      cookies: [],
      origins: [
        { origin: `http://127.0.0.1:${port}`, localStorage: [{ name: "fluxtwin.story", value: "seen" }] },
      ],
    },
    // A trace takes pictures all the time: ask for one by `--trace on`.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      args: ["--no-sandbox"],
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
  webServer: {
    command: `node src/cli/start.mjs --port ${port}`,
    cwd: "..",
    url: `http://127.0.0.1:${port}/`,
    timeout: 60_000,
    reuseExistingServer: false,
  },
});
