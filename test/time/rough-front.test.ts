/** A front that roughens far above the critical current and is stripped through: the run goes on. */
import { expect, it } from "vitest";
import { createModel } from "../../sim-core/cell/model.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { shippedScenario } from "../cell/small-cell.ts";

it("a cathode of 230 um at 0.5C, three times the critical current, is charged and discharged; no lithium is lost", () => {
  const model = createModel(
    shippedScenario("ncm", {
      mesh: "draft",
      "protocol.repeat": 1,
      "cell.width": "105 um",
      "cathode.columns": 7,
      "cathode.rows": 15,
      "cathode.thickness": "230 um",
    }),
  );
  const run = resumeRun(model, createInitialState(model));
  while (run.status.kind === "running") run.advance({ maximumSteps: 10 });
  expect(run.status.message).toBe("completed 1 cycle");
  expect(run.model.meshVersion).toBeGreaterThan(10);
  expect(Math.abs(run.state.ledger.residual)).toBeLessThan(1e-12 * run.state.ledger.initial);
}, 120_000);
