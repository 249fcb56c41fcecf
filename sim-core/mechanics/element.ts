/**
 * Six-node triangles with straight sides in plane strain: strain from displacement, forces from stress, stiffness
 * from tangent moduli. Strain is linear in an element, so three interior points integrate the stiffness of a
 * homogeneous element exactly. Strain and in-plane stress in the order xx, yy, xy (shear strain doubled).
 * Source: Hughes, The Finite Element Method (2000), sections 2.7 and 3.9.
 */
import { assertInvariant } from "../base/errors.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";

/** Quadrature points of an element: (2/3, 1/6, 1/6) in each of its corners, a third of the area each. */
export const POINTS_PER_ELEMENT = 3;
/** Displacements of an element, x and y of its six nodes. */
export const DOFS_PER_ELEMENT = 12;
/** Entries of the lower triangle of its stiffness, row by row. */
export const ENTRIES_PER_ELEMENT = 78;
/** Entries of the symmetric tangent at a quadrature point: 11, 21, 22, 31, 32, 33. */
export const TANGENT_ENTRIES = 6;

/** Gradients of the three area coordinates of each element (1/m), and its area (m2). */
export interface ElementGeometry {
  readonly gradients: Float64Array /* [nTriangle*6] */;
  readonly area: Float64Array /* [nTriangle] */;
}

/** Returns the geometry of the elements; they must be counter-clockwise. */
export function measureElements({ points, elements }: QuadraticMesh): ElementGeometry {
  const count = elements.length / 6;
  const gradients = new Float64Array(6 * count);
  const area = new Float64Array(count);
  let smallest = Number.POSITIVE_INFINITY;
  for (let t = 0; t < count; t++) {
    const a = 2 * elements[6 * t];
    const b = 2 * elements[6 * t + 1];
    const c = 2 * elements[6 * t + 2];
    const ax = points[b + 1] - points[c + 1];
    const ay = points[c] - points[b];
    const bx = points[c + 1] - points[a + 1];
    const by = points[a] - points[c];
    const doubled = ax * by - ay * bx;
    smallest = Math.min(smallest, doubled);
    area[t] = 0.5 * doubled;
    gradients[6 * t] = ax / doubled;
    gradients[6 * t + 1] = ay / doubled;
    gradients[6 * t + 2] = bx / doubled;
    gradients[6 * t + 3] = by / doubled;
    gradients[6 * t + 4] = -(ax + bx) / doubled;
    gradients[6 * t + 5] = -(ay + by) / doubled;
  }
  assertInvariant(smallest > 0, "no triangle of the mesh is turned over");
  return { gradients, area };
}

/** Gradient of shape function a at quadrature point q is the sum of SHAPE[18 q + 3 a + i] times gradient i. */
const SHAPE = new Float64Array(3 * 18);
for (let q = 0; q < 3; q++) {
  const coordinate = (i: number): number => (i % 3 === q ? 2 / 3 : 1 / 6);
  for (let a = 0; a < 3; a++) {
    const b = (a + 1) % 3;
    SHAPE[18 * q + 3 * a + a] = 4 * coordinate(a) - 1;
    SHAPE[18 * q + 9 + 3 * a + b] = 4 * coordinate(a);
    SHAPE[18 * q + 9 + 3 * a + a] = 4 * coordinate(b);
  }
}

/** Writes the shape functions' gradients at point q of element t, x then y, into `out` [12]. */
function shapeGradients(geometry: ElementGeometry, t: number, q: number, out: Float64Array): void {
  const g = geometry.gradients;
  const k = 6 * t;
  for (let a = 0; a < 6; a++) {
    const s = 18 * q + 3 * a;
    out[2 * a] = SHAPE[s] * g[k] + SHAPE[s + 1] * g[k + 2] + SHAPE[s + 2] * g[k + 4];
    out[2 * a + 1] = SHAPE[s] * g[k + 1] + SHAPE[s + 1] * g[k + 3] + SHAPE[s + 2] * g[k + 5];
  }
}

/**
 * Gradient i of the area coordinates counts at point q for 4 l_i - 1 times its corner and 4 l_j times the middle of
 * each edge ij: what belongs to the point's own corner, the other two, and the middles beside and opposite.
 */
const OWN = 5 / 3;
const OTHER = -1 / 3;
const BESIDE = 8 / 3;
const OPPOSITE = 2 / 3;

/** Writes the strain (xx, yy, xy) at the quadrature points into `out` [nTriangle*9]. */
export function computeStrain(
  mesh: QuadraticMesh,
  geometry: ElementGeometry,
  displacement: ArrayLike<number> /* [nNode*2], m */,
  out: Float64Array,
): void {
  const { elements } = mesh;
  const g = geometry.gradients;
  const u = new Float64Array(DOFS_PER_ELEMENT);
  for (let t = 0, at = 0; t < geometry.area.length; t++) {
    for (let a = 0; a < 6; a++) {
      const node = 2 * elements[6 * t + a];
      u[2 * a] = displacement[node];
      u[2 * a + 1] = displacement[node + 1];
    }
    for (let q = 0; q < 3; q++, at += 3) {
      const j = q === 2 ? 0 : q + 1;
      const k = q === 0 ? 2 : q - 1;
      const own = 6 * t + 2 * q;
      const left = 6 * t + 2 * j;
      const right = 6 * t + 2 * k;
      // Middles of the edges qj, jk and kq.
      const [qj, jk, kq] = [6 + 2 * q, 6 + 2 * j, 6 + 2 * k];
      const x0 = OWN * u[2 * q] + OPPOSITE * (u[qj] + u[kq]);
      const y0 = OWN * u[2 * q + 1] + OPPOSITE * (u[qj + 1] + u[kq + 1]);
      const x1 = OTHER * u[2 * j] + BESIDE * u[qj] + OPPOSITE * u[jk];
      const y1 = OTHER * u[2 * j + 1] + BESIDE * u[qj + 1] + OPPOSITE * u[jk + 1];
      const x2 = OTHER * u[2 * k] + BESIDE * u[kq] + OPPOSITE * u[jk];
      const y2 = OTHER * u[2 * k + 1] + BESIDE * u[kq + 1] + OPPOSITE * u[jk + 1];
      out[at] = g[own] * x0 + g[left] * x1 + g[right] * x2;
      out[at + 1] = g[own + 1] * y0 + g[left + 1] * y1 + g[right + 1] * y2;
      out[at + 2] =
        g[own + 1] * x0 + g[left + 1] * x1 + g[right + 1] * x2 + g[own] * y0 + g[left] * y1 + g[right] * y2;
    }
  }
}

