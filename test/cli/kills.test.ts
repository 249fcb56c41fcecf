/** The program as a process: kills, interrupts, closed pipes. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { killRuns } from "./kill-runs.ts";
import { resultsIn, startProgram, writeSmall } from "./process.ts";

const folder = mkdtempSync(join(tmpdir(), "process-"));
afterAll(() => rmSync(folder, { recursive: true }));

const statusIn = (name: string): string =>
  JSON.parse(readFileSync(join(folder, name, "summary.json"), "utf8")).status;

describe("a run that is killed", () => {
  it("loses no more than the last cycle, and goes on to the same bytes", async () => {
    expect((await killRuns(12, 1)).kills).toBe(12);
  }, 600_000);
});

describe("a run as a process", () => {
  const scenario = writeSmall(folder, 12);
  let whole: Record<string, string>;

  it("keeps all when it is interrupted, says so by its status, and goes on to the same bytes", async () => {
    const run = startProgram(["run", scenario, "--out", "whole"], folder);
    expect((await run.ended).status).toBe(0);
    whole = resultsIn(join(folder, "whole"));
    const signals = [
      ["SIGHUP", 129],
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const;
    for (const [signal, status] of signals) {
      const started = startProgram(["run", scenario, "--out", signal], folder);
      await started.lines(/: cycle 3 of 12,/, 1);
      started.child.kill(signal);
      const ended = await started.ended;
      expect([ended.status, ended.signal, statusIn(signal)]).toEqual([status, null, "interrupted"]);
      expect(ended.told).toContain(`\`fluxtwin resume ${signal}\` goes on from here`);
      const resumed = await startProgram(["resume", signal], folder).ended;
      expect(resumed.status, resumed.told).toBe(0);
      expect(resumed.told).toMatch(/goes on in cycle ([4-9]|1\d)/);
      expect(resultsIn(join(folder, signal))).toEqual(whole);
    }
  }, 300_000);

  it("ends as it would have when nobody reads what it prints and tells", async () => {
    const started = startProgram(["run", scenario, "--out", "unread"], folder);
    await started.lines(/: cycle 1 of 12,/, 1);
    started.child.stdout?.destroy();
    started.child.stderr?.destroy();
    const ended = await started.ended;
    expect([ended.status, ended.signal]).toEqual([0, null]);
    expect(resultsIn(join(folder, "unread"))).toEqual(whole);
  }, 60_000);

  it("refuses a folder that another process writes, to a run and to a resume, and leaves it alone", async () => {
    const started = startProgram(["run", scenario, "--out", "taken"], folder);
    await started.lines(/: cycle 1 of 12,/, 1);
    started.child.kill("SIGSTOP");
    const others = [
      ["run", scenario, "--out", "taken", "--force"],
      ["resume", "taken"],
    ];
    for (const words of others) {
      const other = await startProgram(words, folder).ended;
      expect(other.status).toBe(2);
      expect(other.told).toContain(`which process ${started.child.pid} is writing; expected`);
    }
    started.child.kill("SIGCONT");
    expect((await started.ended).status).toBe(0);
    expect(resultsIn(join(folder, "taken"))).toEqual(whole);
  }, 60_000);

  it("goes on once when it is resumed twice at once", async () => {
    const started = startProgram(["run", scenario, "--out", "twice", "--checkpoint", "0"], folder);
    await started.lines(/: cycle 4 of 12,/, 1);
    started.child.kill("SIGKILL");
    await started.ended;
    const both = [1, 2].map(() => startProgram(["resume", "twice"], folder).ended);
    const ended = await Promise.all(both);
    // The second may come so late that the first one is through.
    expect(ended.map(({ status }) => status).sort()).toEqual([0, 2]);
    expect(ended.map(({ told }) => told).join()).toMatch(/is writing; expected|whose run has ended/);
    expect(resultsIn(join(folder, "twice"))).toEqual(whole);
  }, 60_000);
});
