/**
 * Times the built app in a real Chromium: when both cells first show a solved frame, and the main thread's script
 * per drawn frame while both run.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chromium } from "@playwright/test";
import { readClock } from "../e2e/page.ts";
import { findChromium } from "../run/chromium.mjs";
import { printTable } from "./timing.ts";

const PORT = 4391;
const WATCHED_SECONDS = 8;

export interface BrowserTiming {
  readonly firstFrame: number;
  readonly scriptPerFrame: number;
  readonly framesPerSecond: number;
}

/** Needs the built app; returns undefined where no Chromium is found. */
export async function benchBrowser(): Promise<BrowserTiming | undefined> {
  const executablePath = await findChromium((line: string) => console.log(line));
  if (executablePath === null) {
    console.log("\nBrowser: no Chromium found, not measured");
    return undefined;
  }
  const server = serve();
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // As text: what compiles this file adds helpers that the page does not have.
    await page.addInitScript({
      content: "window.drawn = 0; (function count() { window.drawn++; requestAnimationFrame(count); })();",
    });
    await reach(`http://127.0.0.1:${PORT}/`);
    const begin = performance.now();
    await page.goto(`http://127.0.0.1:${PORT}/?story=0`);
    while ((await readClock(page)) === 0) await page.waitForTimeout(20);
    const firstFrame = (performance.now() - begin) / 1000;
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const read = async (): Promise<{ script: number; drawn: number }> => {
      const { metrics } = await session.send("Performance.getMetrics");
      const script = metrics.find((metric) => metric.name === "ScriptDuration")?.value ?? 0;
      return { script, drawn: await page.evaluate(() => (window as unknown as { drawn: number }).drawn) };
    };
    await page.waitForTimeout(3000);
    const before = await read();
    await page.waitForTimeout(WATCHED_SECONDS * 1000);
    const after = await read();
    const drawn = after.drawn - before.drawn;
    const timing = {
      firstFrame,
      scriptPerFrame: (1000 * (after.script - before.script)) / drawn,
      framesPerSecond: drawn / WATCHED_SECONDS,
    };
    printTable("Built app, both cells running, software WebGL", [
      ["first solved frame s", "main-thread script ms/frame", "frames/s"],
      [timing.firstFrame.toFixed(2), timing.scriptPerFrame.toFixed(2), timing.framesPerSecond.toFixed(1)],
    ]);
    return timing;
  } finally {
    await browser.close();
    server.kill();
  }
}

function serve(): ChildProcess {
  const start = new URL("../../src/cli/start.mjs", import.meta.url).pathname;
  return spawn(process.execPath, [start, "--port", String(PORT)], { stdio: "ignore" });
}

/** Waits until the server answers. */
async function reach(url: string): Promise<void> {
  for (let k = 0; k < 100; k++) {
    const answered = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the built app could not be served");
}
