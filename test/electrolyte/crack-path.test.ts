import { describe, expect, test } from "vitest";
import {
  createCrackGraph,
  extendCrack,
  findMouths,
  findTip,
  measureCrackDamage,
  startCrack,
} from "../../sim-core/electrolyte/crack-path.ts";
import { createGrainMap } from "../../sim-core/electrolyte/grain-map.ts";
import { createSlab, SIZE } from "./slab-electrolyte.ts";

const { mesh, front, columns } = createSlab();
const { points } = mesh;
const outcome = createGrainMap(mesh, SIZE, { size: 8e-6, seed: 2 });
if (!outcome.ok) throw new Error(outcome.reason);
const { map } = outcome;
const graph = createCrackGraph(map, points.length / 2);
const unloaded = new Float64Array(map.edges.length / 2);
const inward: readonly [number, number] = [0, -1];
const place = { graph, points };

const distance = (a: number, b: number): number =>
  Math.hypot(points[2 * b] - points[2 * a], points[2 * b + 1] - points[2 * a + 1]);
const pathLength = (nodes: readonly number[]): number =>
  nodes.slice(1).reduce((sum, v, k) => sum + distance(nodes[k], v), 0);

describe("a crack along grain boundaries", () => {
  const mouths = findMouths(graph, front);
  const cracks = mouths.map((mouth) =>
    extendCrack(
      startCrack(mouth),
      { length: 12.3e-6, inward },
      { pressure: 50e6, normalStress: unloaded },
      place,
    ),
  );

  test("begins where a boundary meets the front", () => {
    expect(mouths.length).toBeGreaterThan(3);
    expect(mouths.length).toBeLessThan(front.length);
  });

  test("is a path of boundary edges without loops, downwards from the front", () => {
    for (const crack of cracks) {
      expect(crack.nodes.length).toBe(crack.edges.length + 1);
      expect(new Set(crack.nodes).size).toBe(crack.nodes.length);
      crack.edges.forEach((edge, k) => {
        const ends = [map.edges[2 * edge], map.edges[2 * edge + 1]].sort();
        expect(ends).toEqual([crack.nodes[k], crack.nodes[k + 1]].sort());
        const [one, other] = [map.trianglesOfEdge[2 * edge], map.trianglesOfEdge[2 * edge + 1]];
        expect(map.grain[one]).not.toBe(map.grain[other]);
      });
    }
    expect(cracks.some((crack) => crack.length === 12.3e-6)).toBe(true);
  });

  test("has the length that was asked for, or that of its path", () => {
    for (const crack of cracks) {
      expect(crack.length).toBeLessThanOrEqual(12.3e-6);
      expect(pathLength(crack.nodes)).toBeGreaterThanOrEqual(crack.length * (1 - 1e-12));
      const tip = crack.nodes.indexOf(findTip(crack, points));
      expect(pathLength(crack.nodes.slice(0, tip + 1))).toBeLessThanOrEqual(crack.length * (1 + 1e-9));
    }
  });

  test("comes out the same in one step and in many", () => {
    mouths.forEach((mouth, k) => {
      let crack = startCrack(mouth);
      for (let length = 1e-6; length < 12.3e-6; length += 1.7e-6)
        crack = extendCrack(crack, { length, inward }, { pressure: 50e6, normalStress: unloaded }, place);
      crack = extendCrack(
        crack,
        { length: 12.3e-6, inward },
        { pressure: 50e6, normalStress: unloaded },
        place,
      );
      expect(crack).toEqual(cracks[k]);
    });
  });

  test("turns to the boundary under the largest tension and stays where nothing opens", () => {
    const shut = new Float64Array(unloaded.length).fill(-60e6);
    const held = extendCrack(
      startCrack(mouths[0]),
      { length: 5e-6, inward },
      { pressure: 50e6, normalStress: shut },
      place,
    );
    expect(held).toEqual(startCrack(mouths[0]));
    // Tension on a boundary that was passed over turns the crack, unless its far end lies behind.
    let turned = 0;
    let tried = 0;
    for (const mouth of mouths) {
      const crack = extendCrack(
        startCrack(mouth),
        { length: 30e-6, inward },
        { pressure: 50e6, normalStress: unloaded },
        place,
      );
      for (const fork of listForks(crack.nodes, crack.edges)) {
        const tension = unloaded.slice();
        tension[fork.edge] = 1e9;
        const other = extendCrack(
          startCrack(crack.nodes[0]),
          { length: crack.length, inward },
          { pressure: 50e6, normalStress: tension },
          place,
        );
        tried++;
        if (other.edges[fork.at] !== fork.edge) continue;
        turned++;
        expect(other.edges.slice(0, fork.at)).toEqual(crack.edges.slice(0, fork.at));
      }
    }
    expect(tried).toBeGreaterThan(10);
    expect(turned / tried).toBeGreaterThan(0.4);
  });

  test("runs on: most boundaries lead deep enough", () => {
    const far = mouths.map((mouth) =>
      extendCrack(
        startCrack(mouth),
        { length: 40e-6, inward },
        { pressure: 50e6, normalStress: unloaded },
        place,
      ),
    );
    const long = far.filter((crack) => crack.length > 20e-6);
    expect(long.length / far.length).toBeGreaterThan(0.5);
    const share = long.map((crack) => (SIZE.height - points[2 * findTip(crack, points) + 1]) / crack.length);
    expect(Math.min(...share)).toBeGreaterThan(0);
    expect(share.reduce((sum, own) => sum + own) / share.length).toBeGreaterThan(0.4);
  });

  test("cuts the triangles beside it by the cracked share of their perimeter", () => {
    const [longest] = [...cracks].sort((a, b) => b.length - a.length);
    const damage = measureCrackDamage([longest], graph, mesh);
    const cut = damage.reduce((sum, own, t) => {
      const [a, b, c] = mesh.triangles.subarray(3 * t, 3 * t + 3);
      return sum + own * (distance(a, b) + distance(b, c) + distance(c, a));
    }, 0);
    expect(cut / (2 * longest.length)).toBeCloseTo(1, 12);
    expect(damage.every((own) => own >= 0 && own < 1)).toBe(true);
    expect(measureCrackDamage([longest, longest], graph, mesh)).toEqual(damage);
    expect(measureCrackDamage([], graph, mesh).every((own) => own === 0)).toBe(true);
    expect(damage.length).toBe(columns.area.length);
  });

  /** Boundaries that lead off the path between its mouth and its last edge. */
  function listForks(nodes: readonly number[], edges: readonly number[]) {
    const forks: { at: number; edge: number }[] = [];
    for (let k = 1; k < edges.length; k++) {
      for (const edge of graph.list.subarray(graph.start[nodes[k]], graph.start[nodes[k] + 1])) {
        if (edge !== edges[k] && edge !== edges[k - 1]) forks.push({ at: k, edge });
      }
    }
    return forks;
  }
});
