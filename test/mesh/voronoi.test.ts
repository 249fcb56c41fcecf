import { describe, expect, it } from "vitest";
import { createRandom } from "../../sim-core/base/random.ts";
import { endOfEdge, findNeighbours } from "../../sim-core/mesh/adjacency.ts";
import { findVoronoiEdges } from "../../sim-core/mesh/voronoi.ts";
import { slabMesh } from "../fem/slab-mesh.ts";

const box = { width: 2, height: 1 };

function drawSites(count: number): Float64Array {
  const random = createRandom(7, "test");
  return Float64Array.from({ length: 2 * count }, (_, k) => random.uniform() * (k % 2 === 0 ? 2 : 1));
}

describe("the Voronoi diagram of a rectangle", () => {
  it("parts two sites by one line from wall to wall", () => {
    const { segments, sites } = findVoronoiEdges([0.5, 0.3, 1.1, 0.3], box);
    expect([...sites].sort()).toEqual([0, 1]);
    const [x1, y1, x2, y2] = segments;
    expect(x1).toBeCloseTo(0.8, 12);
    expect(x2).toBeCloseTo(0.8, 12);
    expect(Math.abs(y2 - y1)).toBeCloseTo(1, 12);
  });

  it("has edges inside, as far from both their sites and no nearer to any other", () => {
    const at = drawSites(100);
    const { segments, sites } = findVoronoiEdges(at, box);
    let fault = 0;
    for (let k = 0; k < segments.length; k += 2) {
      const [x, y] = [segments[k], segments[k + 1]];
      fault = Math.max(fault, -x, x - 2, -y, y - 1);
      const distance = (site: number): number => Math.hypot(at[2 * site] - x, at[2 * site + 1] - y);
      const own = distance(sites[2 * Math.floor(k / 4)]);
      fault = Math.max(fault, Math.abs(distance(sites[2 * Math.floor(k / 4) + 1]) - own));
      for (let site = 0; site < 100; site++) fault = Math.max(fault, own - distance(site));
    }
    expect(fault).toBeLessThan(1e-9);
  });

  it("lacks no edge: along any line the nearest site changes as often as an edge is crossed", () => {
    const at = drawSites(100);
    const { segments } = findVoronoiEdges(at, box);
    for (const height of [0.003, 0.31, 0.77, 0.998]) {
      let crossed = 0;
      for (let k = 0; k < segments.length; k += 4) {
        if ((segments[k + 1] - height) * (segments[k + 3] - height) < 0) crossed++;
      }
      let changed = 0;
      let before = -1;
      for (let n = 0; n < 20000; n++) {
        const x = (2 * (n + 0.5)) / 20000;
        let nearest = 0;
        let least = Number.POSITIVE_INFINITY;
        for (let site = 0; site < 100; site++) {
          const square = (at[2 * site] - x) ** 2 + (at[2 * site + 1] - height) ** 2;
          if (square >= least) continue;
          least = square;
          nearest = site;
        }
        if (nearest !== before && before >= 0) changed++;
        before = nearest;
      }
      expect(changed).toBeGreaterThan(5);
      expect(crossed).toBe(changed);
    }
  });
});

describe("neighbours of triangles", () => {
  it("share both corners of the edge and know each other; the rest is border", () => {
    const { triangles, points } = slabMesh(5, 3, { width: 1, height: 1 });
    const neighbour = findNeighbours(triangles, points.length / 2);
    let border = 0;
    neighbour.forEach((other, e) => {
      if (other < 0) {
        border++;
        return;
      }
      const corners = [...triangles.subarray(3 * other, 3 * other + 3)];
      expect(corners).toContain(triangles[e]);
      expect(corners).toContain(triangles[endOfEdge(e)]);
      expect([...neighbour.subarray(3 * other, 3 * other + 3)]).toContain(Math.floor(e / 3));
    });
    expect(border).toBe(16);
  });
});
