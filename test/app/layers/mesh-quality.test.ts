import { describe, expect, it } from "vitest";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import { meshQuality } from "../../../src/app/layers/mesh-quality.ts";
import { createCellPicture } from "../../../src/app/views/cell-picture.ts";
import { createGridMesh } from "../views/grid-mesh.ts";

function readAngles(points: readonly number[], triangles: readonly number[]): number[] {
  const out = new Float32Array(triangles.length / 3);
  const frame = { points: Float32Array.from(points) } as unknown as Frame;
  const mesh = { triangles: Uint32Array.from(triangles) } as unknown as FrameMesh;
  expect(meshQuality.electrolyte!.values(frame, mesh, out)).toBe(true);
  return [...out];
}

const edgesOf = (triangles: readonly number[]) =>
  meshQuality.onTop.edges!.ends({
    triangles: Uint32Array.from(triangles),
    grainEdges: new Uint32Array(0),
  });

describe("quality of the mesh", () => {
  it("is the smallest angle of each triangle, whatever its size and whichever corner comes first", () => {
    const equilateral = [0, 0, 2, 0, 1, Math.sqrt(3)];
    expect(readAngles(equilateral, [0, 1, 2])[0]).toBeCloseTo(60, 4);
    const halfSquare = [0, 0, 1e-3, 0, 0, 1e-3];
    const rightAngled = [0, 0, 300, 0, 0, 400];
    for (const order of [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
      [0, 2, 1],
    ]) {
      expect(readAngles(halfSquare, order)[0]).toBeCloseTo(45, 4);
      expect(readAngles(rightAngled, order)[0]).toBeCloseTo((Math.atan(3 / 4) * 180) / Math.PI, 4);
    }
  });

  it("nears zero for a sliver and is zero for three points on a line", () => {
    const [sliver, line] = readAngles([0, 0, 1, 0, 0.5, 1e-3, 2, 0], [0, 1, 2, 0, 1, 3]);
    expect(sliver).toBeCloseTo((Math.atan(2e-3) * 180) / Math.PI, 4);
    expect(line).toBe(0);
  });

  it("draws every edge once", () => {
    expect([...edgesOf([0, 1, 2, 1, 3, 2])]).toEqual([0, 1, 1, 2, 2, 0, 1, 3, 3, 2]);
    const grid = createGridMesh({ columns: 6, rows: 4, size: 2, jitter: 0 }, () => [0, 0]);
    const points = 7 * 5;
    // Euler: a triangulated rectangle has one edge less than it has points and triangles.
    expect(edgesOf([...grid.triangles]).length / 2).toBe(points + grid.triangles.length / 3 - 1);
  });

  it("comes into the picture with one value for each triangle", () => {
    const grid = createGridMesh({ columns: 6, rows: 4, size: 2, jitter: 0 }, () => [0, 0]);
    const nPoint = grid.nodes.length / 4;
    const points = new Float32Array(2 * nPoint);
    for (let k = 0; k < nPoint; k++) points.set(grid.nodes.subarray(4 * k, 4 * k + 2), 2 * k);
    const none = new Float32Array(0);
    const frame = new Proxy({ points, flux: new Float32Array(2 * nPoint), collectorY: 12 } as object, {
      get: (own, name) => Reflect.get(own, name) ?? none,
    }) as Frame;
    const mesh = {
      ...{ version: 0, triangles: grid.triangles, grainEdges: new Uint32Array(0), width: 12 },
      ...{
        cathodeThickness: 4,
        electrolyteThickness: 4,
        particleX: none,
        particleY: none,
        particleRadius: none,
      },
    } as FrameMesh;
    const painted = createCellPicture(mesh, frame).painted(meshQuality);
    expect(painted.electrolyte).toHaveLength(grid.triangles.length / 3);
    for (const angle of painted.electrolyte!) expect(angle).toBeCloseTo(45, 4);
  });
});
