/**
 * The cell voltage once lithium has crossed: the particles discharge through the chain of lithium, V = (I - I_p) R_chain
 * with I the imposed current, I_p what the particles give and R_chain that of metal as wide as its triangles. R_chain is
 * a thousandth of the cell's own resistance, so I_p is taken at V = 0, to which the cell is led down in parts. physics.md
 * 8.3; 1e4 S/m for lithium that percolates.
 */
import { hypot } from "../../base/elementary.ts";
import type { Model } from "../../cell/model.ts";
import { forgetPast } from "../../cell/particle-means.ts";
import type { CellState } from "../../cell/state.ts";
import type { Stepper } from "../step/step.ts";

/** Parts in which the voltage is led down. */
const LEAST_PARTS = 32;
const MOST_PARTS = 1024;
/** s: short against everything that stores charge in a particle. */
const MOMENT = 1e-3;

/** Returns the state right after the short circuit, undefined where the potentials cannot be followed down. */
export function collapse(stepper: Stepper, state: CellState): CellState | undefined {
  const imposed = state.current;
  const from = state.potentials.voltage;
  let at = forgetPast(state);
  let share = 1 / LEAST_PARTS;
  for (let left = 1; left > 0; ) {
    const part = Math.min(share, left);
    const voltage = part === left ? 0 : from * (left - part);
    const outcome = stepper.step(at, { dt: MOMENT * part, control: { kind: "voltage", voltage } });
    if (outcome.ok) {
      at = forgetPast(outcome.state);
      left = part === left ? 0 : left - part;
    } else if (share > 1 / MOST_PARTS) share *= 0.5;
    else return undefined;
  }
  const voltage = (imposed - at.current) * chainResistance(stepper.model, state);
  return { ...at, current: imposed, potentials: { ...at.potentials, voltage } };
}

/** Resistance of the chain of triangles that crosses, ohm m: from middle to middle, each as wide as a square of its area. */
function chainResistance(
  { electrolyte, scenario }: Model,
  { geometry, electrolyte: inside }: CellState,
): number {
  const { points } = geometry;
  const { triangles } = electrolyte;
  const { filledConductivity } = scenario.intergranular;
  let resistance = 0;
  let before: { readonly x: number; readonly y: number } | undefined;
  for (const t of inside.shortCircuit) {
    const [a, b, c] = [2 * triangles[3 * t], 2 * triangles[3 * t + 1], 2 * triangles[3 * t + 2]];
    const x = (points[a] + points[b] + points[c]) / 3;
    const y = (points[a + 1] + points[b + 1] + points[c + 1]) / 3;
    const doubled =
      (points[b] - points[a]) * (points[c + 1] - points[a + 1]) -
      (points[c] - points[a]) * (points[b + 1] - points[a + 1]);
    const width = Math.sqrt(0.5 * doubled);
    const way = before === undefined ? width : hypot(x - before.x, y - before.y);
    resistance += way / (filledConductivity * width);
    before = { x, y };
  }
  return resistance;
}
