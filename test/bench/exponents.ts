/** How the cost of the solver grows with the number of nodes: `ncm` meshed ever finer. */

import { createModel } from "../../sim-core/cell/model.ts";
import { createCholesky } from "../../sim-core/factorisation/cholesky.ts";
import { planPruned, solvePruned } from "../../sim-core/factorisation/pruned-solve.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import type { MeshResolution } from "../../sim-core/scenario/record/scenario.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { shippedScenario } from "../cell/small-cell.ts";
import { createConductionCase } from "./conduction-case.ts";
import { fitExponent, printTable, quantile, timeCalls, timeOnce } from "./timing.ts";

/** From 20k nodes to 300k. */
const FACETS = [30, 42, 60, 84, 124];
/** The first steps after the start are short and hard, as after every reversal: they are not counted. */
const SKIPPED = 8;
const COUNTED = 20;

type Costs = Record<string, number>;

/** ms by what was done on a mesh with so many facets to a particle: the least, of steps the median. */
function measure(facets: number): Costs {
  const scenario = shippedScenario("ncm");
  const { structure, values } = createConductionCase(scenario, { facets });
  const { symbolic, support } = structure;
  const plan = planPruned(symbolic, support);
  const some = Float64Array.from({ length: support.length }, (_, k) => Math.sin(k));
  const out = new Float64Array(support.length);
  const costs: Costs = { nodes: structure.pattern.size, "factor entries": symbolic.factorEntries };
  for (const precision of ["double", "single"] as const) {
    const cholesky = createCholesky(symbolic, { precision });
    costs[`factor, ${precision}`] = timeCalls(() => cholesky.factor(values), 400).least;
    costs[`interface solve, ${precision}`] = timeCalls(
      () => solvePruned(plan, cholesky, some, out),
      400,
    ).least;
  }
  costs.step = timeSteps(facets);
  return costs;
}

function timeSteps(facets: number): number {
  // The mesher takes a number of facets where a scenario only has names for three of them.
  const mesh = { facets } as unknown as MeshResolution;
  const model = createModel({ ...shippedScenario("ncm"), mesh });
  const run = resumeRun(model, createInitialState(model));
  run.advance({ maximumSteps: SKIPPED });
  const taken = Array.from({ length: COUNTED }, () => timeOnce(() => run.advance({ maximumSteps: 1 })));
  return quantile(
    taken.sort((a, b) => a - b),
    0.5,
  );
}

/** Returns the exponents, and the costs that they were fitted to. */
export function benchExponents(): { exponents: Costs; costs: Costs[] } {
  const costs = FACETS.map(measure);
  const names = Object.keys(costs[0]!).filter((name) => name !== "nodes");
  const sizes = costs.map(({ nodes }) => nodes!);
  const exponents: Costs = {};
  const rows = [["nodes", ...sizes.map((size) => `${(size / 1000).toFixed(0)}k`), "exponent"]];
  for (const name of names) {
    const own = costs.map((cost) => cost[name]!);
    exponents[name] = fitExponent(sizes, own);
    const shown = own.map((value) => (value >= 1000 ? value.toFixed(0) : value.toPrecision(3)));
    rows.push([name, ...shown, exponents[name].toFixed(2)]);
  }
  printTable(
    "Growth of the cost, `ncm` meshed ever finer, WASM, ms (least of warm calls; of a step the median)",
    rows,
  );
  return { exponents, costs };
}
