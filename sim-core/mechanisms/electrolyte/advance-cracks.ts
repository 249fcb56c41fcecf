/**
 * Cracks of the electrolyte over the time since it was last brought up to date: at each mouth of a grain boundary the lithium there
 * presses with what its overpotential sustains, on a flaw as long as the crack, as the lithium that leads on below, or
 * as the electrolyte was made with. Only plating presses. physics.md 5.3.
 */
import { frontOverpotential, frontPressure } from "../../cell/front-conditions.ts";
import { grainsOf, type Model } from "../../cell/model.ts";
import type { CellState, ElectrolyteState } from "../../cell/state.ts";
import { drivingPressure, growElectrolyteCrack } from "../../degradation/electrolyte-cracking.ts";
import { type Crack, extendCrack } from "../../electrolyte/crack-path.ts";
import { measureReach, totalLithium } from "../../electrolyte/intergranular-lithium.ts";

/** Returns the cracks at the end, the same list where none has grown. */
export function advanceCracks(
  model: Model,
  state: CellState,
  electrolyte: ElectrolyteState,
): readonly Crack[] {
  const { fracture, mechanics: moduli } = model.scenario;
  const { cracks, elapsed } = state.electrolyte;
  if (!fracture.active || !(state.current > 0)) return cracks;
  const parameters = {
    ...fracture,
    youngsModulus: moduli.electrolyteYoungsModulus,
    poissonRatio: moduli.electrolytePoissonRatio,
  };
  const pressure = frontPressure(model, state);
  const holdsLithium = totalLithium(electrolyte.lithium).connected > 0;
  const reach = holdsLithium ? reachBelow(model, electrolyte) : undefined;
  const potential = frontOverpotential(model, state);
  const normalStress = boundaryStress(model, state);
  const place = { graph: grainsOf(model).graph, points: state.geometry.points };
  const frontOfNode = indexFront(model);
  let grew = false;
  const next = cracks.map((crack) => {
    const k = frontOfNode.get(crack.nodes[0]);
    if (k === undefined) throw new Error("broken invariant: a crack begins at the front");
    const overpotential = potential[k];
    if (!(overpotential > 0)) return crack;
    const stackPressure = Math.max(0, pressure[k]);
    const driving = drivingPressure(
      { overpotential, elasticPressure: Number.POSITIVE_INFINITY, stackPressure },
      parameters,
    );
    const flaw = Math.max(fracture.initialFlaw, crack.length, reach === undefined ? 0 : reach[k]);
    const growth = {
      pressure: driving,
      fedCurrent: state.front.entering[k] / elapsed,
      duration: elapsed,
    };
    const length = growElectrolyteCrack(flaw, growth, parameters);
    if (!(length > flaw)) return crack;
    const inward = [model.front.normal[2 * k], model.front.normal[2 * k + 1]] as const;
    const load = { pressure: driving + stackPressure, normalStress };
    const longer = extendCrack(crack, { length, inward }, load, place);
    grew ||= longer.length > crack.length;
    return longer;
  });
  return grew ? next : cracks;
}

/** Tension across each grain boundary edge [nEdge], Pa: of mechanics, or the stack's where that is off. */
function boundaryStress(model: Model, { mechanics }: CellState): Float64Array {
  if (mechanics !== undefined && mechanics.boundaryStress.length > 0) return mechanics.boundaryStress;
  return new Float64Array(grainsOf(model).grains.edges.length / 2).fill(-model.scenario.cell.stackPressure);
}

/** Depth to which connected lithium leads on below each front node [nFront], m. */
function reachBelow(model: Model, { lithium }: ElectrolyteState): Float64Array {
  const { linkFraction, columnHalfWidth } = model.scenario.intergranular;
  return measureReach(grainsOf(model).columns, lithium.connected, { linkFraction, range: columnHalfWidth });
}

/** Front index of an electrolyte node. */
function indexFront({ boundary }: Model): Map<number, number> {
  const index = new Map<number, number>();
  for (let k = boundary.frontStart; k < boundary.count; k++) {
    index.set(boundary.nodes[k], k - boundary.frontStart);
  }
  return index;
}

/** Returns 1 for triangles [nTriangle] beside opened edges of cracks: lithium may enter them from the crack. */
export function markCracked(model: Model, { cracks }: ElectrolyteState): Uint8Array {
  const marked = new Uint8Array(model.electrolyte.triangles.length / 3);
  const { trianglesOfEdge } = grainsOf(model).graph;
  for (const { edges, length } of cracks) {
    if (length === 0) continue;
    for (const edge of edges) {
      marked[trianglesOfEdge[2 * edge]] = 1;
      marked[trianglesOfEdge[2 * edge + 1]] = 1;
    }
  }
  return marked;
}
