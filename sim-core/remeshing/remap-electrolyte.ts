/**
 * What the electrolyte holds, carried from one mesh of the cell to another: lithium triangle by triangle so that none is
 * made or lost, cracks along the same boundaries at the same length. Grains stay where they are: both meshes have the
 * same map of them.
 */
import { LITHIUM_MOLAR_VOLUME } from "../base/constants.ts";
import type { MeshedParts, Model } from "../cell/model.ts";
import type { CellState, ElectrolyteState } from "../cell/state.ts";
import { levelExcess } from "../electrolyte/level-excess.ts";
import { relayCracks } from "../electrolyte/relay-crack.ts";
import { findNeighbours } from "../mesh/adjacency.ts";
import { createNearest } from "../mesh/nearest-point.ts";
import { createLocator } from "../mesh/transfer/locate.ts";
import { findMiddles } from "../mesh/transfer/triangle-density.ts";
import { remapAmounts } from "../mesh/transfer/triangle-transfer.ts";

/** Returns the electrolyte's content of `state`, a state of `model`, on the mesh of `to`. */
export function remapElectrolyte(model: Model, state: CellState, to: MeshedParts): ElectrolyteState {
  const { electrolyte, geometry } = state;
  const { points } = geometry;
  const { cracks } = electrolyte;
  const grains = to.grains;
  return {
    ...electrolyte,
    lithium: remapLithium(model, state, to),
    cracks:
      grains === undefined || cracks.length === 0
        ? []
        : relayCracks(
            { cracks, points },
            { graph: grains.graph, points: to.electrolyte.points },
            grains.mouths,
          ),
    shortCircuit: remapChain(model, state, to),
  };
}

function remapLithium(model: Model, { electrolyte, geometry }: CellState, to: MeshedParts) {
  const { triangles, nodeCount } = model.electrolyte;
  const { connected, dead } = electrolyte.lithium;
  const from = {
    points: geometry.points,
    triangles,
    neighbour: model.grains?.columns.neighbour ?? findNeighbours(triangles, nodeCount),
  };
  const [one, other] = remapAmounts(from, to.electrolyte, [connected, dead]);
  const carried = { connected: one, dead: other };
  if (to.grains === undefined) return carried;
  const { area, neighbour } = to.grains.columns;
  const { maximumFraction } = model.scenario.intergranular;
  const capacity = area.map((own) => (maximumFraction * own) / LITHIUM_MOLAR_VOLUME);
  return levelExcess(carried, capacity, neighbour);
}

/** The new triangles in which the middles of a short circuit's triangles lie. */
function remapChain(model: Model, { electrolyte, geometry }: CellState, to: MeshedParts): Int32Array {
  const { shortCircuit } = electrolyte;
  if (shortCircuit.length === 0) return shortCircuit;
  const middles = findMiddles({ points: geometry.points, triangles: model.electrolyte.triangles });
  const { locate } = createLocator(to.electrolyte.points, to.electrolyte.triangles);
  const found = Array.from(shortCircuit, (t) => locate(middles.x[t], middles.y[t]));
  return Int32Array.from(new Set(found.filter((t) => t >= 0)));
}

/** Returns the tension [nEdge] on the boundary edges of the new mesh: that of the nearest old one; empty where there was none. */
export function remapBoundaryStress(model: Model, state: CellState, to: MeshedParts): Float64Array {
  const stress = state.mechanics?.boundaryStress;
  if (stress === undefined || stress.length === 0 || !model.grains || !to.grains) return new Float64Array(0);
  const nearest = createNearest(findEdgeMiddles(model.grains.grains.edges, state.geometry.points));
  const middles = findEdgeMiddles(to.grains.grains.edges, to.electrolyte.points);
  return Float64Array.from(
    { length: middles.length / 2 },
    (_, k) => stress[nearest.find(middles[2 * k], middles[2 * k + 1])],
  );
}

function findEdgeMiddles(edges: ArrayLike<number>, points: ArrayLike<number>): Float64Array {
  return Float64Array.from(edges, (_, i) => {
    const [a, b] = [edges[i & ~1], edges[i | 1]];
    return 0.5 * (points[2 * a + (i & 1)] + points[2 * b + (i & 1)]);
  });
}
