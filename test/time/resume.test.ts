import { describe, expect, it } from "vitest";
import {
  createMesher,
  type MeshAnswer,
  type MeshOrder,
  type MeshSource,
} from "../../sim-core/remeshing/mesher.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { resumeCheckpoint, takeCheckpoint } from "../../sim-core/time/checkpoint/checkpoint.ts";
import { currentStep } from "../../sim-core/time/protocol/protocol.ts";
import { createRun, resumeRun } from "../../sim-core/time/run/run.ts";
import type { ResumableRun } from "../../sim-core/time/run/run-memory.ts";
import type { Advance } from "../../sim-core/time/run/run-types.ts";
import { readCheckpoint, writeCheckpoint } from "../../src/io/checkpoint.ts";
import { loadShipped, type Overrides, SMALL_CELL, shippedScenario } from "../cell/small-cell.ts";
import { listDifferences } from "./same-bits.ts";

const SMALL = {
  ...SMALL_CELL,
  "protocol.repeat": 3,
  // Loses its first contacts in the second cycle.
  "contactLoss.medianLife": 2,
};

/** The small cell as a file would have it: what it is made from can be written and read again to the last bit. */
function writtenScenario(overrides: Overrides = {}, lists: Record<string, unknown> = {}): Scenario {
  const file = { schemaVersion: 1, name: "resumed", extends: "ncm", ...lists };
  return parseScenario(file, { load: loadShipped, overrides: { ...SMALL, ...overrides } });
}

/** With a front that wears out its mesh. */
const PROTRUDED = { anode: { protrusions: [{ x: "45 um", halfWidth: "6 um", depth: "12 um" }] } };
/** Steps so short that a mesh is ordered before it is worn out. */
const FOLLOWED = { "solver.maximumStep": "20 s" };
const HOLDING = {
  protocol: {
    steps: [
      { charge: "rate", until: "4.2 V" },
      { hold: "4.2 V", until: ["C/50", "1 h"] },
      { rest: "10 min" },
      { discharge: "2C", until: "2.6 V" },
    ],
  },
};

/** Advances step by step until `isThere`, and says so where that never is. */
function advanceUntil(run: ResumableRun, isThere: (told: Advance, run: ResumableRun) => boolean): void {
  while (!isThere(run.advance({ maximumSteps: 1 }), run))
    expect(run.status.kind, "the moment comes before the run is over").toBe("running");
}

/** Steps over which a run that was resumed is compared with the one that went on. */
const AHEAD = 10;

function goOn(run: ResumableRun, maximumSteps = AHEAD) {
  const { samples, cycles, events, notices, status } = run.advance({ maximumSteps });
  const { state, mesh } = run;
  return { samples, cycles, events, notices, status, state, mesh, frame: run.frame({ stress: true }) };
}

/** Goes on, once from the state itself, once from the bytes of a file, and with the run itself. */
function expectSameBits(run: ResumableRun, sources: () => MeshSource[] = () => []): void {
  const [first, second] = sources();
  const file = writeCheckpoint(takeCheckpoint(run), "1.2.3");
  const again = resumeRun(run.model, run.state, first);
  const reread = resumeCheckpoint(readCheckpoint(file), second);
  const differences = listDifferences(takeCheckpoint(reread), takeCheckpoint(run));
  expect(differences, "the state as it was written").toEqual([]);
  const expected = goOn(run);
  expect(listDifferences(goOn(again), expected), "resumed from the state").toEqual([]);
  expect(listDifferences(goOn(reread), expected), "resumed from the file").toEqual([]);
}

const MODELS = ["full", "reduced"] as const;

