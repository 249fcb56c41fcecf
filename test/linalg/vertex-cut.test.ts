import { expect, test } from "vitest";
import { createRandom } from "../../sim-core/base/random.ts";
import {
  ABOVE,
  BAND,
  BELOW,
  type CutSpace,
  createCutSpace,
  findVertexCut,
  isCut,
} from "../../sim-core/linalg/ordering/vertex-cut.ts";

const COUNT = 13;

/** Three nodes below, ten of the band, three above; no edge leads over the band. */
function createBand(seed: number): { space: CutSpace; band: Int32Array } {
  const random = createRandom(seed, "graph");
  const size = COUNT + 3;
  const sideOf = (v: number): number => (v < 3 ? BELOW : v < COUNT ? BAND : ABOVE);
  const lists = Array.from({ length: size }, () => [] as number[]);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < a; b++) {
      if (sideOf(a) - sideOf(b) === ABOVE - BELOW || random.uniform() > 0.3) continue;
      lists[a]!.push(b);
      lists[b]!.push(a);
    }
  }
  const start = new Int32Array(size + 1);
  lists.forEach((list, v) => {
    start[v + 1] = start[v]! + list.length;
  });
  const space = createCutSpace({ start, neighbours: Int32Array.from(lists.flat()) });
  for (let v = 0; v < size; v++) {
    space.side[v] = sideOf(v);
    space.height[v] = random.uniform();
  }
  return { space, band: Int32Array.from({ length: COUNT - 3 }, (_, k) => k + 3) };
}

/** Whether no way leads from below to above without these nodes. */
function parts({ graph, side }: CutSpace, removed: (v: number) => boolean): boolean {
  const reached = new Set<number>();
  const queue = [0, 1, 2];
  for (let v = queue.pop(); v !== undefined; v = queue.pop()) {
    if (reached.has(v) || removed(v)) continue;
    reached.add(v);
    if (side[v] === ABOVE) return false;
    queue.push(...graph.neighbours.subarray(graph.start[v]!, graph.start[v + 1]!));
  }
  return true;
}

test("the cut parts the sides, and no smaller set of nodes does", () => {
  for (let seed = 0; seed < 60; seed++) {
    const { space, band } = createBand(seed);
    const size = findVertexCut(space, band, 100);
    const cut = new Set(band.filter((v) => isCut(space, v)));
    expect(cut.size).toBe(size);
    expect(parts(space, (v) => cut.has(v))).toBe(true);
    for (let set = 0; set < 1 << band.length; set++) {
      let members = 0;
      for (let bits = set; bits > 0; bits &= bits - 1) members++;
      if (members >= size) continue;
      expect(parts(space, (v) => space.side[v] === BAND && ((set >> (v - 3)) & 1) === 1)).toBe(false);
    }
    if (size > 0) expect(findVertexCut(space, band, size)).toBe(size);
    if (size > 1) expect(findVertexCut(space, band, size - 1)).toBe(size - 1);
  }
});
