/** A less B, against linear fields: exact at every node of one mesh, and at every node that two meshes both cover. */
import { describe, expect, it } from "vitest";
import type { FrameMesh } from "../../../sim-core/index.ts";
import { differenceOf } from "../../../src/app/layers/form/difference.ts";
import { front } from "../../../src/app/layers/front.ts";
import { meshQuality } from "../../../src/app/layers/mesh-quality.ts";
import { potential } from "../../../src/app/layers/potential.ts";
import { stoichiometry } from "../../../src/app/layers/stoichiometry.ts";
import { type CellPicture, createCellPicture } from "../../../src/app/views/cell-picture.ts";
import { createDifferencePicture, haveSameMesh } from "../../../src/app/views/difference-picture.ts";
import { NODE_STRIDE } from "../../../src/app/views/mesh-walk.ts";
import { probe } from "../../../src/app/views/probe.ts";
import { createGridMesh } from "./grid-mesh.ts";
import { plainFrame } from "./plain-frame.ts";

interface Shape {
  readonly columns: number;
  readonly size: number;
  /** Height of the electrolyte, in cells. */
  readonly rows?: number;
  readonly jitter?: number;
  readonly particles?: number;
}

/** A cell 24 um wide, or as wide as its columns are, with one field over its electrolyte. */
function createPicture(
  { columns, size, rows = columns, jitter = 0, particles = 2 }: Shape,
  of: (x: number, y: number) => number,
  own: { readonly filling: number; readonly status?: number },
): CellPicture {
  const grid = createGridMesh({ columns, rows, size, jitter }, () => [0, 0]);
  const nPoint = grid.nodes.length / NODE_STRIDE;
  const points = Float32Array.from(
    { length: 2 * nPoint },
    (_, k) => grid.nodes[NODE_STRIDE * (k >> 1) + (k % 2)]!,
  );
  const frontX = Float32Array.from({ length: columns + 1 }, (_, k) => k * size);
  const each = (value: number) => new Float32Array(particles).fill(value);
  const mesh: FrameMesh = {
    version: 0,
    triangles: grid.triangles,
    grainEdges: new Uint32Array(0),
    width: columns * size,
    cathodeThickness: 6,
    electrolyteThickness: rows * size - 6,
    particleX: each(4),
    particleY: each(4),
    particleRadius: each(1),
  };
  const frame = plainFrame(
    { points, particles, frontX, frontHeight: rows * size },
    {
      potential: Float32Array.from({ length: nPoint }, (_, k) => of(points[2 * k]!, points[2 * k + 1]!)),
      particleStoichiometry: each(own.filling),
      particleSurface: each(own.filling / 2),
      particleStatus: new Uint8Array(particles).fill(own.status ?? 0),
      frontCurrent: frontX.map((x) => of(x, 0)),
    },
  );
  return createCellPicture(mesh, frame);
}

/** Sums of whole numbers over powers of two: exact in single precision. */
const inA = (x: number, y: number) => 3 * x - 2 * y + 8;
const inB = (x: number, y: number) => x + 0.5 * y - 4;
const expected = (x: number, y: number) => 2 * x - 2.5 * y + 12;

/** Largest deviation from the field that is expected, over the nodes of the triangles that are left. */
function largestError(a: CellPicture, values: Float32Array, triangles: Uint32Array): number {
  let largest = 0;
  for (const node of triangles) {
    const [x, y] = a.nodes.subarray(NODE_STRIDE * node, NODE_STRIDE * node + 2);
    largest = Math.max(largest, Math.abs(values[node]! - expected(x!, y!)));
  }
  return largest;
}

const fill = { filling: 0.75 };

