import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type CampaignOptions, runCampaign } from "../../src/validity/campaign.ts";
import type { Ensemble } from "../../src/validity/ensembles.ts";
import { jobOf, listJobs } from "../../src/validity/jobs.ts";
import { openStore } from "../../src/validity/run-store.ts";
import { createMemoryStore, loadIfThere, makeHere, tinyEnsemble } from "./tiny.ts";

const SOURCE = { load: loadIfThere, code: "a" };
const folders: string[] = [];
const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "validity-"));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Options, and how many runs they have made. */
function countMade(options: Partial<CampaignOptions> = {}) {
  const made: string[] = [];
  const whole: CampaignOptions = {
    ...{ store: createMemoryStore(), lanes: 1, mayStart: () => true, tell: () => undefined },
    ...options,
    make: (request) => {
      made.push(String(request.overrides?.seed));
      return (options.make ?? makeHere)(request);
    },
  };
  return { made, whole };
}

describe("jobs", () => {
  const one = tinyEnsemble("one", {}, 3);
  const other = tinyEnsemble("other", { "cell.cRate": "1C" }, 2);

  it("go through the ensembles seed by seed", () => {
    const order = listJobs([one, other], SOURCE).map(({ ensemble, seed }) => `${ensemble} ${seed}`);
    expect(order).toEqual(["one 1", "other 1", "one 2", "other 2", "one 3"]);
  });

  it("take the number of seeds that is asked for, but where chance plays no part", () => {
    const jobs = listJobs([one, tinyEnsemble("alone", {}, 1)], { ...SOURCE, seeds: 2 });
    expect(jobs.map(({ ensemble, seed }) => `${ensemble} ${seed}`)).toEqual(["one 1", "alone 1", "one 2"]);
  });

  it("leave out a scenario that is not there", () => {
    const absent: Ensemble = { ...one, name: "absent", scenario: "absent-cell" };
    expect(listJobs([absent, one], SOURCE).length).toBe(3);
  });

  it("have a name that changes with scenario, seed, settings and code, and with nothing else", () => {
    const changed = (name: string): unknown => ({ ...(loadIfThere(name) as object), title: "another" });
    const keys = [
      jobOf(one, 1, SOURCE),
      jobOf(one, 2, SOURCE),
      jobOf({ ...one, overrides: { ...one.overrides, "cell.cRate": "1C" } }, 1, SOURCE),
      jobOf({ ...one, cycles: 3 }, 1, SOURCE),
      jobOf({ ...one, jump: true }, 1, SOURCE),
      jobOf(one, 1, { ...SOURCE, code: "b" }),
      jobOf(one, 1, { ...SOURCE, load: changed }),
    ].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(jobOf({ ...one, name: "renamed", seeds: 9 }, 1, SOURCE).key).toBe(keys[0]);
  });

  it("change with a scenario that theirs extends", () => {
    const cell: Ensemble = { ...one, scenario: "lzp-ncm" };
    const load = (name: string): unknown =>
      name === "ncm" ? { ...(loadIfThere(name) as object), title: "another" } : loadIfThere(name);
    expect(jobOf(cell, 1, { ...SOURCE, load }).key).not.toBe(jobOf(cell, 1, SOURCE).key);
  });

  it("end a block at each cycle that is read, and keep a protocol of one cycle", () => {
    const { protocol } = jobOf({ ...one, cycles: 100 }, 1, SOURCE).request.source as {
      protocol: { blocks: { repeat: number }[] };
    };
    expect(protocol.blocks.map(({ repeat }) => repeat)).toEqual([10, 30, 10, 20, 20, 10]);
    expect(jobOf({ ...one, cycles: 1 }, 1, SOURCE).request.source.protocol).toBeUndefined();
  });
});

describe("a campaign", () => {
  const ensemble = tinyEnsemble("tiny", {}, 2);
  const jobs = listJobs([ensemble], SOURCE);

  it("makes what is missing, and the second time nothing", async () => {
    const store = openStore(makeFolder());
    const first = countMade({ store });
    const result = await runCampaign(jobs, first.whole);
    expect(first.made).toEqual(["1", "2"]);
    expect(result.missing).toBe(0);
    const second = countMade({ store });
    expect(await runCampaign(jobs, second.whole)).toEqual(result);
    expect(second.made).toEqual([]);
    const more = countMade({ store });
    await runCampaign(listJobs([{ ...ensemble, seeds: 3 }], SOURCE), more.whole);
    expect(more.made).toEqual(["3"]);
  });

  it("makes a run again whose file was torn", async () => {
    const folder = makeFolder();
    const [job] = jobs;
    if (job === undefined) throw new Error("no job");
    await runCampaign([job], countMade({ store: openStore(folder) }).whole);
    expect(readdirSync(folder)).toEqual([`${job.key}.json`]);
    writeFileSync(join(folder, `${job.key}.json`), '{"ensemble":"ti');
    const again = countMade({ store: openStore(folder) });
    await runCampaign([job], again.whole);
    expect(again.made).toEqual(["1"]);
  });

  it("starts nothing when the time is up, and reports with what there is", async () => {
    let starts = 0;
    const { made, whole } = countMade({ mayStart: () => starts++ < 1 });
    const result = await runCampaign(jobs, whole);
    expect(made).toEqual(["1"]);
    expect(result.missing).toBe(1);
    expect(result.runs.get("tiny")?.map(({ seed }) => seed)).toEqual([1]);
  });

  it("tells of a run that broke down, goes on and does not keep it", async () => {
    const broken = { ok: false, member: 0, problems: [], message: "no memory" } as const;
    const store = createMemoryStore();
    const make: CampaignOptions["make"] = async (request) =>
      request.overrides?.seed === 1 ? broken : makeHere(request);
    const result = await runCampaign(jobs, countMade({ store, make }).whole);
    expect(result).toMatchObject({ missing: 1, failures: ["tiny, seed 1: no memory"] });
    expect([...store.kept.values()].map(({ seed }) => seed)).toEqual([2]);
  });

  it("orders runs by seed, whichever ended first", async () => {
    const make: CampaignOptions["make"] = async (request) => {
      if (request.overrides?.seed === 1) await new Promise((resolve) => setTimeout(resolve, 300));
      return makeHere(request);
    };
    const { runs } = await runCampaign(jobs, countMade({ make, lanes: 2 }).whole);
    expect(runs.get("tiny")?.map(({ seed }) => seed)).toEqual([1, 2]);
  });
});
