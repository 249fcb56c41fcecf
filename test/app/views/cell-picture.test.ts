import { describe, expect, it } from "vitest";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import { displacement } from "../../../src/app/layers/displacement.ts";
import { flux } from "../../../src/app/layers/flux.ts";
import type { Layer } from "../../../src/app/layers/form/layer.ts";
import { intergranular } from "../../../src/app/layers/intergranular.ts";
import { layers } from "../../../src/app/layers/list.ts";
import { meanStress } from "../../../src/app/layers/mean-stress.ts";
import { potential } from "../../../src/app/layers/potential.ts";
import { stoichiometry } from "../../../src/app/layers/stoichiometry.ts";
import { vonMises } from "../../../src/app/layers/von-mises.ts";
import { createCellPicture, DISC_STRIDE } from "../../../src/app/views/cell-picture.ts";
import { growRange, smallestRange } from "../../../src/app/views/colour-range.ts";
import { EXAGGERATION } from "../../../src/app/views/exaggeration.ts";
import { NODE_STRIDE } from "../../../src/app/views/mesh-walk.ts";
import { createGridMesh } from "./grid-mesh.ts";

const WIDTH = 40;
const FRONT = 24;
const COLLECTOR = 44;
const BASE = 10;

const mesh: FrameMesh = {
  version: 0,
  triangles: createGridMesh({ columns: 20, rows: 12, size: 2, jitter: 0 }, () => [0, 0]).triangles,
  grainEdges: new Uint32Array(0),
  width: WIDTH,
  cathodeThickness: BASE,
  electrolyteThickness: FRONT - BASE,
  particleX: Float32Array.of(8, 30),
  particleY: Float32Array.of(5, 5),
  particleRadius: Float32Array.of(3, 3),
};

/** A frame whose front stands at FRONT + lift(x), the nodes below it stretched with it. */
function createFrame(lift: (x: number) => number, thickness = 20): Frame {
  const grid = createGridMesh({ columns: 20, rows: 12, size: 2, jitter: 0 }, () => [3, -4]);
  const nPoint = grid.nodes.length / NODE_STRIDE;
  const points = new Float32Array(2 * nPoint);
  const flux = new Float32Array(2 * nPoint);
  for (let k = 0; k < nPoint; k++) {
    const [x, y, fluxX, fluxY] = grid.nodes.subarray(NODE_STRIDE * k, NODE_STRIDE * k + 4);
    points[2 * k] = x!;
    points[2 * k + 1] = y! <= BASE ? y! : y! + (lift(x!) * (y! - BASE)) / (FRONT - BASE);
    flux[2 * k] = fluxX!;
    flux[2 * k + 1] = fluxY!;
  }
  const frontX = Float32Array.from({ length: 21 }, (_, k) => 2 * k);
  const frontY = frontX.map((x) => FRONT + lift(x));
  const zero = new Float32Array(21);
  return {
    points,
    flux,
    potential: new Float32Array(nPoint).fill(0.012),
    particleStoichiometry: Float32Array.of(0.9, 0.4),
    particleSurface: Float32Array.of(0.85, 0.35),
    particleStrain: Float32Array.of(0, -0.06),
    particleDamage: Float32Array.of(0, 1),
    particleStatus: Uint8Array.of(0, 1),
    frontX,
    frontY,
    frontThickness: new Float32Array(21).fill(thickness),
    frontCurrent: zero,
    frontInterphase: zero,
    frontDepleted: new Uint8Array(21),
    frontContact: new Float32Array(21).fill(1),
    collectorY: COLLECTOR,
    particleDrift: Float32Array.of(0, 1.5),
    intergranular: new Float32Array(nPoint).fill(0.04),
    intergranularDead: new Float32Array(nPoint).fill(0.03),
    patchOutline: Float32Array.of(1, 24, 2, 17),
    crackSegments: Float32Array.of(4, 24, 6, 17),
    shortPath: Float32Array.of(20, 24, 20, 17, 21, 10),
    vonMises: new Float32Array(0),
    meanStress: new Float32Array(0),
    principalStress: new Float32Array(0),
    displacement: new Float32Array(0),
    particleMeanStress: new Float32Array(0),
  } as unknown as Frame;
}

const wave = (x: number) => 0.5 * Math.cos((2 * Math.PI * x) / WIDTH);

