/**
 * Moves the electrolyte's nodes with the lithium front, whose shortest bumps creep flattens (the thickness that has grown
 * is evened over a length, its volume kept). The front's displacement is continued into the separator
 * by the harmonic extension (Laplace's equation on the mesh as built), zero in the cathode layer, so that one factor serves
 * every motion and the layer stays what it is from mesh to mesh; zero on the particles and at the cathode collector only
 * where one of them reaches out of the layer. Mirror planes at the side walls.
 */
import { evenOut } from "../anode/even-out.ts";
import { displaceFront, measureFront } from "../anode/front.ts";
import type { Model } from "../cell/model.ts";
import { createCholesky } from "../factorisation/cholesky.ts";
import { addStiffness, computeStiffness, FIXED } from "../fem/laplace.ts";
import { isBorderCrossed } from "../mesh/cross-section.ts";
import { stiffnessSize } from "../potentials/conduction-system.ts";
import type { Geometry } from "../potentials/geometry.ts";

export interface MovingMesh {
  /** Node positions for a front that has grown by `grown` [nFront] m since the cell was built. */
  move(grown: Float64Array): Pick<Geometry, "points" | "frontLength" | "grown">;
}

export function createMovingMesh(model: Model): MovingMesh {
  const { electrolyte, boundary, structure, section } = model;
  const points = electrolyte.points;
  const { pattern } = structure;
  const stiffness = new Float64Array(stiffnessSize(electrolyte));
  computeStiffness(points, electrolyte.triangles, stiffness);
  const values = new Float64Array(pattern.rows.length);
  addStiffness(stiffness, structure.scatter, 1, values);
  for (let k = 0; k < boundary.count; k++) values[structure.boundaryDiagonal[k]] += FIXED;
  for (const entry of structure.particleDiagonal) values[entry] = 1;
  const held = isBorderCrossed(section) ? 0 : section.cathodeThickness;
  for (let v = 0; v < electrolyte.nodeCount; v++) {
    if (points[2 * v + 1] <= held) values[pattern.columnStart[v]] += FIXED;
  }
  const factor = createCholesky(structure.symbolic);
  const outcome = factor.factor(values);
  if (!outcome.ok) throw new Error("broken invariant: the mesh's Laplace matrix is positive definite");
  const right = new Float64Array(pattern.size);
  const solution = new Float64Array(pattern.size);
  const frontNodes = boundary.nodes.subarray(boundary.frontStart);

  return {
    move(grown) {
      const displacement = displaceGrown(model, grown, model.meshedGrown);
      const moved = points.slice();
      for (const axis of [0, 1]) {
        right.fill(0);
        for (let k = 0; k < frontNodes.length; k++) right[frontNodes[k]] = FIXED * displacement[2 * k + axis];
        factor.solve(right, solution);
        for (let v = 0; v < electrolyte.nodeCount; v++) {
          if (points[2 * v + 1] <= held) continue;
          const onWall = points[2 * v] === 0 || points[2 * v] === section.width;
          if (axis === 1 || !onWall) moved[2 * v + axis] += solution[v];
        }
      }
      return { points: moved, frontLength: measureFront(moved, frontNodes).segmentLength, grown };
    },
  };
}

/** Displacement [nFront*2] of the front, m, when its grown thickness [nFront] goes from `before` to `grown`. */
export function displaceGrown(
  { front, section, scenario }: Model,
  grown: ArrayLike<number>,
  before: ArrayLike<number>,
): Float64Array {
  const since = new Float64Array(grown.length);
  for (let k = 0; k < since.length; k++) since[k] = grown[k] - before[k];
  const even = evenOut(since, front.segmentLength, scenario.anode.creepLength);
  return displaceFront(front, even, section.width).displacement;
}
