/** Steps that cannot be made as they are written, and limits that mean what a person means. */
import { expect, it } from "vitest";
import type { ProtocolStep } from "../../sim-core/scenario/record/scenario.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { smallScenario } from "../cell/small-cell.ts";
import { repeatSteps } from "../scenario/repeat-steps.ts";

function follow(steps: readonly ProtocolStep[], stoichiometryInitial = 0.93) {
  const scenario = smallScenario({ "ncm.stoichiometryInitial": stoichiometryInitial });
  return createRun({ ...scenario, protocol: repeatSteps(steps, 1) }).advance({});
}

it("a current beyond all reason passes its voltage at once, and is skipped in words", () => {
  for (const kind of ["charge", "discharge"] as const) {
    const { status, steps, notices } = follow([
      { kind: "charge", rate: { kind: "cRate", value: 1 }, until: [{ kind: "duration", value: 600 }] },
      {
        kind,
        rate: { kind: "cRate", value: 500 },
        until: [{ kind: "voltage", value: kind === "charge" ? 4.1 : 3 }],
      },
    ]);
    expect(status.kind).toBe("completed");
    expect(steps[1]).toMatchObject({ endedBy: "skipped", duration_s: 0 });
    expect(notices.join(" ")).toContain("was skipped");
  }
});

it("a profile ends below its lower voltage and above its upper one, wherever it began", () => {
  const run = (currentDensity: number, ...until: number[]) => {
    const profile = { name: "steady", time: [0, 40000], currentDensity: [currentDensity] };
    const limits = until.map((value) => ({ kind: "voltage", value }) as const);
    return follow([{ kind: "profile", profile, repeat: 1, until: limits }], 0.6);
  };
  const up = run(8, 2.5, 4.2);
  expect(up.samples.at(-1)!.voltage).toBeCloseTo(4.2, 3);
  expect(up.steps[0]!.endedBy).toBe("4.2 V");
  const down = run(-8, 2.5, 4.2);
  expect(down.samples.at(-1)!.voltage).toBeCloseTo(2.5, 3);
  expect(down.steps[0]!.endedBy).toBe("2.5 V");
});
