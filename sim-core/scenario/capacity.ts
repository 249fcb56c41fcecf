/**
 * Areal capacity of the drawn cathode: area of particles per width, times density and nominal capacity. One
 * depth of 1 m, so that the same number holds for discs and for sphere-equivalent particles (physics.md 4.1).
 */
import type { Scenario } from "./record/scenario.ts";

/** Returns the area of particles per width of the cell in m, as the scenario asks for it. */
export function particleAreaPerWidth(scenario: Pick<Scenario, "cell" | "cathode">): number {
  const { cathode, cell } = scenario;
  if (cathode.particles.length > 0) {
    const area = cathode.particles.reduce((sum, { radius }) => sum + Math.PI * radius ** 2, 0);
    return area / cell.width;
  }
  if (cathode.packing === "random") return cathode.areaFraction * cathode.thickness;
  return (cathode.columns * cathode.rows * Math.PI * cathode.particleRadius ** 2) / cell.width;
}

/** Returns the nominal capacity per cell area in C/m2. A packing that is built may differ by a part of a particle. */
export function nominalArealCapacity(scenario: Pick<Scenario, "cell" | "cathode" | "ncm">): number {
  return particleAreaPerWidth(scenario) * scenario.ncm.density * scenario.cell.nominalCapacity;
}

/** Returns the current density in A/m2 of a C-rate in 1/h. */
export function currentDensityOf(
  scenario: Pick<Scenario, "cell" | "cathode" | "ncm">,
  cRate: number,
): number {
  return (nominalArealCapacity(scenario) / 3600) * cRate;
}
