/**
 * Plastic history carried to another mesh of the cell. The electrolyte keeps the plastic strain of the nearest of the
 * old quadrature points of the element that was there; lithium forgets, it flows at less than a megapascal, and what has
 * grown is measured from the new mesh on. The first step on the new mesh finds the balance anew.
 */

import type { MechanicsState } from "../cell/state.ts";
import { POINTS_PER_ELEMENT } from "../mechanics/element.ts";
import type { FlowState } from "../mechanics/flow/flow-step.ts";
import { STRESS_COMPONENTS } from "../mechanics/stress.ts";
import { REGION_ELECTROLYTE } from "../mesh/cross-section.ts";
import { createLocator } from "../mesh/transfer/locate.ts";
import type { MechanicsBody } from "./body.ts";

/** Two bodies of one cell. */
export interface BodyChange {
  readonly from: MechanicsBody;
  readonly to: MechanicsBody;
}

/**
 * Returns the history in the electrolyte, and no displacement. What lives on front and grain boundaries has come to the new
 * mesh with the state (remap-state.ts).
 */
export function remapMechanics(mechanics: MechanicsState, change: BodyChange): MechanicsState {
  const { flow } = mechanics;
  return { ...mechanics, flow: flow && remapFlow(flow, change) };
}

function remapFlow({ plasticStrain: old }: FlowState, { from, to }: BodyChange): FlowState {
  const find = createPointFinder(from);
  const plasticStrain = new Float64Array(STRESS_COMPONENTS * POINTS_PER_ELEMENT * to.mesh.region.length);
  for (let point = 0; point < plasticStrain.length / STRESS_COMPONENTS; point++) {
    if (to.mesh.region[Math.floor(point / POINTS_PER_ELEMENT)] !== REGION_ELECTROLYTE) continue;
    const at = STRESS_COMPONENTS * find(placeOfPoint(to, point));
    for (let c = 0; c < STRESS_COMPONENTS; c++) plasticStrain[STRESS_COMPONENTS * point + c] = old[at + c];
  }
  return {
    displacement: new Float64Array(2 * to.mesh.nodeCount),
    stress: new Float64Array(plasticStrain.length),
    plasticStrain,
    load: {},
  };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function placeOfPoint({ mesh }: MechanicsBody, point: number): Place {
  const t = Math.floor(point / POINTS_PER_ELEMENT);
  const own = point % POINTS_PER_ELEMENT;
  const along = (axis: number): number => {
    let sum = 0;
    for (let k = 0; k < 3; k++)
      sum += (k === own ? 2 / 3 : 1 / 6) * mesh.points[2 * mesh.elements[6 * t + k] + axis];
    return sum;
  };
  return { x: along(0), y: along(1) };
}

/** Returns a function that finds the electrolyte's nearest quadrature point in the element that holds a place. */
function createPointFinder(body: MechanicsBody): (at: Place) => number {
  const { mesh, corners } = body;
  const { locate } = createLocator(corners.points, corners.triangles);
  const own: number[] = [];
  mesh.region.forEach((region, t) => {
    if (region === REGION_ELECTROLYTE) own.push(3 * t, 3 * t + 1, 3 * t + 2);
  });
  const nearest = (at: Place, points: Iterable<number>): number => {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const point of points) {
      const { x, y } = placeOfPoint(body, point);
      const distance = (x - at.x) ** 2 + (y - at.y) ** 2;
      if (distance >= least) continue;
      least = distance;
      best = point;
    }
    return best;
  };
  return (at) => {
    const t = locate(at.x, at.y);
    if (t >= 0 && mesh.region[t] === REGION_ELECTROLYTE) return nearest(at, [3 * t, 3 * t + 1, 3 * t + 2]);
    // Where there was lithium before: the nearest electrolyte.
    return nearest(at, own);
  };
}
