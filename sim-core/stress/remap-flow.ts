/**
 * Plastic history carried to another mesh of the cell. The electrolyte keeps the plastic strain of the nearest of the
 * old quadrature points of the element that was there; lithium forgets, it flows at less than a megapascal, and what has
 * grown is measured from the new mesh on. The first step on the new mesh finds the balance anew.
 */

import type { MechanicsState } from "../cell/state.ts";
import { POINTS_PER_ELEMENT } from "../mechanics/element.ts";
import type { FlowState } from "../mechanics/flow/flow-step.ts";
import type { QuadraticMesh } from "../mechanics/quadratic-mesh.ts";
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
  const places = placePoints(to.mesh);
  const plasticStrain = new Float64Array(2 * places.length);
  for (let point = 0; point < places.length / 2; point++) {
    if (to.mesh.region[Math.floor(point / POINTS_PER_ELEMENT)] !== REGION_ELECTROLYTE) continue;
    const at = STRESS_COMPONENTS * find(places[2 * point], places[2 * point + 1]);
    for (let c = 0; c < STRESS_COMPONENTS; c++) plasticStrain[STRESS_COMPONENTS * point + c] = old[at + c];
  }
  return {
    displacement: new Float64Array(2 * to.mesh.nodeCount),
    stress: new Float64Array(plasticStrain.length),
    plasticStrain,
    load: {},
  };
}

/** Places of the quadrature points, [nTriangle*6], m. */
function placePoints({ points, elements, region }: QuadraticMesh): Float64Array {
  const places = new Float64Array(6 * region.length);
  for (let t = 0; t < region.length; t++) {
    for (let axis = 0; axis < 2; axis++) {
      const corner = (k: number): number => points[2 * elements[6 * t + k] + axis];
      const mean = (corner(0) + corner(1) + corner(2)) / 6;
      for (let q = 0; q < 3; q++) places[6 * t + 2 * q + axis] = mean + 0.5 * corner(q);
    }
  }
  return places;
}

/** Returns a function that finds the electrolyte's nearest quadrature point in the element that holds a place. */
function createPointFinder({ mesh, corners }: MechanicsBody): (x: number, y: number) => number {
  const { locate } = createLocator(corners.points, corners.triangles);
  const places = placePoints(mesh);
  const own: number[] = [];
  mesh.region.forEach((region, t) => {
    if (region === REGION_ELECTROLYTE) own.push(3 * t, 3 * t + 1, 3 * t + 2);
  });
  const distance = (point: number, x: number, y: number): number =>
    (places[2 * point] - x) ** 2 + (places[2 * point + 1] - y) ** 2;
  return (x, y) => {
    const t = locate(x, y);
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    const consider = (point: number): void => {
      const far = distance(point, x, y);
      if (far >= least) return;
      least = far;
      best = point;
    };
    if (t >= 0 && mesh.region[t] === REGION_ELECTROLYTE) for (let q = 0; q < 3; q++) consider(3 * t + q);
    // Where there was lithium before: the nearest electrolyte.
    else for (const point of own) consider(point);
    return best;
  };
}
