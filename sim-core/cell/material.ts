/** Material values at the cell's temperature and geometry mode: what a time step takes from the scenario. */
import { type DiffusivityTable, stressAssistedFactor, tabulateDiffusivity } from "../cathode/diffusivity.ts";
import { geometryFactors } from "../cathode/geometry-factors.ts";
import type { LatticeWindow } from "../cathode/lattice.ts";
import { ionicConductivity } from "../electrolyte/conductivity.ts";
import { brickLayerFactor } from "../electrolyte/grain-boundary-resistance.ts";
import { arrhenius, arrheniusElectronvolt } from "../kinetics/arrhenius.ts";
import type { Scenario } from "../scenario/record/scenario.ts";

export interface MaterialValues {
  /** m2/s at 25 C, stress assistance included where it is switched on. */
  readonly diffusivity: DiffusivityTable;
  /** Of the temperature. */
  readonly diffusivityFactor: number;
  /** A/m2 at x = 1/2 and full contact. */
  readonly exchange: number;
  /** Film and coating at the start, ohm m2. */
  readonly film: number;
  /** Factor of the geometry mode on what the film gains. */
  readonly filmFactor: number;
  /** S/m, grain boundaries included where they are spread evenly. */
  readonly conductivity: number;
  /** A/m2 */
  readonly frontExchange: number;
}

export function evaluateMaterial(scenario: Scenario): MaterialValues {
  const { ncm, interface: contact, anode, electrolyte, grains } = scenario;
  const { temperature } = scenario.cell;
  const factors = geometryFactors(ncm.geometryMode);
  const lattice = latticeWindow(scenario);
  const assistance = { ...ncm, lattice, temperature };
  const diffusivity = (x: number): number =>
    ncm.diffusivity.evaluate(x) * (ncm.stressAssistedDiffusion ? stressAssistedFactor(x, assistance) : 1);
  const coating = contact.coatingThickness / contact.coatingConductivity;
  return {
    diffusivity: tabulateDiffusivity(diffusivity),
    diffusivityFactor: arrhenius(ncm.diffusivityActivation, temperature),
    exchange:
      factors.exchange * contact.exchangeCurrentDensity * arrhenius(contact.exchangeActivation, temperature),
    film: factors.film * (contact.filmResistance + coating),
    filmFactor: factors.film,
    conductivity:
      ionicConductivity(electrolyte, temperature) *
      (grains.resolved ? 1 : brickLayerFactor(electrolyte.conductivity, grains)),
    frontExchange:
      anode.exchangeCurrentDensity * arrheniusElectronvolt(anode.exchangeActivation, temperature),
  };
}

/** The window over which the lattice changes its volume, and by how much. */
export function latticeWindow({ ncm }: Scenario): LatticeWindow {
  return {
    volumeChange: ncm.volumeChange,
    linearShare: ncm.linearShare,
    stoichiometryDischarged: ncm.stoichiometryDischarged,
    stoichiometryCharged: ncm.stoichiometryCharged,
  };
}
