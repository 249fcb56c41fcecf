/**
 * What makes a drawn disc of radius R behave like a sphere of radius R. Lithium diffuses in shells of the sphere; the
 * disc's area is its volume, so that capacity and currents per depth are the disc's. Equal volumetric rate makes the
 * flux through the drawn perimeter (3/R)/(2/R) = 1.5 times that of the sphere, so kinetics and film scale by 1.5 to keep
 * their overpotentials. Source: physics.md 4.1.
 */

export type GeometryMode = "cylinder" | "sphere-equivalent";

/** Factors by which the material's values are multiplied before they are used on the drawn perimeter. */
export interface GeometryFactors {
  readonly exchange: number;
  readonly film: number;
}

/** Returns the factors of `mode`: all 1 for the cylinder that is drawn. */
export function geometryFactors(mode: GeometryMode): GeometryFactors {
  return mode === "cylinder" ? { exchange: 1, film: 1 } : { exchange: 1.5, film: 1 / 1.5 };
}
