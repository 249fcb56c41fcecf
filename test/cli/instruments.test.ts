/** Instruments in the terminal: what is measured of scenarios, folders and checkpoint files, and what is refused. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import { decode } from "tiff";
import { describe, expect, test } from "vitest";
import { continueCheckpoint, createRun, resumeCheckpoint, takeCheckpoint } from "../../sim-core/index.ts";
import { loadShipped, SMALL_CELL } from "../cell/small-cell.ts";
import { createStage, type Stage } from "./stage.ts";

const CORE = { createRun, takeCheckpoint, resumeCheckpoint, continueCheckpoint };
const PROBLEM = /^[^:]+: got .+; expected .+$/;

/** Writes the small cell with a protocol and returns the folder's program with the real solver. */
function stageWithCell(steps: readonly unknown[], repeat = 2): Stage {
  const stage = createStage();
  const scenario = loadShipped("ncm") as Record<string, Record<string, unknown>>;
  const changed: Record<string, unknown> = { ...scenario, mesh: "draft", protocol: { repeat, steps } };
  for (const [path, value] of Object.entries(SMALL_CELL)) {
    const [group = "", key] = path.split(".");
    if (key !== undefined) changed[group] = { ...(changed[group] as object), [key]: value };
  }
  stage.write("small.json", changed);
  return stage;
}

const CYCLE = [
  { charge: "2C", until: "4.1 V" },
  { discharge: "2C", until: "3.2 V" },
];
const table = (stage: Stage, name: string) => csvParse(readFileSync(join(stage.folder, name), "utf8"));

describe("eis", () => {
  test("of a scenario, of cycles, of a run's folder and of a checkpoint file", async () => {
    const stage = stageWithCell(CYCLE);
    const few = "--points-per-decade 1 --soc 50";
    expect(await stage.run(`eis small.json --out fresh.csv ${few}`, CORE)).toBe(0);
    const fresh = table(stage, "fresh.csv");
    expect(fresh.columns).toEqual([
      ...["cycles", "time_s", "frequency_Hz", "real_ohm_cm2", "imaginary_ohm_cm2"],
      ...["magnitude_ohm_cm2", "phase_deg"],
    ]);
    expect(fresh.map(({ frequency_Hz }) => Number(frequency_Hz))).toEqual([
      1e6, 1e5, 1e4, 1e3, 100, 10, 1, 0.1, 0.01, 0.001,
    ]);
    expect(stage.printed.at(-1)).toContain("10 rows in");
    expect(await stage.run(`eis small.json --after 0,2 --out both.csv ${few}`, CORE)).toBe(0);
    const both = table(stage, "both.csv");
    expect(both.slice(0, 10)).toEqual([...fresh]);
    expect(both.slice(10).map(({ cycles }) => cycles)).toEqual(new Array(10).fill("2"));
    expect(await stage.run("run small.json --out done", CORE)).toBe(0);
    expect(await stage.run(`eis done --out folder.csv ${few}`, CORE)).toBe(0);
    expect([...table(stage, "folder.csv")]).toEqual(both.slice(10));
    expect(await stage.run(`eis done/checkpoint.flux --out file.csv ${few}`, CORE)).toBe(0);
    expect(readFileSync(join(stage.folder, "file.csv"))).toEqual(
      readFileSync(join(stage.folder, "folder.csv")),
    );
  });

  test("tells of cycles at which the cell does not stand", async () => {
    const stage = stageWithCell(CYCLE, 1);
    expect(await stage.run("eis small.json --after 1,5 --out a.csv --points-per-decade 1", CORE)).toBe(1);
    expect(stage.told.at(-1)).toContain("not measured after 5 cycles");
    expect(new Set(table(stage, "a.csv").map(({ cycles }) => cycles))).toEqual(new Set(["1"]));
  });

  test("in bad hands tells every problem at once", async () => {
    const stage = stageWithCell(CYCLE);
    stage.write("there.csv", "kept");
    const words =
      "--from 0 --to fast --points-per-decade 0 --soc 120 --after 3,1 --mesh huge --out there.csv";
    expect(await stage.run(`eis nowhere ${words} --wrong`, CORE)).toBe(2);
    for (const line of stage.told) expect(line).toMatch(PROBLEM);
    const told = stage.told.join("\n");
    for (const where of ["--from", "--to", "--points-per-decade", "stateOfCharge", "--after", "--mesh"]) {
      expect(told).toContain(where);
    }
    for (const where of ["--out", "--wrong", "nowhere"]) expect(told).toContain(where);
    expect(readFileSync(join(stage.folder, "there.csv"), "utf8")).toBe("kept");
    expect(readdirSync(stage.folder).sort()).toEqual(["small.json", "there.csv"]);
  });
});

