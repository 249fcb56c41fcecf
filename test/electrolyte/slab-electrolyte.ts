/** A slab of electrolyte, 100 um wide and 60 um high, lithium on top and particles below. */
import { type FrontColumns, layColumns, markTouching } from "../../sim-core/electrolyte/front-columns.ts";
import { slabMesh } from "../fem/slab-mesh.ts";

export const SIZE = { width: 100e-6, height: 60e-6 };

export interface Slab {
  readonly mesh: ReturnType<typeof slabMesh>;
  readonly front: Int32Array;
  readonly bottom: Int32Array;
  readonly columns: FrontColumns;
  readonly atCathode: Uint8Array;
}

export function createSlab(across = 50, rows = 30): Slab {
  const mesh = slabMesh(across, rows, SIZE);
  const front = Int32Array.from({ length: across + 1 }, (_, i) => rows * (across + 1) + i);
  const bottom = Int32Array.from({ length: across + 1 }, (_, i) => i);
  const columns = layColumns(mesh, front);
  return {
    mesh,
    front,
    bottom,
    columns,
    atCathode: markTouching(mesh.triangles, bottom, mesh.points.length / 2),
  };
}
