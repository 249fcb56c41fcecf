/** Impedance against what is known exactly: the surface of a sphere and of a disc, the chain of elements of a flat cell. */
import { describe, expect, it } from "vitest";
import {
  addComplex,
  COMPLEX_ONE,
  type Complex,
  divideComplex,
  scaleComplex,
} from "../../sim-core/base/complex.ts";
import { tabulateDiffusivity } from "../../sim-core/cathode/diffusivity.ts";
import { createRadialGrid, type RadialGrid } from "../../sim-core/cathode/radial-grid.ts";
import {
  createResponseGrid,
  respondAtSurface,
  sampleDiffusivity,
} from "../../sim-core/instruments/impedance/surface-response.ts";
import { type FlatCell, solveFlatCell } from "./flat-cell.ts";
import { discResponse, sphereResponse } from "./particle-response.ts";

const RADIUS = 5e-6;
const DIFFUSIVITY = 4e-15;
const at = (frequency: number): Complex => ({ re: 0, im: 2 * Math.PI * frequency });
const offBy = (found: Complex, exact: Complex): number =>
  Math.hypot(found.re - exact.re, found.im - exact.im) / Math.hypot(exact.re, exact.im);

const spread = (shells: number, value: number): Float64Array => new Float64Array(shells).fill(value);

describe("the surface of a particle", () => {
  it.each([1e-5, 1e-3, 1e-1, 1, 10, 100])("answers like a sphere at %d Hz", (frequency) => {
    const grid = createResponseGrid("sphere-equivalent");
    const particle = { radius: RADIUS, diffusivity: spread(grid.shells, DIFFUSIVITY) };
    const found = respondAtSurface(grid, particle, at(frequency));
    expect(offBy(found, sphereResponse(RADIUS, DIFFUSIVITY, at(frequency)))).toBeLessThan(1e-3);
  });

  it.each([1e-5, 1e-3, 1e-2])("answers like a disc at %d Hz", (frequency) => {
    const grid = createResponseGrid("cylinder");
    const particle = { radius: RADIUS, diffusivity: spread(grid.shells, DIFFUSIVITY) };
    const found = respondAtSurface(grid, particle, at(frequency));
    expect(offBy(found, discResponse(RADIUS, DIFFUSIVITY, at(frequency)))).toBeLessThan(1e-3);
  });

  it("converges with order two", () => {
    const exact = sphereResponse(RADIUS, DIFFUSIVITY, at(1));
    const errors = [32, 64, 128].map((shells) => {
      const grid = createResponseGrid("sphere-equivalent", shells);
      return offBy(
        respondAtSurface(grid, { radius: RADIUS, diffusivity: spread(shells, DIFFUSIVITY) }, at(1)),
        exact,
      );
    });
    expect(Math.log2(errors[0]! / errors[1]!)).toBeGreaterThan(1.8);
    expect(Math.log2(errors[1]! / errors[2]!)).toBeGreaterThan(1.8);
  });

  it("has the diffusivity of the place, whatever the shells", () => {
    const grid = createRadialGrid("sphere-equivalent", 20);
    const fine = createResponseGrid("sphere-equivalent");
    const table = tabulateDiffusivity((x) => 1e-15 * (1 + x));
    const profile = { grid, offset: 20, maximumConcentration: 1000 };
    const even = { ...profile, concentration: spread(40, 250) };
    expect(new Set(sampleDiffusivity(even, fine, table, 2)).size).toBe(1);
    expect(sampleDiffusivity(even, fine, table, 2)[0]).toBeCloseTo(2.5e-15, 27);
    // Rising as the middles of the shells do, D at a face is that midway between the middles beside it.
    const middle = (own: RadialGrid, k: number): number => 0.5 * (own.face[k]! + own.face[k + 1]!);
    const rising = Float64Array.from({ length: 40 }, (_, k) => (k < 20 ? 0 : 1000 * middle(grid, k - 20)));
    const found = sampleDiffusivity({ ...profile, concentration: rising }, fine, table, 1);
    for (const k of [40, 64, 90]) {
      // Below the surface there is nothing beyond the middle of the last shell.
      const last = middle(grid, 19);
      const place = 0.5 * (Math.min(last, middle(fine, k - 1)) + Math.min(last, middle(fine, k)));
      expect(found[k - 1]! / (1e-15 * (1 + place))).toBeCloseTo(1, 10);
    }
  });
});

