/** Forward models that cost nothing and whose answers are known. */

import { createRandom } from "../../sim-core/base/random.ts";
import type { Evaluate } from "../../src/calibration/calibrate.ts";
import type {
  CalibrationProblem,
  Ensemble,
  FreeParameter,
  Target,
} from "../../src/calibration/calibration.ts";
import { valueAt } from "../../src/calibration/parameter-space.ts";

export function parameterWith(own: Partial<FreeParameter> = {}): FreeParameter {
  return {
    ...{ path: "a", unit: "", range: [-1, 1], scale: "linear", start: 0, scenarios: ["toy"] },
    ...own,
  } as FreeParameter;
}

export function targetWith(own: Partial<Target> = {}): Target {
  const reading = { scenario: "toy", quantity: "retention", cycle: 1 };
  return {
    ...{ name: "t", demand: "value", terms: [{ factor: 1, reading }], aim: 0, tolerance: 1 },
    ...{ unit: "", source: "" },
    ...own,
  } as Target;
}

/** Ensembles of a function of the values, each seed with its own disturbance; counts what it was asked for. */
export function toyModel(
  { parameters }: CalibrationProblem,
  law: (values: readonly number[], seed: number) => readonly number[],
  seeds: readonly number[] = [1],
): { readonly evaluate: Evaluate; readonly asked: { rounds: number; points: number } } {
  const asked = { rounds: 0, points: 0 };
  const evaluate: Evaluate = async (points) => {
    asked.rounds++;
    asked.points += points.length;
    return points.map((point): Ensemble => {
      const values = parameters.map((parameter, i) => valueAt(parameter, point[i]!));
      return seeds.map((seed) => law(values, seed));
    });
  };
  return { evaluate, asked };
}

/** A normal deviate that belongs to a seed and a name. */
export const deviate = (seed: number, name: string): number => createRandom(seed, name).normal();
