/** Searches that spare most of the work find what a search of everything finds. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../../sim-core/base/random.ts";
import { createChainDistance } from "../../sim-core/mesh/chain-distance.ts";
import { createNearest } from "../../sim-core/mesh/nearest-point.ts";
import { measureSegments } from "../../sim-core/mesh/transfer/segment-lengths.ts";
import { slabMesh } from "../fem/slab-mesh.ts";

const random = createRandom(5, "nearness");
const draw = (count: number, scale: number): Float64Array =>
  Float64Array.from({ length: count }, () => scale * random.uniform());

/** Distance from the chain, edge by edge. */
function measureAll(points: ArrayLike<number>, nodes: ArrayLike<number>, x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k + 1 < nodes.length; k++) {
    const [a, b] = [2 * nodes[k], 2 * nodes[k + 1]];
    const dx = points[b] - points[a];
    const dy = points[b + 1] - points[a + 1];
    const px = x - points[a];
    const py = y - points[a + 1];
    const along = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)));
    least = Math.min(least, (px - along * dx) ** 2 + (py - along * dy) ** 2);
  }
  return Math.sqrt(least);
}

describe("distance from a chain", () => {
  it.each([1, 2, 5, 64, 65, 400])("is that of the nearest of %i edges, to the last bit", (edges) => {
    // A front with a protrusion that overhangs.
    const points = Float64Array.from({ length: 2 * edges + 2 }, (_, i) => {
      const s = Math.floor(i / 2) / edges;
      return i % 2 === 0 ? s + 0.1 * Math.sin(12 * s) : 0.3 * Math.cos(9 * s) + 0.01 * random.uniform();
    });
    const nodes = Int32Array.from({ length: edges + 1 }, (_, k) => k);
    const chain = createChainDistance(points, nodes);
    const places = draw(600, 1.4);
    for (let k = 0; k < places.length; k += 2) {
      const [x, y] = [places[k] - 0.2, places[k + 1] - 0.7];
      expect(chain.measure(x, y)).toBe(measureAll(points, nodes, x, y));
    }
  });
});

describe("nearest point", () => {
  it.each([
    [1, 1],
    [40, 1],
    [900, 1],
    [50, 0],
  ])("of %i is the one that a search of all finds (height %d)", (count, height) => {
    const points = draw(2 * count, 1).map((own, k) => (k % 2 === 0 ? own : height * own));
    const nearest = createNearest(points);
    const places = draw(400, 1.6);
    for (let k = 0; k < places.length; k += 2) {
      const [x, y] = [places[k] - 0.3, places[k + 1] - 0.3];
      const squares = Array.from(
        { length: count },
        (_, p) => (points[2 * p] - x) ** 2 + (points[2 * p + 1] - y) ** 2,
      );
      expect(nearest.find(x, y)).toBe(squares.indexOf(Math.min(...squares)));
    }
  });

  it("is none where there is none", () => {
    expect(createNearest([]).find(0, 0)).toBe(-1);
  });
});

describe("segments in triangles", () => {
  const mesh = slabMesh(9, 7, { width: 1, height: 1 });

  it("add up to their lengths inside the mesh", () => {
    const segments = draw(800, 1);
    const lengths = measureSegments(mesh.points, mesh.triangles, segments);
    let total = 0;
    for (let k = 0; k < segments.length; k += 4)
      total += Math.hypot(segments[k + 2] - segments[k], segments[k + 3] - segments[k + 1]);
    expect(Math.abs(lengths.reduce((a, b) => a + b) / total - 1)).toBeLessThan(1e-12);
    const outside = measureSegments(mesh.points, mesh.triangles, [0.25, -3, 0.25, 5]);
    expect(Math.abs(outside.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-12);
  });

  it("count where they lie", () => {
    const [x, y] = [1 / 9, 1 / 7];
    const lengths = measureSegments(mesh.points, mesh.triangles, [0, 0.25 * y, x, 0.25 * y]);
    // The first square is cut from its lower left to its upper right corner.
    expect(lengths[0]).toBeCloseTo(0.75 * x, 14);
    expect(lengths[1]).toBeCloseTo(0.25 * x, 14);
    expect(lengths.slice(2).every((own) => own < 1e-12)).toBe(true);
  });
});
