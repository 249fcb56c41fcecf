/** What is said of the end of a protocol step. */
import { expect, it } from "vitest";
import { repeatSteps } from "../../sim-core/scenario/protocol.ts";
import type { Limit, ProtocolStep, Scenario } from "../../sim-core/scenario/scenario.ts";
import { smallScenario } from "../cell/small-cell.ts";
import { followRun } from "./follow-run.ts";

const volt = (value: number): Limit => ({ kind: "voltage", value });
const charge = (...until: Limit[]): ProtocolStep => ({ kind: "charge", rate: { kind: "cell" }, until });

it("a step that has run was not skipped when a change ends it at once", () => {
  const events: Scenario["events"] = [{ time: 600, path: "cell.cRate", value: 8 }];
  const { steps, notices } = followRun({
    ...smallScenario(),
    protocol: repeatSteps([charge(volt(3.82))], 1),
    events,
  });
  expect(steps.map(({ endedBy }) => endedBy)).toEqual(["3.82 V"]);
  expect(steps[0]!.duration_s).toBe(600);
  expect(notices).toEqual([]);
});

it("the current that ended a hold is named to four digits", () => {
  const hold: ProtocolStep = {
    kind: "hold",
    voltage: 4,
    until: [{ kind: "currentDensity", value: 1.23456789 }],
  };
  const protocol = repeatSteps([charge(volt(4)), hold], 1);
  const { steps } = followRun({ ...smallScenario(), protocol });
  expect(steps[1]!.endedBy).toBe("1.235 A/m2");
});
