/** How lithium, cracks and resolved grain boundaries obstruct ions in each triangle of the electrolyte. physics.md 2.1, 8.3. */
import { measureCrackDamage } from "../electrolyte/crack-path.ts";
import { filledConductivityFactor, productVolume } from "../electrolyte/filled-electrolyte.ts";
import { occupiedFraction, totalLithium } from "../electrolyte/intergranular-lithium.ts";
import type { Model } from "./model.ts";
import type { ElectrolyteState } from "./state.ts";

/** Returns the factor on the conductivity [nTriangle], undefined where nothing obstructs anything. */
export function obstruct(
  { grains, electrolyte: mesh, scenario }: Pick<Model, "grains" | "electrolyte" | "scenario">,
  { lithium, cracks }: ElectrolyteState,
): Float64Array | undefined {
  if (grains === undefined) return undefined;
  const { boundaryFactor, columns, graph } = grains;
  const { connected, dead, reacted } = totalLithium(lithium);
  const isClean = cracks.every(({ length }) => length === 0) && connected + dead + reacted === 0;
  if (isClean) return boundaryFactor;
  const fraction = occupiedFraction(lithium, columns.area, productVolume(scenario.interphase));
  const damage = measureCrackDamage(cracks, graph, mesh);
  return fraction.map(
    (own, t) =>
      (boundaryFactor === undefined ? 1 : boundaryFactor[t]) * filledConductivityFactor(own, damage[t]),
  );
}
