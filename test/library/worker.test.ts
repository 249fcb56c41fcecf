/** The library's end of a channel: a cell of a scenario that no file has, and the words for what is wrong. */
import { afterEach, expect, test } from "vitest";
import { createRun, parseScenario } from "../../src/library/index.ts";
import { shipped } from "../../src/library/scenarios.ts";
import { type CellCommand, type CellReport, type ScenarioSource, serve } from "../../src/library/worker.ts";

const OWN = {
  ...{ schemaVersion: 1, name: "own", extends: "ncm", mesh: "draft", cell: { width: "90 um", cRate: "1C" } },
  ...{ cathode: { columns: 6, rows: 2, thickness: "30 um" }, electrolyte: { thickness: "40 um" } },
};

let channel: MessageChannel;
afterEach(() => channel.port1.close());

/** Serves a cell and returns what asks it: a command in, its report out. */
function open(): (command: CellCommand) => Promise<CellReport> {
  channel = new MessageChannel();
  serve(channel.port2);
  return (command) =>
    new Promise((resolve) => {
      channel.port1.onmessage = ({ data }: MessageEvent<CellReport>) => resolve(data);
      channel.port1.postMessage(command);
    });
}

test("solves a scenario of one's own as a run here does", async () => {
  const ask = open();
  const request = {
    scenario: OWN,
    overrides: { "electrolyte.conductivity": 2 },
    events: ["60s:cell.cRate=2"],
  };
  const built = await ask({ kind: "restart", generation: 1, request });
  expect(built.kind).toBe("built");
  let report: CellReport | undefined;
  do {
    report = await ask({ kind: "advance", generation: 1, untilTime: 300, frame: { stress: true } });
    if (report.kind !== "advanced") throw new Error(JSON.stringify(report));
  } while (report.frame.time < 300);
  const { overrides, events } = request;
  const run = createRun(parseScenario(OWN, { load: shipped, overrides, events }));
  run.advance({ untilTime: 300 });
  expect(report.frame).toEqual(run.frame({ stress: true }));
});

test("takes a shipped scenario by its name", async () => {
  const request = { scenario: "lzp-ncm", overrides: { mesh: "draft" }, events: [] };
  expect(await open()({ kind: "restart", generation: 3, request })).toMatchObject({
    ...{ kind: "built", generation: 3, title: "LZP-NCM | Li6PS5Cl | Li" },
  });
});

test("says in words what it cannot build", async () => {
  const ask = open();
  const restart = (scenario: ScenarioSource, generation: number) =>
    ask({ kind: "restart", generation, request: { scenario, overrides: {}, events: [] } });
  expect(await restart("none", 1)).toEqual({
    ...{ kind: "refused", generation: 1 },
    message: 'scenario: got "none"; expected the name of a shipped scenario, or a record',
  });
  expect(await restart({ ...OWN, cell: { cRate: "fast" } }, 2)).toMatchObject({
    ...{ kind: "refused", message: expect.stringMatching(/^cell\.cRate: got "fast"; expected /) },
  });
});