describe("cell picture", () => {
  it("shows values in display units and radii with the stated exaggeration", () => {
    const picture = createCellPicture(
      mesh,
      createFrame(() => 0),
    );
    const shown = new Float64Array(2);
    picture.findExtremes(potential, shown);
    expect(shown[1]).toBeCloseTo(12, 5);
    picture.findExtremes(intergranular, shown);
    expect(shown[1]).toBeCloseTo(4, 5);
    expect(picture.painted(flux).electrolyte![3]).toBeCloseTo(5, 6);
    expect(picture.painted(intergranular).part![3]).toBeCloseTo(0.03, 6);
    expect(picture.discs[3]).toBe(3);
    expect(picture.discs[DISC_STRIDE + 3]).toBeCloseTo(3 * (1 - 0.02 * EXAGGERATION.particle), 6);
    const ends = new Float64Array(2);
    picture.findExtremes(stoichiometry, ends);
    expect([...ends]).toEqual([expect.closeTo(0.35, 6), expect.closeTo(0.9, 6)]);
  });

  it("draws particles where they have drifted to", () => {
    const picture = createCellPicture(
      mesh,
      createFrame(() => 0),
    );
    expect(picture.discs[1]).toBe(5);
    expect(picture.discs[DISC_STRIDE + 1]).toBe(6.5);
  });

  it("does not let them drift twice when a new mesh has them where they had drifted to", () => {
    const before = createCellPicture(
      mesh,
      createFrame(() => 0),
    );
    const later = { ...mesh, version: 1, particleY: Float32Array.of(5, 6.5) };
    const after = createCellPicture(
      later,
      createFrame(() => 0),
      before.origin,
    );
    expect(after.discs[DISC_STRIDE + 1]).toBe(6.5);
  });

  it("lays edges of patches, cracks and the chain of a short circuit on the drawn electrolyte", () => {
    const picture = createCellPicture(
      mesh,
      createFrame(() => 0),
    );
    picture.take(createFrame(wave));
    const { patches, cracks, short } = picture.marks;
    const height = picture.drawnHeight;
    expect([patches.count, cracks.count, short.count]).toEqual([1, 1, 2]);
    expect([...cracks.ends.subarray(0, 4)]).toEqual(
      [4, height(4, 24), 6, height(6, 17)].map((value) => expect.closeTo(value, 4)),
    );
    expect(height(4, 24) - 24).toBeGreaterThan(0.5);
    expect([...short.ends.subarray(4, 8)]).toEqual([20, expect.closeTo(height(20, 17), 4), 21, 10]);
  });

  it("has stress only while frames bring it", () => {
    const picture = createCellPicture(
      mesh,
      createFrame(() => 0),
    );
    const ends = new Float64Array(2);
    picture.findExtremes(vonMises, ends);
    expect(growRange(smallestRange(vonMises), ends[0]!, ends[1]!)).toEqual(smallestRange(vonMises));
    const frame = createFrame(() => 0);
    const nPoint = frame.points.length / 2;
    const filled = (value: number) => new Float32Array(nPoint).fill(value);
    const moved = Float32Array.from({ length: 2 * nPoint }, (_, k) => (k % 2 ? -0.04 : 0.03));
    picture.take({
      ...frame,
      vonMises: filled(3e8).fill(3.5e8, 30, 31),
      meanStress: filled(-1e8),
      principalStress: filled(5e7),
      displacement: moved,
      particleMeanStress: Float32Array.of(-2e8, 6e8),
    });
    expect(picture.painted(meanStress)).toMatchObject({ solved: true, particlesSolved: true });
    expect([...picture.painted(displacement).arrows!.subarray(60 * 2, 60 * 2 + 4)]).toEqual([
      frame.points[60],
      frame.points[61],
      Math.fround(0.03),
      Math.fround(-0.04),
    ]);
    const read = (layer: Layer) => {
      picture.findExtremes(layer, ends);
      return [...ends].map((value) => Math.round(value));
    };
    expect(read(vonMises)).toEqual([300, 350]);
    const place = { x: frame.points[60], y: frame.points[61] };
    expect(picture.painted(vonMises).peak).toEqual({ value: Math.fround(3.5e8), ...place });
    expect(read(meanStress)).toEqual([-200, 600]);
    expect(read(displacement)).toEqual([50, 50]);
    picture.take(frame);
    expect(picture.painted(vonMises)).toMatchObject({ solved: false, peak: undefined });
    expect(picture.painted(meanStress)).toMatchObject({ solved: false, particlesSolved: false });
    expect(read(meanStress)).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });

  it("reads a frame for the layer that is shown, and for each of the others in its turn", () => {
    const still = createFrame(() => 0);
    const picture = createCellPicture(mesh, still);
    expect(picture.fresh).toEqual(layers);
    const turns = layers.map(() => {
      picture.take({ ...still, potential: still.potential.map(() => 0.02) }, flux);
      expect(picture.fresh[0]).toBe(flux);
      const isFresh = picture.fresh.includes(potential);
      expect(picture.painted(potential).solved).toBe(isFresh);
      return picture.fresh.at(-1);
    });
    expect(new Set(turns)).toEqual(new Set(layers));
    picture.take(still, flux);
    expect(picture.fresh).not.toContain(potential);
    const ends = new Float64Array(2);
    picture.findExtremes(potential, ends);
    expect(ends[0]).toBeGreaterThan(ends[1]!);
    picture.take({ ...still, potential: still.potential.map(() => 0.03) }, potential);
    picture.findExtremes(potential, ends);
    expect(ends[1]).toBeCloseTo(30, 5);
  });

  it("keeps its first front as the reference when it is meshed anew", () => {
    const bump = (x: number) => (Math.abs(x - 20) < 6 ? 3 : 0);
    const before = createCellPicture(mesh, createFrame(bump));
    const moved = createFrame((x) => bump(x) + wave(x));
    const coarse = (values: Float32Array) => values.filter((_, k) => k % 2 === 0);
    const frame = {
      ...moved,
      frontX: coarse(moved.frontX),
      frontY: coarse(moved.frontY),
      frontThickness: coarse(moved.frontThickness),
      frontCurrent: coarse(moved.frontCurrent),
      frontInterphase: coarse(moved.frontInterphase),
      frontContact: coarse(moved.frontContact),
      frontDepleted: new Uint8Array(11),
    } as Frame;
    const after = createCellPicture({ ...mesh, version: 1 }, frame, before.origin);
    after.front.shape.drawnY.forEach((y, k) => {
      expect(y).toBeCloseTo(FRONT + bump(4 * k) + EXAGGERATION.front * wave(4 * k), 4);
    });
  });

  it("keeps no array of the frame", () => {
    const frame = createFrame(wave);
    const picture = createCellPicture(mesh, frame);
    const before = picture.drawnPoints.slice();
    for (const value of Object.values(frame))
      if (ArrayBuffer.isView(value)) new Uint8Array(value.buffer).fill(255);
    expect(picture.drawnPoints).toEqual(before);
    expect(picture.front.x[1]).toBe(2);
  });

  it("draws the first front as solved and later changes of shape exaggerated, the mean as it is", () => {
    const bump = (x: number) => (Math.abs(x - 20) < 6 ? 3 : 0);
    const picture = createCellPicture(mesh, createFrame(bump));
    picture.front.shape.drawnY.forEach((y, k) => {
      expect(y).toBeCloseTo(FRONT + bump(2 * k), 5);
    });
    picture.take(createFrame((x) => bump(x) - 1 + wave(x)));
    picture.front.shape.drawnY.forEach((y, k) => {
      expect(y).toBeCloseTo(FRONT + bump(2 * k) - 1 + EXAGGERATION.front * wave(2 * k), 4);
    });
  });

  it("leaves lithium between a front that exaggeration would push through it and the collector", () => {
    const picture = createCellPicture(
      mesh,
      createFrame(() => 0),
    );
    picture.take(createFrame((x) => 12 * Math.cos((2 * Math.PI * x) / WIDTH), 5));
    for (const y of picture.front.shape.drawnY) expect(y).toBeLessThanOrEqual(COLLECTOR - 2 + 1e-5);
  });

  it("stretches the electrolyte to the drawn front and leaves the cathode layer alone", () => {
    const picture = createCellPicture(
      mesh,
      createFrame(() => 0),
    );
    picture.take(createFrame(wave));
    const top = 2 * 12 * 21;
    for (let column = 0; column <= 20; column++) {
      expect(picture.drawnPoints[top + 2 * column + 1]).toBeCloseTo(picture.front.shape.drawnY[column]!, 1);
    }
    for (let k = 0; k < picture.drawnPoints.length; k += 2) {
      const solved = picture.nodes[2 * k + 1]!;
      if (solved <= BASE) expect(picture.drawnPoints[k + 1]).toBe(solved);
      const alone = picture.drawnHeight(picture.drawnPoints[k]!, solved);
      expect(picture.drawnPoints[k + 1]).toBeCloseTo(alone, 4);
    }
  });
});
