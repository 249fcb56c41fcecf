/** The temperature of the cell as one body, which all Arrhenius factors follow. Off, the cell is as warm as its surroundings. */
import type { Model } from "../../cell/model.ts";
import type { OwnState } from "../../cell/state.ts";
import type { FinishedStep, Mechanism } from "../record/mechanism.ts";
import { advanceTemperature, type HeatRates, heatRates } from "./heat-balance.ts";

const NAME = "lumped temperature";

/** Temperatures in K; heat since the start in J/m2, by where it is made, and what was lost of it. */
interface ThermalState extends HeatRates, OwnState {
  readonly [name: string]: number;
  readonly temperature: number;
  readonly start: number;
  readonly lost: number;
}

export const lumpedTemperature: Mechanism = {
  name: NAME,
  source: "physics.md 2.3",
  parameters: ["thermal"],
  initial({ scenario: { thermal, cell } }): ThermalState | undefined {
    if (!thermal.active) return undefined;
    const none = { ohmic: 0, reaction: 0, diffusion: 0, reversible: 0, lost: 0 };
    return { temperature: cell.temperature, start: cell.temperature, ...none };
  },
  advance(model, { own, dt, ...step }): ThermalState {
    const before = own as ThermalState;
    const { thermal } = model.scenario;
    const rates = ratesOver(model, step, before.temperature);
    const rate = rates.ohmic + rates.reaction + rates.diffusion + rates.reversible;
    const around = { ...thermal, temperature: step.after.ambient.temperature };
    const { temperature, lost } = advanceTemperature(before.temperature, { rate, duration: dt }, around);
    return {
      temperature,
      start: before.start,
      ohmic: before.ohmic + rates.ohmic * dt,
      reaction: before.reaction + rates.reaction * dt,
      diffusion: before.diffusion + rates.diffusion * dt,
      reversible: before.reversible + rates.reversible * dt,
      lost: before.lost + lost,
    };
  },
  // As warm as a cycle leaves it; heat adds up.
  jump: (own, { from, to }) => {
    const held = own as ThermalState;
    const gained = (name: keyof HeatRates | "lost"): number =>
      held[name] + (to[name] as number) - (from[name] as number);
    return {
      ...held,
      ohmic: gained("ohmic"),
      reaction: gained("reaction"),
      diffusion: gained("diffusion"),
      reversible: gained("reversible"),
      lost: gained("lost"),
    };
  },
  interpolate: (from, to, between) => ({
    ...from,
    temperature: between(from.temperature as number, to.temperature as number),
  }),
  temperature: ({ temperature }) => temperature as number,
  summarise(_, { own }) {
    const held = own[NAME] as ThermalState | undefined;
    if (held === undefined) return {};
    return { temperature_K: held.temperature, heatLost_J_m2: held.lost };
  },
};

/** The mean of both ends of a step, or what there is at its end where it begins with a jump of the conditions. */
function ratesOver(
  model: Model,
  { before, after }: Pick<FinishedStep, "before" | "after">,
  temperature: number,
): HeatRates {
  const end = ratesAt(model, after, temperature);
  if (before.past.length === 0) return end;
  const start = ratesAt(model, before, temperature);
  const mean = (name: keyof HeatRates): number => 0.5 * (start[name] + end[name]);
  return {
    ohmic: mean("ohmic"),
    reaction: mean("reaction"),
    diffusion: mean("diffusion"),
    reversible: mean("reversible"),
  };
}

function ratesAt(
  model: Model,
  { potentials, particles, current }: FinishedStep["after"],
  temperature: number,
): HeatRates {
  const { scenario, section } = model;
  const { openCircuitPotential } = scenario.ncm;
  const { injection, potential, particleCurrent } = potentials;
  let dissipated = 0;
  for (let k = 0; k < injection.length; k++) dissipated += injection[k] * potential[k];
  return heatRates({
    density: current / section.width,
    voltage: potentials.voltage,
    particleDensity: particleCurrent.map((own) => own / section.width),
    surfacePotential: particles.surface.map((x) => openCircuitPotential.evaluate(x)),
    meanPotential: particles.strain.mean.map((x) => openCircuitPotential.evaluate(x)),
    ohmic: dissipated / section.width,
    temperature,
    entropicCoefficient: scenario.thermal.entropicCoefficient,
  });
}
