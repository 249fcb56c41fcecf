/** What a sweep is made of: a scenario, parameters with ranges, points among them, seeds, and what is read of each run. */
import type { EnsembleScenario, FreeParameter, Reading } from "../calibration/calibration.ts";

/** How points are laid: all of a grid, at random with every part of every range once, or for the sensitivities of Morris or Sobol'. */
export type DesignKind = "grid" | "latin-hypercube" | "morris" | "sobol";
export const DESIGNS: readonly DesignKind[] = ["grid", "latin-hypercube", "morris", "sobol"];

export interface Design {
  readonly kind: DesignKind;
  /** Values of each parameter of a grid; points of a hypercube; trajectories of Morris; base points of Sobol'. */
  readonly count: number;
  /** Of where points lie that are laid at random. */
  readonly seed: number;
}

export interface SweepPlan {
  readonly name: string;
  readonly scenario: EnsembleScenario;
  readonly parameters: readonly FreeParameter[];
  readonly design: Design;
  readonly seeds: readonly number[];
  readonly readings: readonly Reading[];
  /** Coordinates from -1 to 1, [point][parameter]; all differ, in a fixed order. */
  readonly points: readonly (readonly number[])[];
}
