/**
 * Which displacements are unknown: u = T U + g, where each of the mesh's displacements follows one unknown or none
 * and g is given. Nodes of one place move together unless their region is detached; the nodes of a rigid edge move
 * together along one axis. What is tied stays symmetric positive definite: T has one 1 a row.
 * Displacement 2 n is along x, 2 n + 1 along y.
 */
import type { QuadraticMesh } from "./quadratic-mesh.ts";

export interface Supports {
  /** Displacements that are given. */
  readonly held: readonly number[];
  /** Displacements that are all the same unknown, one list for each rigid edge. */
  readonly rigid?: readonly (readonly number[])[];
  /** Regions whose interface bears no traction. */
  readonly detached?: ArrayLike<number> /* [nRegion], 0 or 1 */;
}

export interface DisplacementMap {
  readonly unknownCount: number;
  /** -1 where the displacement is given. */
  readonly unknownOf: Int32Array /* [nNode*2] */;
  /** Node at which each unknown is at home; rigid edges have none (-1). */
  readonly nodeOfUnknown: Int32Array /* [unknownCount] */;
}

/** Returns the map of these supports. */
export function mapDisplacements(mesh: QuadraticMesh, supports: Supports): DisplacementMap {
  const leader = leadDisplacements(mesh, supports.detached ?? []);
  const unknownOf = new Int32Array(2 * mesh.nodeCount);
  const held = new Uint8Array(unknownOf.length);
  for (const d of supports.held) held[leader[d]] = 1;
  const rigidEdge = new Int32Array(unknownOf.length).fill(-1);
  (supports.rigid ?? []).forEach((edge, k) => {
    for (const d of edge) rigidEdge[leader[d]] = k;
  });
  const home: number[] = [];
  const unknownOfEdge: number[] = [];
  for (let d = 0; d < unknownOf.length; d++) {
    const first = leader[d];
    if (first !== d) unknownOf[d] = unknownOf[first];
    else if (held[d] === 1) unknownOf[d] = -1;
    else if (rigidEdge[d] >= 0) {
      const edge = rigidEdge[d];
      unknownOfEdge[edge] ??= home.push(-1) - 1;
      unknownOf[d] = unknownOfEdge[edge];
    } else unknownOf[d] = home.push(d >> 1) - 1;
  }
  // A leader may come after those that follow it.
  for (let d = 0; d < unknownOf.length; d++) unknownOf[d] = unknownOf[leader[d]];
  return { unknownCount: home.length, unknownOf, nodeOfUnknown: Int32Array.from(home) };
}

/** Returns the displacement that each displacement follows, itself where it leads. */
function leadDisplacements(mesh: QuadraticMesh, detached: ArrayLike<number>): Int32Array {
  const leader = new Int32Array(2 * mesh.nodeCount);
  const isFree = (node: number): boolean => detached[mesh.regionOfNode[node]] === 1;
  for (const first of mesh.firstNode) {
    let attached = -1;
    for (let node = first; node >= 0; node = mesh.nextNode[node]) {
      if (!isFree(node) && attached < 0) attached = node;
      const leading = isFree(node) ? node : attached;
      leader[2 * node] = 2 * leading;
      leader[2 * node + 1] = 2 * leading + 1;
    }
  }
  for (let r = 0; r < mesh.regionCount; r++) if (detached[r] === 1) suspend(mesh, r, { leader, isFree });
  return leader;
}

/**
 * A detached region keeps three ties to what surrounds it, both axes at its lowest interface node and x at its
 * highest: as many as a rigid body has motions. Its loads balance, so that none of the ties bears a force.
 */
function suspend(
  mesh: QuadraticMesh,
  region: number,
  ties: { readonly leader: Int32Array; readonly isFree: (node: number) => boolean },
): void {
  const { leader, isFree } = ties;
  let low = -1;
  let high = -1;
  let lowPartner = -1;
  let highPartner = -1;
  for (const first of mesh.firstNode) {
    let own = -1;
    let partner = -1;
    for (let node = first; node >= 0; node = mesh.nextNode[node]) {
      if (mesh.regionOfNode[node] === region) own = node;
      else if (partner < 0 && !isFree(node)) partner = node;
    }
    if (own < 0 || partner < 0) continue;
    if (low < 0 || mesh.points[2 * own + 1] < mesh.points[2 * low + 1]) [low, lowPartner] = [own, partner];
    if (high < 0 || mesh.points[2 * own + 1] > mesh.points[2 * high + 1])
      [high, highPartner] = [own, partner];
  }
  if (low < 0) return;
  leader[2 * low] = leader[2 * lowPartner];
  leader[2 * low + 1] = leader[2 * lowPartner + 1];
  leader[2 * high] = leader[2 * highPartner];
}

/** Returns the elements' unknowns, 12 each and -1 for none, [nTriangle*12]. */
export function listElementUnknowns(mesh: QuadraticMesh, map: DisplacementMap): Int32Array {
  const list = new Int32Array(2 * mesh.elements.length);
  for (let k = 0; k < mesh.elements.length; k++) {
    list[2 * k] = map.unknownOf[2 * mesh.elements[k]];
    list[2 * k + 1] = map.unknownOf[2 * mesh.elements[k] + 1];
  }
  return list;
}

/** Writes the sum of the nodal forces on each unknown (T' f) into `out` [unknownCount]. */
export function gatherForces(map: DisplacementMap, force: ArrayLike<number>, out: Float64Array): void {
  const { unknownOf } = map;
  out.fill(0);
  for (let d = 0; d < unknownOf.length; d++) if (unknownOf[d] >= 0) out[unknownOf[d]] += force[d];
}

/** Writes T U + g into `out` [nNode*2]; g is zero where it is left out. */
export function expandDisplacement(
  map: DisplacementMap,
  unknowns: ArrayLike<number>,
  offset: ArrayLike<number> | undefined,
  out: Float64Array,
): void {
  const { unknownOf } = map;
  for (let d = 0; d < unknownOf.length; d++) {
    out[d] = (offset ? offset[d] : 0) + (unknownOf[d] >= 0 ? unknowns[unknownOf[d]] : 0);
  }
}
