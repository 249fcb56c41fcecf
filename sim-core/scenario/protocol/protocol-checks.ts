/** Steps that contradict each other, and what is legal but hardly meant. */
import { CELL_PARAMETERS } from "../parameters/cell-parameters.ts";
import { type ProblemList, showNumber } from "../record/problems.ts";
import type { ProtocolStep } from "../record/scenario.ts";
import type { CellScale } from "./read-quantity.ts";

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

/** 1/h; beyond the largest rate of the cell's own nobody means to go. */
const HIGHEST_C_RATE = CELL_PARAMETERS.cRate.maximum;
/** V; any voltage of the cell will do to see what current a power stands for. */
const USUAL_VOLTAGE = 3.7;

/** Questions currents that are far beyond what the cell stands: mostly amperes of another electrode area. */
export function questionRates(steps: readonly PlacedStep[], scale: CellScale, problems: ProblemList): void {
  for (const { where, step } of steps) {
    const density = largestDensity(step, scale);
    const cRate = density / scale.oneC;
    if (!(cRate > HIGHEST_C_RATE)) continue;
    problems.question(
      where,
      `${showNumber(density)} A/m2, ${showNumber(cRate)} times 1C`,
      `up to ${HIGHEST_C_RATE}C; amperes and watts are spread over cell.electrodeArea, ${showNumber(scale.electrodeArea * 1e4)} cm2`,
    );
  }
}

/** A/m2; of what the step imposes, and at which current it is to end. */
function largestDensity(step: ProtocolStep, { oneC }: CellScale): number {
  const ends = step.until.map(({ kind, value }) => (kind === "currentDensity" ? value : 0));
  if (step.kind === "profile") {
    return step.profile.currentDensity.reduce((most, density) => Math.max(most, Math.abs(density)), 0);
  }
  if (step.kind !== "charge" && step.kind !== "discharge") return Math.max(0, ...ends);
  const { rate } = step;
  if (rate.kind === "cell") return 0;
  if (rate.kind === "cRate") return rate.value * oneC;
  return rate.kind === "powerDensity" ? rate.value / USUAL_VOLTAGE : rate.value;
}
