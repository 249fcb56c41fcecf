/**
 * What makes a disc of radius R behave like a sphere of radius R. Equal volumetric rate asks for the surface flux
 * of the sphere times (3/R)/(2/R) = 1.5, so kinetics and film scale by 1.5 to keep their overpotentials; equal lag
 * cdot R^2/(8 D_disc) = cdot R^2/(15 D) asks for D_disc = 15/8 D. Source: physics.md 4.1.
 */

export type GeometryMode = "cylinder" | "sphere-equivalent";

/** Factors by which the material's values are multiplied before they are used on a disc. */
export interface GeometryFactors {
  readonly diffusivity: number;
  readonly exchange: number;
  readonly film: number;
}

/** Returns the factors of `mode`: all 1 for the cylinder that is drawn. */
export function geometryFactors(mode: GeometryMode): GeometryFactors {
  if (mode === "cylinder") return { diffusivity: 1, exchange: 1, film: 1 };
  return { diffusivity: 15 / 8, exchange: 1.5, film: 1 / 1.5 };
}
