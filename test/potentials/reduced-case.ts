/** The small cell whose reduced model is tested: its interfaces, modes and responses. */

import { createModel } from "../../sim-core/cell/model.ts";
import { computeStiffness } from "../../sim-core/fem/laplace.ts";
import { createConductionSystem, stiffnessSize } from "../../sim-core/potentials/conduction-system.ts";
import { createInterfaceModes } from "../../sim-core/potentials/interface-modes.ts";
import { createModalResponse, groundSystem } from "../../sim-core/potentials/reduced/modal-response.ts";
import { smallScenario } from "../cell/small-cell.ts";

export const model = createModel(smallScenario());
const { boundary, electrolyte, structure, population } = model;
export const stiffness = new Float64Array(stiffnessSize(electrolyte));
computeStiffness(electrolyte.points, electrolyte.triangles, stiffness);

export function load(conductivity: number) {
  const system = createConductionSystem(structure, boundary);
  system.load(stiffness, conductivity);
  return system;
}

export function modesOf(perParticle: number, front = 20) {
  const shape = {
    boundary,
    electrolyte,
    particleX: population.x,
    particleY: population.y,
    frontLength: model.front.segmentLength,
  };
  return createInterfaceModes(shape, { perParticle, front });
}

export function respond(modes: ReturnType<typeof modesOf>, conductivity: number) {
  const system = load(conductivity);
  groundSystem(system, boundary);
  return createModalResponse(system, boundary, modes);
}
