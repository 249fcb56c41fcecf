/** How lithium, cracks, resolved grain boundaries and patches obstruct ions in the electrolyte's triangles. physics.md 2.1, 6.9, 8.3. */
import { measureCrackDamage } from "../electrolyte/crack-path.ts";
import { filledConductivityFactor, productVolume } from "../electrolyte/filled-electrolyte.ts";
import { occupiedFraction, totalLithium } from "../electrolyte/intergranular-lithium.ts";
import type { Model } from "./model.ts";
import { paintFactors } from "./patches.ts";
import type { ElectrolyteState } from "./state.ts";

/** Returns the factor on the conductivity [nTriangle], undefined where nothing obstructs anything. */
export function obstruct(
  model: Pick<Model, "grains" | "electrolyte" | "layerFactor" | "scenario">,
  { lithium, cracks, patches }: ElectrolyteState,
): Float64Array | undefined {
  const { grains, electrolyte: mesh, scenario } = model;
  const built = paintFactors(mesh, patches, asBuilt(model));
  if (grains === undefined) return built;
  const { columns, graph } = grains;
  const { connected, dead, reacted } = totalLithium(lithium);
  const isClean = cracks.every(({ length }) => length === 0) && connected + dead + reacted === 0;
  if (isClean) return built;
  const fraction = occupiedFraction(lithium, columns.area, productVolume(scenario.interphase));
  const damage = measureCrackDamage(cracks, graph, mesh);
  return fraction.map(
    (own, t) => (built === undefined ? 1 : built[t]) * filledConductivityFactor(own, damage[t]),
  );
}

/** What resolved grain boundaries and a cathode layer that is a continuum leave of the conductivity. */
function asBuilt({ grains, layerFactor }: Pick<Model, "grains" | "layerFactor">): Float64Array | undefined {
  const boundaryFactor = grains?.boundaryFactor;
  if (layerFactor === undefined || boundaryFactor === undefined) return layerFactor ?? boundaryFactor;
  return layerFactor.map((own, t) => own * boundaryFactor[t]);
}