describe("difference of two cells", () => {
  it("is exact at every node of one mesh", () => {
    const a = createPicture({ columns: 12, size: 2 }, inA, fill);
    const b = createPicture({ columns: 12, size: 2 }, inB, { filling: 0.25 });
    const picture = createDifferencePicture(a, b);
    picture.subtract(potential);
    const { solved, electrolyte } = picture.painted(differenceOf(potential));
    expect([picture.exact, solved]).toEqual([true, true]);
    expect(picture.topology).toBe(a.topology);
    expect(largestError(a, electrolyte!, a.topology.triangles)).toBe(0);
    picture.subtract(front);
    const { frontBand } = picture.painted(differenceOf(front));
    expect([...frontBand!]).toEqual([...a.front.x].map((x) => 2 * x + 12));
    picture.subtract(stoichiometry);
    const { particles, rings } = picture.painted(differenceOf(stoichiometry));
    expect([...particles!, ...rings!]).toEqual([0.5, 0.5, 0.25, 0.25]);
  });

  it("is that of a linear field between the nodes of another mesh, and says that it is resampled", () => {
    const a = createPicture({ columns: 12, size: 2, jitter: 0.4 }, inA, fill);
    const b = createPicture({ columns: 20, size: 1.2, jitter: 0.3 }, inB, fill);
    const picture = createDifferencePicture(a, b);
    picture.subtract(potential);
    expect(picture.exact).toBe(false);
    expect(picture.topology.triangles.length).toBe(a.topology.triangles.length);
    const { electrolyte } = picture.painted(differenceOf(potential));
    expect(largestError(a, electrolyte!, a.topology.triangles)).toBeLessThan(2e-5);
    picture.subtract(front);
    const { frontBand } = picture.painted(differenceOf(front));
    a.front.x.forEach((x, k) => {
      expect(frontBand![k]).toBeCloseTo(2 * x + 12, 4);
    });
  });

  it("leaves out where the other cell has no electrolyte", () => {
    const a = createPicture({ columns: 12, size: 2 }, inA, fill);
    const b = createPicture({ columns: 12, size: 2, rows: 8 }, inB, fill);
    const picture = createDifferencePicture(a, b);
    picture.subtract(potential);
    const { electrolyte } = picture.painted(differenceOf(potential));
    expect(picture.topology.triangles.length / a.topology.triangles.length).toBe(8 / 12);
    expect(largestError(a, electrolyte!, picture.topology.triangles)).toBeLessThan(1e-5);
  });

  it("takes meshes for the same only where triangles and sizes are", () => {
    const pictureOf = (shape: Shape) => createPicture(shape, inA, fill);
    const a = pictureOf({ columns: 12, size: 2 });
    expect(haveSameMesh(a, pictureOf({ columns: 12, size: 2 }))).toBe(true);
    expect(haveSameMesh(a, pictureOf({ columns: 12, size: 2.5 }))).toBe(false);
    expect(haveSameMesh(a, pictureOf({ columns: 12, size: 2, rows: 11 }))).toBe(false);
    expect(haveSameMesh(a, pictureOf({ columns: 12, size: 2, particles: 3 }))).toBe(false);
  });

  it("marks particles that let go in one cell only, and has none of other particles", () => {
    const shape = { columns: 12, size: 2 };
    const statesOf = (one: number, other: number) => {
      const a = createPicture(shape, inA, { ...fill, status: one });
      const picture = createDifferencePicture(a, createPicture(shape, inB, { ...fill, status: other }));
      picture.subtract(stoichiometry);
      return picture.states[0];
    };
    expect([statesOf(0, 0), statesOf(1, 2), statesOf(1, 0), statesOf(0, 2)]).toEqual([0, 0, 1, 1]);
    const a = createPicture(shape, inA, fill);
    const picture = createDifferencePicture(a, createPicture({ ...shape, particles: 3 }, inB, fill));
    picture.subtract(stoichiometry);
    expect(picture.painted(differenceOf(stoichiometry)).particlesSolved).toBe(false);
  });

  it("has no value of triangles that the other cell has not", () => {
    const a = createPicture({ columns: 12, size: 2 }, inA, fill);
    const picture = createDifferencePicture(a, createPicture({ columns: 20, size: 1.2 }, inB, fill));
    picture.subtract(meshQuality);
    expect(picture.painted(differenceOf(meshQuality)).solved).toBe(false);
  });

  it("is read in words at a point, on a scale about zero that is named by the cells", () => {
    const a = createPicture({ columns: 12, size: 2 }, (x) => 1e-3 * x, fill);
    const picture = createDifferencePicture(
      a,
      createPicture({ columns: 12, size: 2 }, (x) => 3e-3 * x, fill),
    );
    picture.subtract(potential);
    const layer = differenceOf(potential);
    expect(probe(picture, layer, [12, 12])).toBe("A \u2212 B: Potential: -24 mV");
    expect(layer.scale).toMatchObject({
      kind: "symmetric",
      ends: ["B higher", "A higher"],
      smallest: [-0.01, 0.01],
    });
    const ends = new Float64Array(2);
    picture.findExtremes(layer, ends);
    expect([...ends]).toEqual([expect.closeTo(-48, 4), 0]);
  });
});
