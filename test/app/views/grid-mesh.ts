/** A small triangulated rectangle with jittered inner nodes, for tests. */
import { createRandom } from "../../../sim-core/base/random.ts";
import { NODE_STRIDE } from "../../../src/app/views/mesh-walk.ts";

export interface GridMesh {
  readonly triangles: Uint32Array<ArrayBuffer>;
  readonly nodes: Float32Array;
}

/** Returns (columns x rows) cells of `size`, two triangles each; `value` gives the carried pair. */
export function createGridMesh(
  shape: { columns: number; rows: number; size: number; jitter: number },
  value: (x: number, y: number) => readonly [number, number],
): GridMesh {
  const { columns, rows, size, jitter } = shape;
  const random = createRandom(7, "grid");
  const nodes = new Float32Array(NODE_STRIDE * (columns + 1) * (rows + 1));
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const inside = row > 0 && row < rows && column > 0 && column < columns;
      const shift = () => (inside ? jitter * size * (random.uniform() - 0.5) : 0);
      const at = NODE_STRIDE * (row * (columns + 1) + column);
      nodes[at] = column * size + shift();
      nodes[at + 1] = row * size + shift();
      [nodes[at + 2], nodes[at + 3]] = value(nodes[at]!, nodes[at + 1]!) as [number, number];
    }
  }
  const triangles: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const a = row * (columns + 1) + column;
      const c = a + columns + 2;
      triangles.push(a, a + 1, c, a, c, c - 1);
    }
  }
  return { triangles: Uint32Array.from(triangles), nodes };
}
