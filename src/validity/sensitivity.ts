/** How far each of twelve parameters moves the outcome, one at a time from the bare cell of the paper's cross-section. */
import { parameterOf } from "../../sim-core/index.ts";
import type { Ensemble } from "./ensembles.ts";

/** The cell that all of them start from, cycles jumped like theirs. */
export const SENSITIVITY_BASE: Ensemble = {
  ...{ name: "ncm-jumped", scenario: "ncm" },
  ...{ cycles: 100, jump: true, seeds: 5 },
};
const SEEDS = 3;

/** A parameter and the two values between which it is known to lie, in its display unit. */
export interface Sensitivity {
  readonly path: string;
  readonly values: readonly [number | boolean, number | boolean];
  /** Where the range is from. */
  readonly range: string;
}

/**
 * Those of docs/physics.md 12 that act in a cell with lithium in grain boundaries below the front: the law of contact loss and its
 * two feedbacks, intergranular plating, the interphase and its conductivity, areas and pressures, kinetics and film at NCM. The
 * electronic conductivity acts only where leakage is computed. The parameter table's bounds are what a file may ask for, not
 * what is thought likely, so each range names its own source.
 */
export const SENSITIVITIES: readonly Sensitivity[] = [
  { path: "contactLoss.medianLife", values: [10, 100], range: "range of targets/paper.json" },
  { path: "contactLoss.feedback", values: [false, true], range: "switch (10.5: no cascade, or one)" },
  { path: "contactLoss.sharingExponent", values: [0, 3], range: "slider of the parameter table" },
  { path: "contactLoss.threshold", values: [6.5, 8.5], range: "a point about the paper's 7.5 %, assumed" },
  {
    path: "contactLoss.pressureScale",
    values: [0.5, 1.5],
    range: "elastic bound 1.5 GPa (12), as far below",
  },
  {
    path: "contactLoss.correlationLength",
    values: [15, 420],
    range: "pitch of the particles to the width of the cut",
  },
  {
    path: "interface.exchangeCurrentDensity",
    values: [0.63, 6.3],
    range: "a factor of ten in literature (12)",
  },
  { path: "interface.filmGrowth", values: [0.8, 8], range: "a factor of ten in literature (12)" },
  { path: "interphase.freshSurface", values: [0.02, 0.3], range: "range of targets/paper.json" },
  { path: "interphase.conductivity", values: [1e-4, 1e-2], range: "parameter table: 1e-4 and 1e-2 S/m" },
  { path: "intergranular.criticalCurrent", values: [4, 15], range: "literature, 0.4 to 1.5 mA/cm2 (8.1)" },
  {
    path: "anode.areaResistance",
    values: [0.1, 10],
    range: "slider of the parameter table up to the tomography cell's",
  },
];

/** Returns the name of the ensemble at one end of a range. */
export function endName({ path }: Sensitivity, end: 0 | 1): string {
  return `ncm-jumped, ${path} ${end === 0 ? "low" : "high"}`;
}

/** Returns the ensembles at both ends of every range. */
export function listSensitivityEnsembles(): Ensemble[] {
  return SENSITIVITIES.flatMap((own) =>
    ([0, 1] as const).map((end) => ({
      ...SENSITIVITY_BASE,
      ...{ name: endName(own, end), overrides: { [own.path]: own.values[end] }, seeds: SEEDS },
    })),
  );
}

/** Returns a value of a range with its unit, and how well the parameter is known: "4 A/m2", "L". */
export function describeEnd({ path, values }: Sensitivity, end: 0 | 1): string {
  const parameter = parameterOf(path);
  const value = values[end];
  if (parameter === undefined || typeof value === "boolean") return value ? "on" : "off";
  return "unit" in parameter ? `${value} ${parameter.unit}`.trim() : String(value);
}
