/** How the values of a layer are read from a frame, whose arrays are copied and never kept. */
import type { Frame, FrameMesh } from "../../../../sim-core/index.ts";

/**
 * Writes the values of a frame to `out`, in the units of sim-core/cell/frame.ts; returns false, and leaves `out`
 * alone, where the frame has none of them.
 */
export type Reading = (frame: Frame, mesh: FrameMesh, out: Float32Array) => boolean;

/** Returns x and y of a vector at each node [nPoint*2]; empty where the frame has none of them. */
export type VectorReading = (frame: Frame) => ArrayLike<number>;

/** Returns the reading of an array of the frame as it stands. */
export function copyOf(select: (frame: Frame) => ArrayLike<number>): Reading {
  return (frame, _mesh, out) => {
    const values = select(frame);
    if (values.length === 0) return false;
    out.set(values);
    return true;
  };
}

/** Returns the reading of the sizes of vectors. */
export function sizeOf(select: VectorReading): Reading {
  return (frame, _mesh, out) => {
    const vectors = select(frame);
    if (vectors.length === 0) return false;
    for (let k = 0; k < out.length; k++) {
      const x = vectors[2 * k]!;
      const y = vectors[2 * k + 1]!;
      out[k] = Math.sqrt(x * x + y * y);
    }
    return true;
  };
}
