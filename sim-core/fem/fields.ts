/** Fields of linear triangles: their gradient at the nodes, their integral, their value at a point. */

/**
 * Writes the area-weighted mean of the adjacent triangles' -coefficient * factor * gradient into `out` [nNode*2].
 * Second-order in the interior, first-order at the boundary.
 */
export function recoverFlux(
  mesh: { readonly points: ArrayLike<number>; readonly triangles: ArrayLike<number> },
  values: ArrayLike<number> /* [nNode] */,
  conduction: {
    readonly coefficient: number;
    readonly factor?: ArrayLike<number> | undefined /* [nTriangle] */;
  },
  out: Float64Array | Float32Array,
): void {
  const { coefficient, factor } = conduction;
  const { points, triangles } = mesh;
  const weight = new Float64Array(values.length);
  const sum = new Float64Array(2 * values.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const a = triangles[t];
    const b = triangles[t + 1];
    const c = triangles[t + 2];
    const x1 = points[2 * b] - points[2 * a];
    const y1 = points[2 * b + 1] - points[2 * a + 1];
    const x2 = points[2 * c] - points[2 * a];
    const y2 = points[2 * c + 1] - points[2 * a + 1];
    const area = x1 * y2 - x2 * y1;
    const d1 = values[b] - values[a];
    const d2 = values[c] - values[a];
    // Twice the area times the gradient: the weight cancels the division.
    const own = factor === undefined ? 1 : factor[t / 3];
    const gx = own * (d1 * y2 - d2 * y1);
    const gy = own * (d2 * x1 - d1 * x2);
    for (let k = 0; k < 3; k++) {
      const v = triangles[t + k];
      weight[v] += area;
      sum[2 * v] += gx;
      sum[2 * v + 1] += gy;
    }
  }
  for (let v = 0; v < values.length; v++) {
    const scale = weight[v] > 0 ? -coefficient / weight[v] : 0;
    out[2 * v] = scale * sum[2 * v];
    out[2 * v + 1] = scale * sum[2 * v + 1];
  }
}

/** Barycentric coordinates of (x, y) in triangle `t`; they are all in [0, 1] inside it. */
export function barycentric(
  mesh: { readonly points: ArrayLike<number>; readonly triangles: ArrayLike<number> },
  t: number,
  x: number,
  y: number,
): readonly [number, number, number] {
  const { points, triangles } = mesh;
  const a = 2 * triangles[3 * t];
  const b = 2 * triangles[3 * t + 1];
  const c = 2 * triangles[3 * t + 2];
  const x1 = points[b] - points[a];
  const y1 = points[b + 1] - points[a + 1];
  const x2 = points[c] - points[a];
  const y2 = points[c + 1] - points[a + 1];
  const px = x - points[a];
  const py = y - points[a + 1];
  const area = x1 * y2 - x2 * y1;
  const l1 = (px * y2 - x2 * py) / area;
  const l2 = (x1 * py - px * y1) / area;
  return [1 - l1 - l2, l1, l2];
}

/** Writes the area-weighted mean of the adjacent triangles' values into `out` [nNode]. */
export function averageAtNodes(
  triangles: ArrayLike<number> /* [nTriangle*3] */,
  area: ArrayLike<number> /* [nTriangle] */,
  values: ArrayLike<number> /* [nTriangle] */,
  out: Float64Array | Float32Array,
): void {
  const weight = new Float64Array(out.length);
  const sum = new Float64Array(out.length);
  for (let k = 0; k < triangles.length; k++) {
    const t = Math.floor(k / 3);
    weight[triangles[k]] += area[t];
    sum[triangles[k]] += area[t] * values[t];
  }
  for (let v = 0; v < out.length; v++) out[v] = weight[v] > 0 ? sum[v] / weight[v] : 0;
}
