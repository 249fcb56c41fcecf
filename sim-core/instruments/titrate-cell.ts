/**
 * The titration of a cell whose scenario is known: its pulses, with the length over which lithium diffuses there and beside
 * them the diffusivity that was put in, so that both can be compared. physics.md 15.2.
 */
import { arrhenius } from "../kinetics/arrhenius.ts";
import type { MaterialFunction, Scenario } from "../scenario/record/scenario.ts";
import { type Reading, readTitration, type TitrationPulse, type TitrationRequest } from "./titration.ts";

/** A pulse with what the scenario says of it. */
export interface TitratedPulse extends TitrationPulse {
  /** At which the relaxed voltages about the pulse have their mean; null where no stoichiometry has it. */
  readonly stoichiometry: number | null;
  /** There, at the cell's temperature, of particles without cracks. */
  readonly diffusivityPutIn_m2_s: number | null;
}

/** Returns the pulses of `readings`, as a run of `scenario` tells them; `request` wins over what follows from the scenario. */
export function titrateCell(
  scenario: Pick<Scenario, "cathode" | "ncm" | "cell">,
  readings: readonly Reading[],
  request: Partial<TitrationRequest> = {},
): TitratedPulse[] {
  const { ncm, cell } = scenario;
  const length = { diffusionLength: diffusionLengthOf(scenario) };
  const factor = arrhenius(ncm.diffusivityActivation, cell.temperature);
  return readTitration(readings, { ...length, ...request }).map((pulse) => {
    const middle = 0.5 * (pulse.relaxedBefore_V + pulse.relaxedAfter_V);
    const x = invert(ncm.openCircuitPotential, middle);
    return {
      ...pulse,
      stoichiometry: x ?? null,
      diffusivityPutIn_m2_s: x === undefined ? null : factor * ncm.diffusivity.evaluate(x),
    };
  });
}

/** Volume over surface of all particles together, m. */
function diffusionLengthOf({ cathode, ncm }: Pick<Scenario, "cathode" | "ncm">): number {
  const { particles, particleRadius, packing, radiusSpread } = cathode;
  const dimension = ncm.geometryMode === "cylinder" ? 2 : 3;
  if (particles.length > 0) {
    const square = particles.reduce((sum, { radius }) => sum + radius * radius, 0);
    return square / particles.reduce((sum, { radius }) => sum + radius, 0) / dimension;
  }
  const spread = packing === "random" ? radiusSpread : 0;
  return (particleRadius * (1 + spread * spread)) / dimension;
}

/** Bisections, each of which halves what is not known of a stoichiometry. */
const HALVINGS = 50;

/** The x between 0 and 1 at which a falling function has the value. */
function invert({ evaluate }: MaterialFunction, value: number): number | undefined {
  let [low, high] = [1e-6, 1 - 1e-6];
  if (!(evaluate(low) >= value && evaluate(high) <= value)) return undefined;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = 0.5 * (low + high);
    if (evaluate(middle) > value) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}
