/**
 * Heat balance of the cell as one body, per cell area: C dT/dt = q - h (T - T_a). Of q, in W/m2, everything but the
 * reversible part follows from energy: i V, what the terminals put in, less what the particles store at their mean
 * stoichiometry, sum of I_p U(mean x_p) over the width. It is made in the electrolyte (ohmic), at interfaces, films and
 * contacts (reaction), and where surfaces run ahead of means (diffusion). Reversible: i T dU/dT. Bernardi, Pawlikowski
 * and Newman 1985; docs/physics.md 2.3. Example: 12.5 A/m2 at 0.1 V of polarisation makes 1.25 W/m2, with h = 10 W/(m2 K)
 * an eighth of a kelvin in the end.
 */

/** What heats a cell, W/m2. */
export interface HeatRates {
  readonly ohmic: number;
  readonly reaction: number;
  readonly diffusion: number;
  readonly reversible: number;
}

export interface HeatConditions {
  /** Current density, A/m2, positive while charging, and voltage, V. */
  readonly density: number;
  readonly voltage: number;
  /** Of the particles [nParticle]: current density per cell area, A/m2; open-circuit potential at surface and mean, V. */
  readonly particleDensity: ArrayLike<number>;
  readonly surfacePotential: ArrayLike<number>;
  readonly meanPotential: ArrayLike<number>;
  /** Dissipation in the electrolyte, W/m2. */
  readonly ohmic: number;
  /** K, and V/K */
  readonly temperature: number;
  readonly entropicCoefficient: number;
}

/** Returns what is made, part by part. */
export function heatRates(conditions: HeatConditions): HeatRates {
  const { density, voltage, particleDensity, surfacePotential, meanPotential, ohmic } = conditions;
  let stored = 0;
  let diffusion = 0;
  for (let p = 0; p < particleDensity.length; p++) {
    stored += particleDensity[p] * meanPotential[p];
    diffusion += particleDensity[p] * (surfacePotential[p] - meanPotential[p]);
  }
  return {
    ohmic,
    reaction: density * voltage - stored - ohmic - diffusion,
    diffusion,
    reversible: density * conditions.temperature * conditions.entropicCoefficient,
  };
}

export interface Surroundings {
  /** K */
  readonly temperature: number;
  /** W/(m2 K) of cell area */
  readonly heatTransferCoefficient: number;
  /** J/(m2 K) of cell area */
  readonly heatCapacity: number;
}

/**
 * Returns the temperature after `duration` (s) with `rate` (W/m2) made all along, and the heat lost meanwhile, J/m2: of the
 * balance with the loss at the end's temperature, so that made = stored + lost to round-off whatever the step.
 */
export function advanceTemperature(
  temperature: number,
  { rate, duration }: { readonly rate: number; readonly duration: number },
  { temperature: around, heatTransferCoefficient: h, heatCapacity }: Surroundings,
): { readonly temperature: number; readonly lost: number } {
  const excess = (heatCapacity * (temperature - around) + rate * duration) / (heatCapacity + h * duration);
  return { temperature: around + excess, lost: h * excess * duration };
}
