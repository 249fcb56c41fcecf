import { expect, it } from "vitest";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { createLocator } from "../../sim-core/mesh/transfer/locate.ts";
import { layOut, UM } from "./mesh-checks.ts";

const section = layOut(
  { width: 60, cathode: 30, separator: 25, lithium: 15 },
  [
    { x: 20, y: 12, radius: 5 },
    { x: 30.3, y: 12, radius: 5 },
  ],
  [{ x: 40, halfWidth: 6, depth: 18 }],
);
const mesh = meshCrossSection(section, "standard");
const { locate } = createLocator(mesh.points, mesh.triangles);

it("finds each triangle from its own inside", () => {
  const weights = [
    [1 / 3, 1 / 3, 1 / 3],
    [0.98, 0.01, 0.01],
    [0.01, 0.49, 0.5],
  ];
  for (let t = 0; t < mesh.region.length; t++) {
    for (const weight of weights) {
      const at = [0, 1].map((axis) =>
        weight.reduce((sum, w, k) => sum + w * mesh.points[2 * mesh.triangles[3 * t + k] + axis], 0),
      );
      expect(locate(at[0], at[1])).toBe(t);
    }
  }
});

it("gives every vertex, corners too, to a triangle that has it", () => {
  for (let v = 0; v < mesh.points.length / 2; v++) {
    const t = locate(mesh.points[2 * v], mesh.points[2 * v + 1]);
    expect(mesh.triangles.subarray(3 * t, 3 * t + 3)).toContain(v);
  }
});

it("returns -1 outside", () => {
  for (const [x, y] of [
    [-0.1, 30],
    [60.1, 30],
    [30, -0.1],
    [30, 70.1],
    [500, 500],
    [Number.NaN, 30],
  ]) {
    expect(locate(x * UM, y * UM)).toBe(-1);
  }
});
