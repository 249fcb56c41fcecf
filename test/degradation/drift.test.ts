import { describe, expect, test } from "vitest";
import { type BreathingCathode, driftParticles, markTopRows } from "../../sim-core/degradation/drift.ts";

const parameters = { factor: 0.03, lockPressure: 100e6 };
const tomography: BreathingCathode = { fraction: 0.45, swing: 0.06, activeShare: 0.8, stackPressure: 0 };

const drift = (altered: Partial<BreathingCathode>, isolated = 1, inTopRows = 1, room = 1e-3): number =>
  driftParticles(
    { isolated: [isolated], inTopRows: [inTopRows], heightBelow: [180e-6], room: [room] },
    { ...tomography, ...altered },
    parameters,
  )[0]!;

describe("drift of isolated particles", () => {
  test("is 0.12 um a cycle in the tomography cell, 12 um in 100, and a little less at 7 MPa", () => {
    let way = 0;
    for (let cycle = 0; cycle < 100; cycle++) way += drift({});
    expect(way * 1e6).toBeCloseTo(11.664, 9);
    expect(Math.round(way * 1e6)).toBe(12);
    expect(drift({ stackPressure: 7e6 }) / drift({})).toBeCloseTo(0.93, 12);
  });

  test("is none at the locking pressure and beyond, such as 160 MPa", () => {
    expect(drift({ stackPressure: 100e6 })).toBe(0);
    expect(drift({ stackPressure: 160e6 })).toBe(0);
  });

  test("is none for attached particles, those below, and in a cathode that does not breathe", () => {
    expect(drift({}, 0)).toBe(0);
    expect(drift({}, 1, 0)).toBe(0);
    expect(drift({ swing: 0 })).toBe(0);
    expect(drift({ activeShare: 0 })).toBe(0);
  });

  test("ends where there is no room, and pushes nothing back", () => {
    expect(drift({}, 1, 1, 0.05e-6)).toBe(0.05e-6);
    expect(drift({}, 1, 1, -1e-9)).toBe(0);
  });

  test("concerns the top two rows of a lattice", () => {
    const rows = [7.5, 22.5, 37.5, 52.5, 67.5].map((y) => y * 1e-6);
    expect([...markTopRows(rows, 75e-6, 15e-6)]).toEqual([0, 0, 0, 1, 1]);
  });
});
