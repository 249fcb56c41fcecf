/**
 * Resistance that the film between NCM and electrolyte gains by oxidation: R - R0 = k sqrt(t), t the time spent
 * above an onset voltage, k = k_25 exp(-(E/R)(1/T - 1/298.15)). Step by step that is (R - R0)^2 += k^2 dt, exact
 * for any steps, pauses and temperatures. Example: 2.5 ohm cm2/h^0.5 (4.17e-6 ohm m2/s^0.5) gains 25 ohm cm2 in
 * 100 h at 25 C. Source: physics.md 3.1; the form is that of diffusion-limited growth, k and E are assumed.
 */
import { arrhenius } from "../kinetics/arrhenius.ts";

export interface FilmParameters {
  /** k at 25 C, ohm m2/s^0.5; 0 for none. */
  readonly growth: number;
  /** J/mol */
  readonly activation: number;
  /** V against Li/Li+; the film grows while the particle stands above it. */
  readonly onset: number;
}

/** Conditions of a step: they hold for all of it. */
export interface FilmConditions {
  /** R - R0, ohm m2 */
  readonly gained: ArrayLike<number> /* [n] */;
  /** V against Li/Li+, of each particle */
  readonly potential: ArrayLike<number> /* [n] */;
  /** K */
  readonly temperature: number;
  /** s */
  readonly duration: number;
}

/** Returns the resistances gained [n] (ohm m2) at the end of the step. */
export function growFilm(film: FilmConditions, parameters: FilmParameters): Float64Array {
  const rate = parameters.growth * arrhenius(parameters.activation, film.temperature);
  const added = rate * rate * film.duration;
  const gained = new Float64Array(film.gained);
  for (let p = 0; p < gained.length; p++) {
    if (film.potential[p] > parameters.onset) gained[p] = Math.sqrt(gained[p] * gained[p] + added);
  }
  return gained;
}
