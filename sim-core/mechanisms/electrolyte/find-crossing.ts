/**
 * Whether lithium has crossed the electrolyte: along a chain of triangles that are filled up to percolation, or in a crack
 * whose tip has come to a particle or to the cathode collector. physics.md 8.3.
 */
import { grainsOf, type Model } from "../../cell/model.ts";
import type { ElectrolyteState } from "../../cell/state.ts";
import { findTip } from "../../electrolyte/crack-path.ts";
import { findShortCircuit } from "../../electrolyte/find-short-circuit.ts";
import { lithiumFraction, totalLithium } from "../../electrolyte/intergranular-lithium.ts";

/** Returns the triangles of the crossing from lithium to cathode, none where there is none or where short circuits are off. */
export function findCrossing(
  model: Model,
  { lithium, cracks }: ElectrolyteState,
  points: ArrayLike<number> /* [nNode*2], m */,
): Int32Array {
  const { shortCircuit, shortFraction } = model.scenario.intergranular;
  if (!shortCircuit) return new Int32Array(0);
  const { columns, cathodeTriangles, cathodeNodes, graph } = grainsOf(model);
  for (const crack of cracks) {
    if (crack.length === 0 || cathodeNodes[findTip(crack, points)] !== 1) continue;
    return Int32Array.from(crack.edges, (edge) => graph.trianglesOfEdge[2 * edge]);
  }
  if (totalLithium(lithium).connected === 0) return new Int32Array(0);
  const path = findShortCircuit(
    {
      fraction: lithiumFraction(lithium, columns.area),
      neighbour: columns.neighbour,
      atLithium: columns.touching,
      atCathode: cathodeTriangles,
    },
    shortFraction,
  );
  return path ?? new Int32Array(0);
}
