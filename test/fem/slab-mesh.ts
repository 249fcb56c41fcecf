/** A rectangle cut into right triangles whose diagonals alternate; points row by row from the bottom left. */
export function slabMesh(columns: number, rows: number, size: { width: number; height: number }) {
  const points = new Float64Array(2 * (columns + 1) * (rows + 1));
  for (let j = 0; j <= rows; j++) {
    for (let i = 0; i <= columns; i++) {
      const v = j * (columns + 1) + i;
      points[2 * v] = (size.width * i) / columns;
      points[2 * v + 1] = (size.height * j) / rows;
    }
  }
  const triangles = new Int32Array(6 * columns * rows);
  let out = 0;
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const a = j * (columns + 1) + i;
      const [b, c, d] = [a + 1, a + columns + 2, a + columns + 1];
      const pair = (i + j) % 2 === 0 ? [a, b, c, a, c, d] : [a, b, d, b, c, d];
      for (const v of pair) triangles[out++] = v;
    }
  }
  return { points, triangles };
}

/** Slope of log(error) over log(h) by least squares. */
export function fitOrder(h: readonly number[], error: readonly number[]): number {
  const x = h.map(Math.log);
  const y = error.map(Math.log);
  const mx = x.reduce((a, b) => a + b) / x.length;
  const my = y.reduce((a, b) => a + b) / y.length;
  const top = x.reduce((sum, xi, k) => sum + (xi - mx) * (y[k]! - my), 0);
  return top / x.reduce((sum, xi) => sum + (xi - mx) ** 2, 0);
}
