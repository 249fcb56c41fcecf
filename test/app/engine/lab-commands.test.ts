/** What the Lab asks of a cell's worker: the solver's steps while it is watched, checks of protocols, scenarios as files. */
import { describe, expect, it } from "vitest";
import {
  createRun,
  layProtocol,
  parseScenario,
  type ResumableRun,
  type Scenario,
} from "../../../sim-core/index.ts";
import { createCellSession } from "../../../src/app/engine/cell-session.ts";
import type { CellReport, CellRequest } from "../../../src/app/engine/messages.ts";
import { storeRuns } from "../../../src/app/engine/run-checkpoints.ts";
import { loadShipped, SMALL_CELL } from "../../cell/small-cell.ts";

const resolve = ({ overrides, protocol }: CellRequest): Scenario =>
  parseScenario(layProtocol(loadShipped("ncm"), protocol), {
    load: loadShipped,
    overrides: { ...SMALL_CELL, ...overrides },
  });
const request: CellRequest = { scenario: "ncm", overrides: {}, events: [] };
const frame = {};

function openBench() {
  const reports: CellReport[] = [];
  const session = createCellSession<ResumableRun>({
    resolve,
    build: (scenario) => createRun(scenario),
    checkpoints: storeRuns(undefined, loadShipped),
    takeSolverSteps: (run) => run.takeSolverSteps(),
    valuesOf: () => ({}),
    eventsOf: () => [],
    post: (report) => reports.push(structuredClone(report)),
    nextTurn: async () => {},
    untilMesh: async () => {},
    clock: () => 0,
  });
  const last = <K extends CellReport["kind"]>(kind: K): Extract<CellReport, { kind: K }> =>
    reports.findLast((report): report is Extract<CellReport, { kind: K }> => report.kind === kind)!;
  return { session, last };
}

const textFile = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });

describe("a watched cell", () => {
  it("tells of each time step what its solution took, and comes to the same bits", async () => {
    const [watched, plain] = [openBench(), openBench()];
    for (const { session } of [watched, plain])
      await session.handle({ kind: "restart", generation: 1, request });
    await watched.session.handle({ kind: "watch", generation: 1, on: true });
    for (const { session } of [watched, plain])
      await session.handle({ kind: "advance", generation: 1, untilTime: 8000, frame });
    const { solver, samples, frame: shown } = watched.last("advanced");
    expect(plain.last("advanced").solver).toEqual([]);
    expect(plain.last("advanced").frame).toEqual(shown);
    // The first sample is the start.
    expect(solver.map(({ time }) => time)).toEqual(samples.slice(1).map(({ time }) => time));
    let before = 0;
    for (const { time, timeStep, residual, corrections, order } of solver) {
      expect(timeStep).toBeCloseTo(time - before, 6);
      before = time;
      expect(residual).toBeLessThanOrEqual(1e-5);
      expect(corrections).toBeGreaterThan(0);
      expect(order).toBeLessThanOrEqual(3);
    }
    // The charge ends at a limit that a longer step would have passed.
    expect(solver.some(({ trials }) => trials > 0)).toBe(true);
    const reasons = solver.flatMap(({ rejected }) => rejected.map(({ reason }) => reason));
    expect(reasons.some((reason) => reason.includes("predicted"))).toBe(true);
    await watched.session.handle({ kind: "advance", generation: 1, untilTime: 8000, frame });
    expect(watched.last("advanced").solver).toEqual([]);
  });
});

describe("a check of a protocol", () => {
  it("is answered whatever cell there is, and leaves it as it is", async () => {
    const { session, last } = openBench();
    await session.handle({ kind: "restart", generation: 1, request });
    const protocol = "Charge at C/10 until 4.3 Q";
    await session.handle({ kind: "check", generation: 7, ticket: 3, request: { ...request, protocol } });
    expect(last("checked")).toMatchObject({
      ...{ ticket: 3, generation: 7 },
      check: { text: protocol, problems: [{ where: "protocol.steps.0" }] },
    });
    await session.handle({ kind: "advance", generation: 1, untilTime: 10, frame });
    expect(last("advanced").frame.time).toBe(10);
  });
});

describe("a scenario as a file", () => {
  const open = async (file: ReturnType<typeof textFile>) => {
    const bench = openBench();
    await bench.session.handle({ kind: "restart", generation: 1, request });
    await bench.session.handle({ kind: "open", generation: 1, next: 2, request, file });
    return bench;
  };

  it("begins a cell of its own, which may extend a shipped one", async () => {
    const own = { schemaVersion: 1, name: "mine", title: "Mine", extends: "ncm", mesh: "draft" };
    const { last } = await open(textFile("mine.json", `\uFEFF${JSON.stringify(own)}`));
    expect(last("built")).toMatchObject({ generation: 2, title: "Mine", fromFile: true });
  });

  it("is refused with all that is wrong with it, by the name of the file", async () => {
    const own = { schemaVersion: 1, name: "mine", title: "Mine", extends: "ncm", cell: { width: "5 kg" } };
    const { last } = await open(textFile("mine.json", JSON.stringify(own)));
    expect(last("unopened").message).toMatch(/^mine\.json, cell\.width: got "5 kg"; expected a length/);
    const broken = await open(textFile("broken.json", '{"name": '));
    expect(broken.last("unopened").message).toMatch(/^broken\.json, scenario: got .*; expected JSON/);
  });
});