const CELL: FlatCell = {
  width: 100e-6,
  height: 80e-6,
  conductivity: 0.3,
  cathode: {
    transfer: 80,
    doubleLayer: 0.2,
    resistance: 0,
    filmResistance: 2e-3,
    filmTime: 2e-3 * 0.01,
    density: 0,
    contactResistance: 1e-4,
    openCircuitSlope: -0.8,
    exchangeSlope: 0.7,
    // A plate of spheres, three times its volume over their radius of true surface.
    surfaceResponse: (s) => scaleComplex(1 / (96485 * 49034), sphereResponse(RADIUS, DIFFUSIVITY, s)),
  },
  anode: { transfer: 4000, doubleLayer: 0.1, resistance: 1e-4, filmResistance: 2.6e-3, filmTime: 3.5e-7 },
};

/** Contact, film, double layer beside charge transfer and diffusion, electrolyte, and the same of the lithium. */
function chain({ cathode, anode, height, conductivity }: FlatCell, s: Complex): Complex {
  const real = (re: number): Complex => ({ re, im: 0 });
  const inverse = (z: Complex): Complex => divideComplex(COMPLEX_ONE, z);
  const film = ({ resistance, filmResistance, filmTime }: FlatCell["anode"]): Complex =>
    addComplex(
      real(resistance),
      divideComplex(real(filmResistance), addComplex(COMPLEX_ONE, scaleComplex(filmTime, s))),
    );
  const layer = (faradaic: Complex, capacitance: number): Complex =>
    inverse(addComplex(inverse(faradaic), scaleComplex(capacitance, s)));
  // i/i0 dln(i0)/dx is what the exchange current's change with x takes back.
  const pull = cathode.openCircuitSlope - (cathode.density * cathode.exchangeSlope) / cathode.transfer;
  const diffusion = scaleComplex(-pull, cathode.surfaceResponse(s));
  const parts = [
    real(cathode.contactResistance),
    film(cathode),
    layer(addComplex(real(1 / cathode.transfer), diffusion), cathode.doubleLayer),
    real(height / conductivity),
    film(anode),
    layer(real(1 / anode.transfer), anode.doubleLayer),
  ];
  return parts.reduce(addComplex);
}

describe("a flat cell", () => {
  const frequencies = [1e6, 1e5, 1e4, 1e3, 100, 10, 1, 0.1, 1e-2, 1e-3];

  it.each(frequencies)("is a chain of elements at %d Hz", (frequency) => {
    expect(offBy(solveFlatCell(CELL, at(frequency)), chain(CELL, at(frequency)))).toBeLessThan(1e-8);
  });

  it.each([1e3, 1, 1e-3])("is so about a current that flows, at %d Hz", (frequency) => {
    const cell = { ...CELL, cathode: { ...CELL.cathode, density: 12 } };
    expect(offBy(solveFlatCell(cell, at(frequency)), chain(cell, at(frequency)))).toBeLessThan(1e-8);
    expect(offBy(chain(cell, at(1e-3)), chain(CELL, at(1e-3)))).toBeGreaterThan(1e-2);
  });

  it("takes no contact resistance and no capacitance as such", () => {
    const bare = { transfer: 100, doubleLayer: 0, resistance: 0, filmResistance: 0, filmTime: 0 };
    const cathode = { ...CELL.cathode, ...bare, contactResistance: 0 };
    const cell = { ...CELL, cathode, anode: { ...bare, transfer: 50 } };
    const found = solveFlatCell(cell, at(1e5));
    expect(offBy(found, chain(cell, at(1e5)))).toBeLessThan(1e-8);
  });

  it("lets only the double layer pass where the lithium's transfer is blocked", () => {
    const cell = { ...CELL, anode: { ...CELL.anode, transfer: 0 } };
    const found = solveFlatCell(cell, at(1));
    const rest = solveFlatCell({ ...cell, anode: { ...cell.anode, doubleLayer: 1e9 } }, at(1));
    expect(found.im - rest.im).toBeCloseTo(-1 / (2 * Math.PI * 0.1), 6);
  });

  it("takes the electrolyte as the resistance that it is", () => {
    const half = { ...CELL, conductivity: CELL.conductivity / 2 };
    const more = CELL.height / CELL.conductivity;
    expect(solveFlatCell(half, at(10)).re - solveFlatCell(CELL, at(10)).re).toBeCloseTo(more, 10);
  });
});
