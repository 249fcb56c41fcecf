/** What a layer says of a cell, read from a frame itself: whether or not the picture shows that layer now. */
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import type { Layer } from "../layers/form/layer.ts";
import type { Reading } from "../layers/form/readings.ts";

/** Values in the units of the frame; a part that the layer does not paint, or that is not solved, is absent. */
export interface CellField {
  readonly mesh: FrameMesh;
  readonly frame: Frame;
  /** Where the values of the electrolyte are: at the nodes and linear between them, or one for each triangle. */
  readonly at: "nodes" | "triangles";
  readonly electrolyte: Float32Array | undefined /* [nPoint] or [nTriangle] */;
  readonly particles: Float32Array | undefined /* [nParticle] */;
  readonly front: Float32Array | undefined /* [nFront] */;
}

/** Returns the values of the layer at a frame of this mesh, in arrays of their own. */
export function readField(layer: Layer, frame: Frame, mesh: FrameMesh): CellField {
  const { electrolyte, particles, frontBand } = layer;
  const read = (reading: Reading | undefined, size: number): Float32Array | undefined => {
    if (reading === undefined) return undefined;
    const out = new Float32Array(size);
    return reading(frame, mesh, out) ? out : undefined;
  };
  const at = electrolyte?.at ?? "nodes";
  return {
    ...{ mesh, frame, at },
    electrolyte: read(
      electrolyte?.values,
      at === "nodes" ? frame.points.length / 2 : mesh.triangles.length / 3,
    ),
    particles: particles.colouredBy === "layer" ? read(particles.values, mesh.particleX.length) : undefined,
    front: read(frontBand, frame.frontX.length),
  };
}
