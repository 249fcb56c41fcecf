/**
 * Lithium that leaking electrons plate inside the electrolyte over the time since it was last brought up to date (level 2): the
 * electrons come from the lithium front, whose plating is less by as much. What lies where lithium leads from the front
 * is connected, the rest is dead from the start. physics.md 8.2; the electrons that cross to the cathode, a self-discharge
 * of at most 0.05 % of the current, are left out.
 */
import { FARADAY } from "../../base/constants.ts";
import { PARTICLE_ACTIVE } from "../../cell/frame.ts";
import { grainsOf, type Model } from "../../cell/model.ts";
import type { CellState, ElectrolyteState, FrontState } from "../../cell/state.ts";
import { productVolume } from "../../electrolyte/filled-electrolyte.ts";
import { lithiumFraction, markReached, measureRoom } from "../../electrolyte/intergranular-lithium.ts";
import {
  createLeakageSolver,
  electronicConductivity,
  type LeakageSolver,
} from "../../electrolyte/leakage.ts";

export interface Leaked {
  readonly front: FrontState;
  readonly electrolyte: ElectrolyteState;
  /** Why nothing was found to leak, where there is a reason to say. */
  readonly notice: string | undefined;
}

export type Leak = (model: Model, state: CellState) => Leaked;

/** Returns the law, with its solver kept for as long as mesh and contacts stay; `spread` gives the ionic potential. */
export function createLeak(spread: (state: CellState) => Float64Array): Leak {
  let solver: LeakageSolver | undefined;
  let solverOf: { readonly points: Float64Array; readonly status: Uint8Array } | undefined;
  return (model, state) => {
    const { points } = model.electrolyte;
    const { status } = state.particles;
    if (solver === undefined || solverOf?.points !== points || solverOf.status !== status) {
      solver = createLeakageSolver(model.electrolyte, fixNodes(model, state).fixed);
      solverOf = { points, status };
    }
    return plateLeaked(model, state, { solver, ionicPotential: spread(state) });
  };
}

/** Nodes whose electronic potential is given [nNode], and what it is, V: 0 on lithium, the cell voltage on particles. */
function fixNodes(
  { boundary, electrolyte }: Model,
  { particles, potentials }: CellState,
): { readonly fixed: Uint8Array; readonly potential: Float64Array } {
  const fixed = new Uint8Array(electrolyte.nodeCount);
  const potential = new Float64Array(electrolyte.nodeCount);
  for (let k = boundary.frontStart; k < boundary.count; k++) fixed[boundary.nodes[k]] = 1;
  particles.status.forEach((status, p) => {
    if (status !== PARTICLE_ACTIVE) return;
    for (let k = boundary.particleStart[p]; k < boundary.particleStart[p + 1]; k++) {
      fixed[boundary.nodes[k]] = 1;
      potential[boundary.nodes[k]] = potentials.voltage;
    }
  });
  return { fixed, potential };
}

function plateLeaked(
  model: Model,
  state: CellState,
  { solver, ionicPotential }: { readonly solver: LeakageSolver; readonly ionicPotential: Float64Array },
): Leaked {
  const { boundary, scenario } = model;
  const { intergranular, interphase, cell } = scenario;
  const { columns, grains } = grainsOf(model);
  const { front, electrolyte } = state;
  const { lithium, elapsed } = electrolyte;
  const outcome = solver.solve(
    {
      ionicPotential,
      fixedPotential: fixNodes(model, state).potential,
      conductivity: lithiumFraction(lithium, columns.area).map((fraction) =>
        electronicConductivity(
          fraction,
          intergranular.electronicConductivity,
          intergranular.filledConductivity,
        ),
      ),
      boundaryDensity: grains.density,
      // Equilibrium under the stack pressure is the zero of all potentials against lithium.
      pressure: new Float64Array(model.electrolyte.nodeCount),
    },
    { ...intergranular, temperature: cell.temperature },
  );
  const none = { front, electrolyte, notice: outcome.ok ? undefined : outcome.reason };
  if (!outcome.ok) return none;
  const room = measureRoom(lithium, columns.area, {
    productVolume: productVolume(interphase),
    maximumFraction: intergranular.maximumFraction,
  });
  const amount = outcome.plating.map((current, t) =>
    Math.max(0, Math.min(room[t], (current * elapsed) / FARADAY)),
  );
  const total = amount.reduce((sum, own) => sum + own, 0);
  const frontNodes = boundary.nodes.subarray(boundary.frontStart);
  const emitted = Float64Array.from(frontNodes, (node) => Math.abs(outcome.injection[node]));
  const emission = emitted.reduce((sum, own) => sum + own, 0);
  if (!(total > 0) || !(emission > 0)) return none;
  const reached = markReached(columns, lithium.connected, intergranular.linkFraction);
  return {
    front: {
      ...front,
      diverted: front.diverted.map(
        (own, k) => own + (FARADAY * total * emitted[k]) / (emission * model.front.segmentLength[k]),
      ),
    },
    electrolyte: {
      ...electrolyte,
      lithium: {
        ...lithium,
        connected: lithium.connected.map((own, t) => own + (reached[t] === 1 ? amount[t] : 0)),
        dead: lithium.dead.map((own, t) => own + (reached[t] === 1 ? 0 : amount[t])),
      },
    },
    notice: undefined,
  };
}
