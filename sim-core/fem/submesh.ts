/** The part of a mesh that belongs to one region, with node numbers of its own. */
import type { Mesh } from "../mesh/cross-section.ts";

export interface Submesh {
  readonly nodeCount: number;
  readonly points: Float64Array /* [nNode*2], m */;
  readonly triangles: Int32Array /* [nTriangle*3], own numbers, counter-clockwise */;
  /** Own number of a mesh point, -1 where the region does not reach it. */
  readonly nodeOfPoint: Int32Array /* [nPoint] */;
  readonly pointOfNode: Int32Array /* [nNode] */;
}

/** Returns the triangles of `region` and the points they use, in the mesh's own order. */
export function extractRegion(mesh: Mesh, region: number): Submesh {
  const nodeOfPoint = new Int32Array(mesh.points.length / 2).fill(-1);
  let triangleCount = 0;
  for (let t = 0; t < mesh.region.length; t++) {
    if (mesh.region[t] !== region) continue;
    triangleCount++;
    for (let k = 0; k < 3; k++) nodeOfPoint[mesh.triangles[3 * t + k]] = 0;
  }
  let nodeCount = 0;
  for (let v = 0; v < nodeOfPoint.length; v++) if (nodeOfPoint[v] === 0) nodeOfPoint[v] = nodeCount++;
  const points = new Float64Array(2 * nodeCount);
  const pointOfNode = new Int32Array(nodeCount);
  for (let v = 0; v < nodeOfPoint.length; v++) {
    const node = nodeOfPoint[v];
    if (node < 0) continue;
    pointOfNode[node] = v;
    points[2 * node] = mesh.points[2 * v];
    points[2 * node + 1] = mesh.points[2 * v + 1];
  }
  const triangles = new Int32Array(3 * triangleCount);
  let out = 0;
  for (let t = 0; t < mesh.region.length; t++) {
    if (mesh.region[t] !== region) continue;
    for (let k = 0; k < 3; k++) triangles[out++] = nodeOfPoint[mesh.triangles[3 * t + k]];
  }
  return { nodeCount, points, triangles, nodeOfPoint, pointOfNode };
}
