import { describe, expect, it } from "vitest";
import type { FrameMesh } from "../../../sim-core/index.ts";
import { layerOf } from "../../../src/app/layers/list.ts";
import { createCellPicture } from "../../../src/app/views/cell-picture.ts";
import { NODE_STRIDE } from "../../../src/app/views/mesh-walk.ts";
import { probe } from "../../../src/app/views/probe.ts";
import { createGridMesh } from "./grid-mesh.ts";
import { plainFrame } from "./plain-frame.ts";

/** A square of 20 um with its front at the top, lithium up to 30 um, and one particle in the lower left. */
const grid = createGridMesh({ columns: 10, rows: 10, size: 2, jitter: 0 }, () => [0, 0]);
const nPoint = grid.nodes.length / NODE_STRIDE;
const at = (k: number) => grid.nodes.subarray(NODE_STRIDE * k, NODE_STRIDE * k + 2);
const points = Float32Array.from({ length: 2 * nPoint }, (_, k) => at(k >> 1)[k % 2]!);
/** Nodal values that are linear in the place, so that they are known everywhere. */
const linear = (of: (x: number, y: number) => number) =>
  Float32Array.from({ length: nPoint }, (_, k) => of(at(k)[0]!, at(k)[1]!));
const frontX = Float32Array.from({ length: 11 }, (_, k) => 2 * k);

const mesh: FrameMesh = {
  version: 0,
  triangles: grid.triangles,
  grainEdges: new Uint32Array(0),
  width: 20,
  cathodeThickness: 5,
  electrolyteThickness: 15,
  particleX: Float32Array.of(4),
  particleY: Float32Array.of(4),
  particleRadius: Float32Array.of(2),
};

const frame = plainFrame(
  { points, particles: 1, frontX, frontHeight: 20 },
  {
    potential: linear((x, y) => 1e-3 * (x + 2 * y)),
    flux: new Float32Array(2 * nPoint).fill(3),
    particleStoichiometry: Float32Array.of(0.456),
    particleSurface: Float32Array.of(0.3),
    particleMeanStress: Float32Array.of(-3e8),
  },
);

const ask = (key: Parameters<typeof layerOf>[0], x: number, y: number, of = frame) =>
  probe(createCellPicture(mesh, of), layerOf(key), [x, y]);

describe("probe", () => {
  it("interpolates between the nodes of the electrolyte", () => {
    expect(ask("potential", 12.3, 10.1)).toBe("Potential: 32.5 mV");
    expect(ask("potential", 20, 20)).toBe("Potential: 60 mV");
    expect(ask("flux", 7, 7)).toBe("Ionic current density: 4.24 A/m\u00b2");
  });

  it("takes the value of a triangle as it is", () => {
    expect(ask("meshQuality", 7, 7.1)).toBe("Smallest angle of a triangle: 45 \u00b0");
  });

  it("reads particles where the layer colours them, and lithium where it colours the front", () => {
    expect(ask("stoichiometry", 4.5, 4)).toBe("Lithium content: 0.456 Li per NCM");
    expect(ask("potential", 4.5, 4)).toBeUndefined();
    expect(ask("stoichiometry", 12, 10)).toBeUndefined();
    expect(ask("front", 9, 25)).toBe("Current on the lithium: 4 A/m\u00b2");
    expect(ask("front", 9, 15)).toBeUndefined();
    expect(ask("front", 9, 31)).toBeUndefined();
  });

  it("says nothing beyond the cell and of what is not solved", () => {
    expect(ask("potential", 21, 10)).toBeUndefined();
    expect(ask("vonMises", 12, 10)).toBeUndefined();
    expect(ask("meanStress", 4.5, 4)).toBeUndefined();
    const stressed = { ...frame, meanStress: new Float32Array(nPoint).fill(-1.234e9) };
    expect(ask("meanStress", 12, 10, stressed)).toBe("Mean stress: -1.23 GPa");
    expect(ask("meanStress", 4.5, 4, stressed)).toBe("Mean stress: -300 MPa");
  });
});