test("depth-profile of a cell before and after cycles", async () => {
  const stage = stageWithCell(CYCLE);
  const words = "depth-profile small.json --after 0,2 --depths 0,5,1000 --escape-depth 2 --out d.csv";
  expect(await stage.run(words, CORE)).toBe(0);
  const rows = table(stage, "d.csv");
  expect(rows.map(({ cycles, depth_nm }) => `${cycles} ${depth_nm}`)).toEqual([
    ...["0 0.0", "0 5.0", "0 1000.0"],
    ...["2 0.0", "2 5.0", "2 1000.0"],
  ]);
  const products = rows.map((row) => Number(row.products));
  expect(products.slice(0, 3)).toEqual([0, 0, 0]);
  expect(products[3]).toBeGreaterThan(0.9);
  expect(products[5]).toBe(0);
});

describe("analyse", () => {
  test("reads pulses and curves off the tables of a run", async () => {
    const stage = stageWithCell(
      [{ charge: "C/5", until: "1 h" }, { rest: "2 h" }, { charge: "C/10", until: "300 s" }, { rest: "2 h" }],
      1,
    );
    const set = "--set solver.stepTolerance=0.05mV";
    expect(await stage.run(`run small.json --out done ${set}`, CORE)).toBe(0);
    expect(await stage.run("analyse done --interval 10", CORE)).toBe(0);
    const [pulse, ...more] = table(stage, "done/titration.csv");
    expect(more).toEqual([]);
    expect(pulse).toMatchObject({ stepCount: "3", duration_s: "300.0" });
    const ratio = Number(pulse?.diffusivity_m2_s) / Number(pulse?.diffusivityPutIn_m2_s);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
    const curves = table(stage, "done/differential-capacity.csv");
    expect(new Set(curves.map(({ stepCount }) => stepCount))).toContain("1");
    expect(Number(curves[0]?.voltage_V) * 1000).toBeCloseTo(
      10 * Math.round(Number(curves[0]?.voltage_V) * 100 - 0.5) + 5,
      6,
    );
    expect(await stage.run("analyse done", CORE)).toBe(2);
    expect(stage.told.at(-1)).toContain("--force");
    expect(await stage.run("analyse done --force", CORE)).toBe(0);
    expect(await stage.run("analyse done --out elsewhere", CORE)).toBe(0);
    expect(readdirSync(join(stage.folder, "elsewhere")).sort()).toEqual([
      ...["differential-capacity.csv", "titration.csv"],
    ]);
  });

  test("refuses what is no run, and tables that are none", async () => {
    const stage = stageWithCell(CYCLE);
    expect(await stage.run("analyse nowhere --interval -1")).toBe(2);
    expect(stage.told.join("\n")).toMatch(/--interval: got.*scenario.json: got.*timeseries.csv: got/s);
    expect(await stage.run("run small.json --out done", CORE)).toBe(0);
    stage.write("done/timeseries.csv", "Test Time / s,Voltage / V\n0,3.5\n");
    expect(await stage.run("analyse done")).toBe(2);
    expect(stage.told.at(-1)).toContain('columns without "Current / A"');
    for (const line of stage.told.filter((own) => own.includes("got"))) expect(line).toMatch(PROBLEM);
  });
});

describe("fields", () => {
  test("writes a file for each number of cycles and makes them one series", async () => {
    const stage = stageWithCell(CYCLE);
    expect(await stage.run("fields small.json --after 0,2 --out fields", CORE)).toBe(0);
    const folder = join(stage.folder, "fields");
    expect(readdirSync(folder).sort()).toEqual(["fields-0000.vtu", "fields-0002.vtu", "fields.pvd"]);
    expect(stage.printed.at(-1)).toContain("fields of 2 moments in");
    const series = readFileSync(join(folder, "fields.pvd"), "utf8");
    const times = Array.from(series.matchAll(/timestep="([^"]+)"/g), ([, time]) => Number(time));
    expect(times[0]).toBe(0);
    expect(times[1]).toBeGreaterThan(1000);
    const last = readFileSync(join(folder, "fields-0002.vtu"), "utf8");
    for (const name of ["potential_V", "vonMises_Pa", "displacement_um", "seed"])
      expect(last).toContain(`Name="${name}"`);
    expect(await stage.run("fields small.json --out fields", CORE)).toBe(2);
    expect(stage.told.at(-1)).toContain("--force");
  });
});

