/** From a scenario to its cross-section: particles as given, on a lattice, or packed at random. */
import type { CrossSection } from "../mesh/cross-section.ts";
import { type PackedSite, packLattice, packRandom } from "../mesh/packing/packing.ts";
import type { Scenario } from "../scenario/record/scenario.ts";
import { measureConductivityShare } from "./effective-conductivity.ts";

/** What of a scenario its cross-section depends on. */
type LayOutNeeds = Pick<Scenario, "cathode" | "cell" | "seed" | "anode"> & {
  readonly electrolyte: Pick<Scenario["electrolyte"], "thickness">;
  readonly solver: Pick<Scenario["solver"], "model">;
};

/** Returns the cross-section that the scenario asks for; throws InputError where its particles cannot be packed. */
export function layOut(scenario: LayOutNeeds): CrossSection {
  const section = resolveSection(scenario, scenario.cell.width);
  if (scenario.solver.model !== "homogenised") return section;
  const sample = resolveSection(scenario, sampleWidth(scenario));
  return { ...section, continuum: { conductivityShare: measureConductivityShare(sample) } };
}

/** Width of the sample in thicknesses of the cathode layer, where particles are packed at random. */
const SAMPLE_THICKNESSES = 3;

/**
 * Width of the part in which the conductivity of the cathode layer is measured, m: of a lattice two columns, which say
 * all of it; of particles that are given the whole.
 */
function sampleWidth({ cathode, cell }: LayOutNeeds): number {
  if (cathode.particles.length > 0) return cell.width;
  if (cathode.packing === "lattice") return (cell.width / cathode.columns) * Math.min(2, cathode.columns);
  return Math.min(cell.width, SAMPLE_THICKNESSES * cathode.thickness);
}

function resolveSection(scenario: LayOutNeeds, width: number): CrossSection {
  const { cathode, anode, electrolyte } = scenario;
  const sites = packCathode(scenario, width);
  return {
    width,
    cathodeThickness: cathode.thickness,
    electrolyteThickness: electrolyte.thickness,
    lithiumThickness: anode.thickness,
    particleX: Float64Array.from(sites, (s) => s.x),
    particleY: Float64Array.from(sites, (s) => s.y),
    particleRadius: Float64Array.from(sites, (s) => s.radius),
    protrusions: anode.protrusions,
  };
}

/** Particles of the cathode layer from x = 0 to `width`, m. */
function packCathode({ cathode, cell, seed }: LayOutNeeds, width: number): readonly PackedSite[] {
  if (cathode.particles.length > 0) return cathode.particles;
  const layer = { width, thickness: cathode.thickness };
  if (cathode.packing === "lattice") {
    const columns = Math.round((cathode.columns * width) / cell.width);
    return packLattice({ ...layer, columns, rows: cathode.rows, radius: cathode.particleRadius });
  }
  return packRandom({
    ...layer,
    areaFraction: cathode.areaFraction,
    meanRadius: cathode.particleRadius,
    radiusSpread: cathode.radiusSpread,
    minimumGap: cathode.minimumGap,
    seed,
  });
}
