/**
 * Lithium that its reaction with Li6PS5Cl consumes, one per electron, in C per m2 of front. Diffusion through the products
 * limits it, so each piece of surface takes k sqrt(age). Two laws say what plating adds to that.
 * - Fresh surface: lithium that is plated above the mean of the front pushes on along grain boundaries and touches
 *   electrolyte that no product covers: dA/dt = s (V_Li/F) <i - mean i>, A the surface per area of front, 1 at first. All
 *   surface of a place together reacts by (q^2)' = (A k)^2; an even flux makes k sqrt(t) and no more.
 * - Throughput: dq/dt = gamma i (1 + (i/i_p)^1.5), i > 0, besides k sqrt(t).
 * Thickness on the front 9.1 nm per uAh/cm2 (2.53e-10 m3/C). Example: k = 1.8 C/(m2 s^0.5) makes 353 nm in a week at 25 C.
 * Source: docs/physics.md 7.3; k and thickness from titration of LPSCl, s, gamma and i_p assumed.
 */
import { LITHIUM_VOLUME_PER_CHARGE } from "../base/constants.ts";
import { arrhenius } from "../kinetics/arrhenius.ts";

export interface InterphaseParameters {
  readonly law: "fresh-surface" | "throughput";
  /** k at 25 C, C/(m2 s^0.5) */
  readonly chemicalRate: number;
  /** J/mol */
  readonly chemicalActivation: number;
  /** s: surface per volume that lithium reaches beyond the mean, 1/m */
  readonly freshSurface: number;
  /** gamma: share of a small plating current */
  readonly currentShare: number;
  /** i_p, A/m2 */
  readonly currentScale: number;
}

/** At each node of the front, [n]. */
export interface Interphase {
  /** Consumed charge, C/m2: on an even front, and what plating adds to it. */
  readonly chemical: Float64Array;
  readonly driven: Float64Array;
  /** A: surface of lithium against electrolyte per area of front, 1 or more. */
  readonly surface: Float64Array;
}

/** Conditions that hold for all of a step. */
export interface ReactionConditions {
  /** 0 where no lithium is left to react */
  readonly hasLithium: ArrayLike<number> /* [n] */;
  /** K */
  readonly temperature: number;
  /** s */
  readonly duration: number;
}

export interface FrontConditions extends ReactionConditions {
  /** A/m2, plating > 0 */
  readonly currentDensity: ArrayLike<number> /* [n] */;
  /** Length of front nearest to each node, m */
  readonly length: ArrayLike<number> /* [n] */;
  /** The same evened over the length on which lithium creeps: bumps that are shorter do not push on. */
  readonly evened: ArrayLike<number> /* [n] */;
}

/** Returns what has been consumed at the end of the step, as new arrays; exact for any division into steps. */
export function growInterphase(
  before: Interphase,
  front: FrontConditions,
  parameters: InterphaseParameters,
): Interphase {
  const { currentDensity, duration } = front;
  if (parameters.law === "fresh-surface") {
    return reactOnSurface(before, extendSurface(before.surface, front, parameters), front, parameters);
  }
  const reacted = reactOnSurface(before, before.surface, front, parameters);
  const driven = before.driven.map((own, k) => {
    const plating = Math.max(0, currentDensity[k]);
    return own + consumedShare(plating, parameters) * plating * duration;
  });
  return { ...reacted, driven };
}

/** As `growInterphase` by time alone, while the surface goes evenly to `surface`. */
export function reactOnSurface(
  before: Interphase,
  surface: Float64Array,
  { hasLithium, temperature, duration }: ReactionConditions,
  parameters: InterphaseParameters,
): Interphase {
  const rate = chemicalRate(parameters, temperature);
  const added = rate * rate * duration;
  const chemical = before.chemical.slice();
  const driven = before.driven.slice();
  for (let k = 0; k < chemical.length; k++) {
    if (hasLithium[k] === 0) continue;
    const even = chemical[k];
    chemical[k] = Math.sqrt(even * even + added);
    if (parameters.law !== "fresh-surface") continue;
    const total = even + driven[k];
    const extended = added * meanSquare(before.surface[k], surface[k]);
    driven[k] = Math.sqrt(total * total + extended) - chemical[k];
  }
  return { chemical, driven, surface };
}

/** Returns k at `temperature` (K), C/(m2 s^0.5). */
export function chemicalRate(
  { chemicalRate: rate, chemicalActivation }: InterphaseParameters,
  temperature: number,
): number {
  return rate * arrhenius(chemicalActivation, temperature);
}

/** Returns A after lithium has been plated above the mean. */
function extendSurface(
  surface: Float64Array,
  { evened, length, duration }: FrontConditions,
  { freshSurface }: Pick<InterphaseParameters, "freshSurface">,
): Float64Array {
  let charge = 0;
  let whole = 0;
  for (let k = 0; k < surface.length; k++) {
    charge += length[k] * evened[k];
    whole += length[k];
  }
  const mean = Math.max(0, charge / whole);
  const perCharge = freshSurface * LITHIUM_VOLUME_PER_CHARGE * duration;
  return surface.map((own, k) => own + perCharge * Math.max(0, evened[k] - mean));
}

/** Returns the mean of the square of what goes evenly from `from` to `to`. */
export function meanSquare(from: number, to: number): number {
  return (from * from + from * to + to * to) / 3;
}

/** Returns the share of a `plating` current (A/m2, 0 or more) that the law of throughput consumes; at most all of it. */
export function consumedShare(
  plating: number,
  parameters: Pick<InterphaseParameters, "currentShare" | "currentScale">,
): number {
  const { currentShare, currentScale } = parameters;
  const ratio = plating / currentScale;
  return Math.min(1, currentShare * (1 + ratio * Math.sqrt(ratio)));
}

/** Returns the thickness (m) of an interphase that consumed `charge` (C/m2); `thicknessPerCharge` in m3/C. */
export function interphaseThickness(charge: number, thicknessPerCharge: number): number {
  return charge * thicknessPerCharge;
}

/** Returns its area resistance (ohm m2): thickness over `conductivity` (S/m). */
export function interphaseResistance(thickness: number, conductivity: number): number {
  return thickness / conductivity;
}
