import { describe, expect, test } from "vitest";
import { createRandom } from "../../sim-core/base/random.ts";
import {
  type Crack,
  createCrackGraph,
  extendCrack,
  findMouths,
  startCrack,
  traceCrack,
} from "../../sim-core/electrolyte/crack-path.ts";
import { createGrainMap } from "../../sim-core/electrolyte/grain-map.ts";
import { relayCracks } from "../../sim-core/electrolyte/relay-crack.ts";
import { createSlab, SIZE } from "./slab-electrolyte.ts";

/** The same grains on a mesh of its own fineness, mirrored if asked for. */
function lay(across: number, rows: number) {
  const { mesh, front } = createSlab(across, rows);
  const outcome = createGrainMap(mesh, SIZE, { size: 9e-6, seed: 4 });
  if (!outcome.ok) throw new Error(outcome.reason);
  const graph = createCrackGraph(outcome.map, mesh.points.length / 2);
  return { place: { graph, points: mesh.points }, mouths: findMouths(graph, front), map: outcome.map };
}

const old = lay(100, 60);
const cracks: Crack[] = old.mouths.map((mouth, k) =>
  k % 2 === 0
    ? startCrack(mouth)
    : extendCrack(
        startCrack(mouth),
        { length: 4e-6 * k, inward: [0, -1] },
        { pressure: 50e6, normalStress: new Float64Array(old.map.edges.length / 2) },
        old.place,
      ),
);
const grown = cracks.filter(({ length }) => length > 0);

/** Largest distance (m) of the ends of `pieces` from the chain `chain`. */
function stray(pieces: readonly number[], chain: readonly number[]): number {
  let most = 0;
  for (let k = 0; k < pieces.length; k += 2) {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < chain.length; i += 4) {
      const [ux, uy] = [chain[i + 2] - chain[i], chain[i + 3] - chain[i + 1]];
      const [px, py] = [pieces[k] - chain[i], pieces[k + 1] - chain[i + 1]];
      const along = Math.min(1, Math.max(0, (px * ux + py * uy) / (ux * ux + uy * uy)));
      least = Math.min(least, Math.hypot(px - along * ux, py - along * uy));
    }
    most = Math.max(most, least);
  }
  return most;
}

describe("cracks on another mesh of the same grains", () => {
  test("are the same cracks where the mesh is the same", () => {
    const again = relayCracks({ cracks, points: old.place.points }, old.place, old.mouths);
    expect(again.map(({ length }) => length)).toEqual(cracks.map(({ length }) => length));
    again.forEach((crack, k) => {
      expect(traceCrack(crack, old.place.points)).toEqual(traceCrack(cracks[k]!, old.place.points));
    });
  });

  test.each([
    [140, 84],
    [120, 66],
    [80, 50],
  ])("keep their length and their path, within edges of the mesh (%i x %i)", (across, rows) => {
    const next = lay(across, rows);
    const relaid = relayCracks({ cracks, points: old.place.points }, next.place, next.mouths);
    expect(relaid.map(({ nodes }) => nodes[0])).toEqual(next.mouths);
    const lengths = (list: readonly Crack[]): number[] =>
      list
        .map(({ length }) => length)
        .filter((own) => own > 0)
        .sort((a, b) => a - b);
    expect(lengths(relaid)).toEqual(lengths(cracks));
    for (const crack of relaid) {
      expect(new Set(crack.nodes).size).toBe(crack.nodes.length);
      crack.edges.forEach((edge, k) => {
        const ends = [0, 1].map((end) => next.map.edges[2 * edge + end]).sort();
        expect(ends).toEqual([crack.nodes[k], crack.nodes[k + 1]].sort());
      });
    }
    // Zigzags of two meshes are not equally long, so that the last pieces may lie elsewhere.
    const strays = grown.map((crack) => {
      const own = relaid.find(({ length }) => length === crack.length)!;
      const pieces = traceCrack(own, next.place.points);
      const early = pieces.slice(0, 4 * Math.ceil(pieces.length / 8));
      return stray(early, traceCrack(crack, old.place.points));
    });
    strays.sort((a, b) => a - b);
    expect(strays[Math.floor(strays.length / 2)]).toBeLessThan(SIZE.width / across);
    expect(strays.filter((own) => own < (2 * SIZE.width) / across).length / strays.length).toBeGreaterThan(
      0.8,
    );
  });

  test("follow a path that no shortest one would take", () => {
    const random = createRandom(3, "tension");
    const uneven = Float64Array.from({ length: old.map.edges.length / 2 }, () => 1e9 * random.uniform());
    const wandering = old.mouths.map((mouth) =>
      extendCrack(
        startCrack(mouth),
        { length: 30e-6, inward: [0, -1] },
        { pressure: 50e6, normalStress: uneven },
        old.place,
      ),
    );
    const again = relayCracks({ cracks: wandering, points: old.place.points }, old.place, old.mouths);
    const same = wandering.filter(({ edges }, k) => edges.every((edge, i) => again[k]!.edges[i] === edge));
    expect(same.length / wandering.length).toBeGreaterThan(0.9);
  });

  test("hold a length that is more than their path", () => {
    const held = { ...grown[1]!, length: 300e-6 };
    const [again] = relayCracks({ cracks: [held], points: old.place.points }, old.place, [held.nodes[0]!]);
    expect(again!.length).toBe(300e-6);
  });

  test("take another mouth where two want the same one, and the longest stay where mouths are few", () => {
    const [mouth, beside] = old.mouths;
    const pair = [5e-6, 8e-6].map((length): Crack => ({ ...grown[0]!, length }));
    const both = relayCracks({ cracks: pair, points: old.place.points }, old.place, old.mouths);
    expect(
      both
        .filter(({ length }) => length > 0)
        .map(({ length }) => length)
        .sort(),
    ).toEqual([5e-6, 8e-6]);
    expect(both.find(({ length }) => length === 8e-6)!.nodes[0]).toBe(grown[0]!.nodes[0]);
    const few = relayCracks({ cracks, points: old.place.points }, old.place, [mouth!, beside!]);
    const longest = grown.map(({ length }) => length).sort((a, b) => b - a);
    expect(few.map(({ length }) => length).sort((a, b) => b - a)).toEqual(longest.slice(0, 2));
  });
});
