import { describe, expect, it } from "vitest";
import { orderMinimumDegree } from "../../sim-core/linalg/ordering/minimum-degree.ts";
import { analyzeCholesky } from "../../sim-core/linalg/ordering/symbolic.ts";
import { mapDisplacements, type Supports } from "../../sim-core/mechanics/displacement-map.ts";
import { analyseStiffness } from "../../sim-core/mechanics/stiffness-structure.ts";
import { unevenSquare } from "./bodies.ts";

describe("the order of the stiffness", () => {
  const mesh = unevenSquare(48);
  const analyse = (supports: Supports) => {
    const map = mapDisplacements(mesh, supports);
    return { map, ...analyseStiffness(mesh, map) };
  };

  it("has every unknown once, and takes less work than minimum degree", () => {
    const { map, pattern, symbolic } = analyse({ held: [0, 1, 3] });
    expect([...symbolic.permutation].sort((a, b) => a - b)).toEqual([...Array(map.unknownCount).keys()]);
    const reference = analyzeCholesky(pattern, orderMinimumDegree(pattern));
    expect(symbolic.factorFlops).toBeLessThan(0.75 * reference.factorFlops);
    expect(symbolic.factorEntries).toBeLessThan(0.9 * reference.factorEntries);
  });

  it("has the unknown of a rigid edge in the last front, as a whole edge couples with it", () => {
    const edge = [...Array(mesh.nodeCount).keys()].filter((n) => mesh.points[2 * n + 1] === 0);
    const { map, symbolic } = analyse({ held: [0], rigid: [edge.map((n) => 2 * n + 1)] });
    const rigid = symbolic.position[map.nodeOfUnknown.indexOf(-1)]!;
    expect(symbolic.supernodeOfColumn[rigid]).toBe(symbolic.nSupernode - 1);
  });
});