describe.each(MODELS)("a run of the %s model, resumed", (model) => {
  const solver = { "solver.model": model };

  it("goes on with the same bits from the middle of a charge, which it does not without its memory", () => {
    const run = createRun(writtenScenario(solver));
    run.advance({ maximumSteps: 20 });
    const { memory: _, ...forgetful } = run.state;
    const other = resumeRun(run.model, forgetful);
    expectSameBits(run);
    expect(listDifferences(goOn(other), goOn(run))).not.toEqual([]);
  }, 60_000);

  it("goes on with the same bits from right before and right after contacts are lost", () => {
    const run = createRun(writtenScenario(solver));
    let before = run.state;
    advanceUntil(run, ({ events }) => {
      const lost = events.some(({ kind }) => kind === "detachment");
      if (!lost) before = run.state;
      return lost;
    });
    const earlier = resumeRun(run.model, before);
    expect(earlier.state.particles.status).toEqual(new Uint8Array(12));
    expectSameBits(earlier);
    expect(Math.max(...run.state.particles.status)).toBeGreaterThan(0);
    expectSameBits(run);
  }, 60_000);

  it("goes on with the same bits from a hold and from a rest", () => {
    const run = createRun(writtenScenario({ ...solver, "protocol.repeat": 2 }, HOLDING));
    const kindOf = (at: ResumableRun) => currentStep(at.model, at.state.cursor).kind;
    advanceUntil(run, () => kindOf(run) === "hold");
    run.advance({ maximumSteps: 2 });
    expect(kindOf(run)).toBe("hold");
    expectSameBits(run);
    advanceUntil(run, () => kindOf(run) === "rest");
    expectSameBits(run);
  }, 60_000);

  it("goes on with the same bits between the order of a mesh and its arrival, while it waits, and right after", () => {
    const gate = createGate(0);
    const run = createRun(writtenScenario({ ...solver, ...FOLLOWED }, PROTRUDED), gate.source);
    const sources = () => [createGate(0).source, createGate(0).source];
    advanceUntil(run, ({ waiting }) => run.state.awaited !== undefined && !waiting);
    expectSameBits(run, sources);
    advanceUntil(run, ({ waiting }) => waiting);
    expectSameBits(run, sources);
    gate.left = Number.POSITIVE_INFINITY;
    const version = run.mesh.version;
    const later = resumeCheckpoint(readCheckpoint(writeCheckpoint(takeCheckpoint(run), "1.2.3")));
    expect(listDifferences(goOn(later, 1), goOn(run, 1))).toEqual([]);
    expect(run.mesh.version).toBeGreaterThan(version);
    expectSameBits(run);
  }, 60_000);

  it("goes on with the same bits after a change of live parameters", () => {
    const scenario = writtenScenario({ ...solver, "grains.resolved": true });
    const run = createRun(scenario);
    run.advance({ maximumSteps: 8 });
    const { cell, electrolyte } = scenario;
    run.revise({
      ...scenario,
      cell: { ...cell, cRate: 1.5 },
      electrolyte: { ...electrolyte, conductivity: 0.5 * electrolyte.conductivity },
    });
    expectSameBits(run);
  }, 60_000);
});

describe("a run with more than potentials, resumed", () => {
  it.each(["elastic", "physical"])(
    "goes on with the same bits in %s mode, through a new mesh",
    (mode) => {
      const scenario = writtenScenario(
        { ...FOLLOWED, "mechanics.mode": mode, "protocol.repeat": 1 },
        PROTRUDED,
      );
      const run = createRun(scenario);
      advanceUntil(run, () => run.state.mechanics !== undefined);
      expectSameBits(run);
      advanceUntil(run, () => run.mesh.version > 1);
      expect(run.state.mechanics?.flow === undefined).toBe(mode === "elastic");
      expectSameBits(run);
    },
    120_000,
  );

  it("goes on with the same bits when electrons leak", () => {
    // As in penetration.test.ts: so much electrolyte that the layer in which they plate lithium is meshed.
    const leaky = writtenScenario({
      "electrolyte.thickness": "400 um",
      "cell.cRate": "4C",
      "anode.areaResistance": "10 ohm cm2",
      "intergranular.maximumShare": 0,
      "intergranular.level": "leakage",
      "intergranular.electronicConductivity": "1e-6 S/m",
      "mechanics.mode": "off",
    });
    const run = createRun(leaky);
    advanceUntil(run, () => run.state.ledger.intergranularConnected + run.state.ledger.intergranularDead > 0);
    expectSameBits(run);
  }, 120_000);

  it("goes on with the same bits from between two of the meshes that one step takes", () => {
    const hasty = writtenScenario(
      {
        mesh: "standard",
        "mechanics.mode": "off",
        "solver.stepTolerance": "20 mV",
        "solver.maximumStep": "3600 s",
      },
      PROTRUDED,
    );
    const gate = createGate(0);
    const run = createRun(hasty, gate.source);
    advanceUntil(run, ({ waiting }) => {
      if (waiting) gate.left = 1;
      return run.state.memory?.held?.beyond !== undefined;
    });
    const resumed = resumeCheckpoint(readCheckpoint(writeCheckpoint(takeCheckpoint(run), "1.2.3")));
    gate.left = Number.POSITIVE_INFINITY;
    expect(listDifferences(goOn(resumed), goOn(run))).toEqual([]);
  }, 120_000);

  it("stays over when it is over, and tells nothing twice", () => {
    const run = createRun(writtenScenario({ "protocol.repeat": 1 }));
    run.advance({});
    expectSameBits(run);
    const again = resumeRun(run.model, run.state);
    expect(again.status).toEqual({ kind: "completed", message: "completed 1 cycle" });
    expect(again.advance({})).toMatchObject({ samples: [], cycles: [], events: [], notices: [] });
  }, 60_000);

  it("goes on with the same bits in the shipped cell", () => {
    const run = createRun(shippedScenario("ncm", { mesh: "draft" }));
    run.advance({ maximumSteps: 20 });
    expectSameBits(run);
  }, 60_000);
});

interface Gate {
  readonly source: MeshSource;
  /** Meshes that it still gives. */
  left: number;
}

function createGate(left: number): Gate {
  const make = createMesher();
  const gate: Gate = {
    left,
    source: {
      request(order: MeshOrder) {
        let answer: MeshAnswer | undefined;
        return () => {
          if (answer === undefined && gate.left > 0) {
            gate.left--;
            answer = make(order);
          }
          return answer;
        };
      },
    },
  };
  return gate;
}