/** Adds `scale` times the nodal forces (N per m of depth) that hold the in-plane stress to `out` [nNode*2]. */
export function addStressForces(
  mesh: QuadraticMesh,
  geometry: ElementGeometry,
  stress: { readonly values: ArrayLike<number> /* [nTriangle*12], see stress.ts */; readonly scale: number },
  out: Float64Array,
): void {
  const { elements } = mesh;
  const { values, scale } = stress;
  const g = geometry.gradients;
  const f = new Float64Array(DOFS_PER_ELEMENT);
  for (let t = 0, at = 0; t < geometry.area.length; t++) {
    const weight = (scale * geometry.area[t]) / 3;
    let loaded = false;
    f.fill(0);
    for (let q = 0; q < 3; q++, at += 4) {
      const xx = weight * values[at];
      const yy = weight * values[at + 1];
      const xy = weight * values[at + 2];
      if (xx === 0 && yy === 0 && xy === 0) continue;
      loaded = true;
      const j = q === 2 ? 0 : q + 1;
      const k = q === 0 ? 2 : q - 1;
      // Middles of the edges qj, jk and kq.
      const [qj, jk, kq] = [6 + 2 * q, 6 + 2 * j, 6 + 2 * k];
      for (let axis = 0; axis < 2; axis++) {
        const along = axis === 0 ? xx : xy;
        const up = axis === 0 ? xy : yy;
        const own = along * g[6 * t + 2 * q] + up * g[6 * t + 2 * q + 1];
        const left = along * g[6 * t + 2 * j] + up * g[6 * t + 2 * j + 1];
        const right = along * g[6 * t + 2 * k] + up * g[6 * t + 2 * k + 1];
        f[2 * q + axis] += OWN * own;
        f[2 * j + axis] += OTHER * left;
        f[2 * k + axis] += OTHER * right;
        f[qj + axis] += OPPOSITE * own + BESIDE * left;
        f[kq + axis] += OPPOSITE * own + BESIDE * right;
        f[jk + axis] += OPPOSITE * (left + right);
      }
    }
    for (let a = 0; loaded && a < 6; a++) {
      const node = 2 * elements[6 * t + a];
      out[node] += f[2 * a];
      out[node + 1] += f[2 * a + 1];
    }
  }
}

/** Moduli at the quadrature points of an element, from `at` on. */
export interface PointTangents {
  readonly tangent: ArrayLike<number> /* [3*6] from there, Pa */;
  readonly at: number;
}

/** Writes element t's stiffness into `out` [78]; `moduli` holds its own at each quadrature point, zeros add nothing. */
export function computeElementStiffness(
  geometry: ElementGeometry,
  t: number,
  { tangent, at }: PointTangents,
  out: Float64Array,
): void {
  out.fill(0);
  for (let q = 0; q < 3; q++) {
    const own = at + TANGENT_ENTRIES * q;
    // No shear modulus without the others: a point that does not flow differs by nothing.
    if (tangent[own] !== 0 || tangent[own + 2] !== 0 || tangent[own + 5] !== 0)
      addPointStiffness(geometry, t, { q, tangent, at: own }, out);
  }
}

const B = new Float64Array(DOFS_PER_ELEMENT);

function addPointStiffness(
  geometry: ElementGeometry,
  t: number,
  { q, tangent, at }: PointTangents & { readonly q: number },
  out: Float64Array,
): void {
  const weight = geometry.area[t] / 3;
  shapeGradients(geometry, t, q, B);
  const d11 = weight * tangent[at];
  const d21 = weight * tangent[at + 1];
  const d22 = weight * tangent[at + 2];
  const d31 = weight * tangent[at + 3];
  const d32 = weight * tangent[at + 4];
  const d33 = weight * tangent[at + 5];
  for (let a = 0; a < 6; a++) {
    const ax = B[2 * a];
    const ay = B[2 * a + 1];
    // Stress that a unit displacement of node a along x (s) or y (r) brings about.
    const s1 = d11 * ax + d31 * ay;
    const s2 = d21 * ax + d32 * ay;
    const s3 = d31 * ax + d33 * ay;
    const r1 = d21 * ay + d31 * ax;
    const r2 = d22 * ay + d32 * ax;
    const r3 = d32 * ay + d33 * ax;
    let x = a * (2 * a + 1);
    let y = (2 * a + 1) * (a + 1);
    for (let b = 0; b < a; b++) {
      const bx = B[2 * b];
      const by = B[2 * b + 1];
      out[x++] += bx * s1 + by * s3;
      out[x++] += by * s2 + bx * s3;
      out[y++] += bx * r1 + by * r3;
      out[y++] += by * r2 + bx * r3;
    }
    out[x] += ax * s1 + ay * s3;
    out[y] += ax * r1 + ay * r3;
    out[y + 1] += ay * r2 + ax * r3;
  }
}