test("fields at times within a cycle, and what is missed of them", async () => {
  const stage = stageWithCell(CYCLE, 1);
  expect(await stage.run("fields small.json --at 0,60,10000000 --out fields", CORE)).toBe(1);
  expect(stage.told.at(-1)).toContain("not looked at at 10000000 s");
  const folder = join(stage.folder, "fields");
  expect(readdirSync(folder).sort()).toEqual(["fields-0000.vtu", "fields-0001.vtu", "fields.pvd"]);
  expect(readFileSync(join(folder, "fields.pvd"), "utf8")).toContain('timestep="60"');
  expect(await stage.run("fields small.json --at 5 --after 1 --out other", CORE)).toBe(2);
  expect(stage.told.at(-1)).toMatch(PROBLEM);
});

describe("tomography", () => {
  test("writes a page, a picture and tables for each number of cycles", async () => {
    const stage = stageWithCell(CYCLE);
    expect(await stage.run("tomography small.json --after 0,2 --out slices --voxel 2.6", CORE)).toBe(0);
    const folder = join(stage.folder, "slices");
    expect(readdirSync(folder).sort()).toEqual([
      ...["histograms.csv", "regions.csv", "slice-0000.png", "slice-0002.png", "slices.tif"],
    ]);
    expect(stage.printed.at(-1)).toContain("2 slices in");
    const pages = decode(readFileSync(join(folder, "slices.tif")));
    expect(pages.map(({ width }) => width)).toEqual([34, 34]);
    expect(pages.map(({ imageDescription }) => imageDescription?.slice(0, 29))).toEqual([
      ...["fluxtwin slice after 0 cycles", "fluxtwin slice after 2 cycles"],
    ]);
    const regions = table(stage, "slices/regions.csv");
    expect(regions.map(({ cycles, region }) => `${cycles} ${region}`)).toEqual(
      ["0", "2"].flatMap((cycles) =>
        ["cathode", "near-collector", "near-separator", "electrolyte", "lithium"].map(
          (region) => `${cycles} ${region}`,
        ),
      ),
    );
    const histograms = table(stage, "slices/histograms.csv");
    expect(histograms.columns).toEqual(["cycles", "time_s", "region", "middle_grey", "voxels", "share"]);
    const counted = histograms
      .filter(({ cycles, region }) => cycles === "2" && region === "lithium")
      .reduce((sum, { voxels }) => sum + Number(voxels), 0);
    expect(counted).toBe(Number(regions[9]?.voxels));
    expect(await stage.run("run small.json --out done", CORE)).toBe(0);
    expect(await stage.run("tomography done --out again --voxel 2.6", CORE)).toBe(0);
    expect(readFileSync(join(stage.folder, "again/slice-0002.png"))).toEqual(
      readFileSync(join(folder, "slice-0002.png")),
    );
  });

  test("in bad hands tells every problem at once and keeps what is there", async () => {
    const stage = stageWithCell(CYCLE);
    expect(await stage.run("tomography small.json --out there --map physical --psf 0 --noise 0", CORE)).toBe(
      0,
    );
    const words =
      "--map pretty --voxel -1 --psf x --noise -3 --seed 1.5 --stoichiometry none --crack-volume 3 --after 2,1";
    expect(await stage.run(`tomography nowhere ${words} --mesh huge --out there --wrong`, CORE)).toBe(2);
    for (const line of stage.told.slice(1)) expect(line).toMatch(PROBLEM);
    const told = stage.told.join("\n");
    for (const where of [
      "--map",
      "--voxel",
      "--psf",
      "--noise",
      "--seed",
      "--stoichiometry",
      "crackVolume",
    ]) {
      expect(told).toContain(`${where}: got`);
    }
    for (const where of ["--after", "--mesh", "--wrong", "nowhere", "already holds slices.tif"]) {
      expect(told).toContain(where);
    }
    expect(await stage.run("tomography small.json --out there --force", CORE)).toBe(0);
  });
});
