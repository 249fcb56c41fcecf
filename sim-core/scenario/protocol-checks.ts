/** Steps that contradict each other, and what is legal but hardly meant. */
import type { ProblemList } from "./problems.ts";
import type { ProtocolStep } from "./scenario.ts";

interface PlacedStep {
  readonly where: string;
  readonly step: ProtocolStep;
}

/**
 * Notes a discharge that must stop above the voltage up to which the cell has just been charged, and the reverse: it
 * would end before it begins. A rest leaves the voltage on its side; a step without a voltage limit tells nothing.
 */
export function checkCutOffs(steps: readonly PlacedStep[], problems: ProblemList): void {
  let before: { readonly kind: "charge" | "discharge"; readonly voltage: number } | undefined;
  for (const { where, step } of steps) {
    if (step.kind === "rest") continue;
    if (step.kind !== "charge" && step.kind !== "discharge") {
      before = undefined;
      continue;
    }
    const voltage = step.until.find(({ kind }) => kind === "voltage")?.value;
    if (before !== undefined && voltage !== undefined && before.kind !== step.kind) {
      const [charge, discharge] =
        step.kind === "charge" ? [voltage, before.voltage] : [before.voltage, voltage];
      if (charge <= discharge) {
        const got = `charge to ${charge} V and discharge to ${discharge} V`;
        problems.addInWords(where, got, "a charge cut-off above the discharge cut-off");
      }
    }
    before = voltage === undefined ? undefined : { kind: step.kind, voltage };
  }
}
