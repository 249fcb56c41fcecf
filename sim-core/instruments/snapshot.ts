/**
 * Solves a snapshot case, conduction and mechanics on one mesh. Writes the keys of the reference files, so that two
 * solutions can be compared.
 */
import { meshCrossSection } from "../mesh/generation/quality-mesh.ts";
import type { MeshResolution } from "../scenario/record/scenario.ts";
import { type SnapshotCase, sectionOf } from "./snapshot-case.ts";
import { type ConductionResult, solveConduction } from "./snapshot-conduction.ts";
import { type MechanicsResult, solveMechanics } from "./snapshot-mechanics.ts";

/** Lists are empty and numbers are left out where the case has no such part. */
export type SnapshotResult = {
  readonly case: string;
  readonly solver: string;
} & Pick<ConductionResult, "particles" | "anodeBins" | "probes"> &
  Partial<ConductionResult> &
  Pick<MechanicsResult, "mechProbes"> &
  Partial<MechanicsResult>;

/** Solves `given` on the named mesh; throws InputError where its geometry cannot be meshed. */
export function solveSnapshot(given: SnapshotCase, resolution: MeshResolution): SnapshotResult {
  const { geometry, conduction, mechanics } = given;
  const section = sectionOf(geometry);
  const mesh = meshCrossSection(section, resolution);
  return {
    case: given.name,
    solver: `fluxtwin, ${resolution} mesh`,
    particles: {},
    anodeBins: [],
    probes: [],
    mechProbes: [],
    ...(conduction && solveConduction({ geometry, conduction, section, mesh })),
    ...(mechanics && solveMechanics({ mechanics, section, mesh })),
  };
}
