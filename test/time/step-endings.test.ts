/** What is said of the end of a protocol step. */
import { expect, it } from "vitest";
import type { Limit, ProtocolStep, Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { smallScenario } from "../cell/small-cell.ts";
import { repeatSteps } from "../scenario/repeat-steps.ts";
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

it("a cycle that the end of the run cuts short has sums, but neither retention nor efficiency", () => {
  const discharge: ProtocolStep = { kind: "discharge", rate: { kind: "cell" }, until: [volt(2.6)] };
  const cycling = repeatSteps([charge(volt(4.1)), discharge], 5);
  const whole = followRun({ ...smallScenario(), protocol: cycling }).cycles;
  const value = whole[1]!.start_s + 0.9 * whole[1]!.duration_s;
  const protocol = { ...cycling, end: [{ kind: "timeReached", value } as const] };
  const { cycles, status } = followRun({ ...smallScenario(), protocol });
  expect(status.kind).toBe("end-condition");
  expect(cycles.map(({ retention }) => retention)).toEqual([1, null]);
  expect(cycles[1]!.coulombicEfficiency).toBeNull();
  expect(Math.abs(cycles[1]!.chargeCapacity_mAh_cm2 / whole[1]!.chargeCapacity_mAh_cm2 - 1)).toBeLessThan(
    1e-3,
  );
  expect(cycles[1]!.dischargeCapacity_mAh_cm2).toBeLessThan(whole[1]!.dischargeCapacity_mAh_cm2);
});
