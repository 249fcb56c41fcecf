/** What tracers and arrows see of a cell: its mesh, the solved flux, and the edges through which current enters. */
import { type MeshTopology, NODE_STRIDE } from "./mesh-walk.ts";

/** What the tracers see of a cell. The arrays are read anew at each step. */
export interface TracerField {
  readonly topology: MeshTopology;
  /** Solved position x, y (um) and ionic current density x, y (A/m2). */
  readonly nodes: Float32Array /* [nPoint*NODE_STRIDE] */;
  /** Boundary edges (3*triangle + edge) through which current may enter: particles and lithium. */
  readonly gates: Int32Array;
  /** Returns the height (um) at which the point is drawn. */
  drawnHeight(x: number, y: number): number;
}

/** Floats per tracer in `streaks`: head x, y, tail x, y (um, drawn), strength 0..1. */
export const STREAK_STRIDE = 5;

/** Returns the running sum of twice the triangle areas, um2. */
export function cumulativeArea(field: TracerField): Float64Array {
  const { topology, nodes } = field;
  const area = new Float64Array(topology.triangles.length / 3);
  let sum = 0;
  for (let t = 0; t < area.length; t++) {
    const a = NODE_STRIDE * topology.triangles[3 * t]!;
    const b = NODE_STRIDE * topology.triangles[3 * t + 1]!;
    const c = NODE_STRIDE * topology.triangles[3 * t + 2]!;
    const cross =
      (nodes[b]! - nodes[a]!) * (nodes[c + 1]! - nodes[a + 1]!) -
      (nodes[b + 1]! - nodes[a + 1]!) * (nodes[c]! - nodes[a]!);
    sum += Math.abs(cross);
    area[t] = sum;
  }
  return area;
}

/** Returns the ends of the gates (in twos, as places in `nodes`), turned so that the electrolyte lies on the left. */
export function orientGates(field: TracerField): Int32Array {
  const { topology, nodes, gates } = field;
  const ends = new Int32Array(2 * gates.length);
  for (let g = 0; g < gates.length; g++) {
    const first = 3 * Math.floor(gates[g]! / 3);
    const edge = gates[g]! - first;
    const inner = NODE_STRIDE * topology.triangles[first + edge]!;
    const a = NODE_STRIDE * topology.triangles[first + ((edge + 1) % 3)]!;
    const b = NODE_STRIDE * topology.triangles[first + ((edge + 2) % 3)]!;
    const ex = nodes[b]! - nodes[a]!;
    const ey = nodes[b + 1]! - nodes[a + 1]!;
    const isLeft = ex * (nodes[inner + 1]! - nodes[a + 1]!) - ey * (nodes[inner]! - nodes[a]!) > 0;
    ends[2 * g] = isLeft ? a : b;
    ends[2 * g + 1] = isLeft ? b : a;
  }
  return ends;
}

/** Writes the running sum over oriented gates of the current that flows into the electrolyte, A/m2 um. */
export function accumulateInflow(nodes: Float32Array, ends: Int32Array, out: Float64Array): void {
  let sum = 0;
  for (let g = 0; g < out.length; g++) {
    const a = ends[2 * g]!;
    const b = ends[2 * g + 1]!;
    const ex = nodes[b]! - nodes[a]!;
    const ey = nodes[b + 1]! - nodes[a + 1]!;
    const through = ex * (nodes[a + 3]! + nodes[b + 3]!) - ey * (nodes[a + 2]! + nodes[b + 2]!);
    if (through > 0) sum += 0.5 * through;
    out[g] = sum;
  }
}
