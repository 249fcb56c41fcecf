/** Writes the matrices of the cell `ncm` as files for other programs to factor. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createElasticSystem } from "../../sim-core/mechanics/elastic-system.ts";
import type { MeshResolution } from "../../sim-core/scenario/record/scenario.ts";
import { shippedScenario } from "../cell/small-cell.ts";
import { createConductionCase } from "./conduction-case.ts";
import { type SymmetricMatrix, writeMatrix } from "./matrix-market.ts";
import { createElasticCase } from "./mechanics.ts";

const KINDS = ["conduction", "elasticity"] as const;

/** Writes conduction and elasticity, or what of them is named, of each mesh to `folder`, which is made where it is missing. */
export function dumpMatrices(
  folder: string,
  meshes: readonly MeshResolution[],
  kinds: readonly (typeof KINDS)[number][] = KINDS,
): void {
  mkdirSync(folder, { recursive: true });
  const scenario = shippedScenario("ncm");
  const write = (name: string, matrix: SymmetricMatrix, comment: string): void => {
    const path = join(folder, `${name}.mtx`);
    writeMatrix(path, matrix, comment);
    console.log(`${path}: ${matrix.pattern.size} unknowns, ${matrix.pattern.rows.length} entries`);
  };
  for (const mesh of meshes) {
    if (kinds.includes("conduction")) {
      const { structure, values } = createConductionCase(scenario, mesh);
      const conduction = { pattern: structure.pattern, values };
      write(`conduction-${mesh}`, conduction, "conduction with interface slopes, S/m; nodes, then particles");
    }
    if (!kinds.includes("elasticity")) continue;
    const { mesh: quadratic, supports, moduli } = createElasticCase(mesh);
    const system = createElasticSystem(quadratic, supports);
    system.load(moduli);
    write(`elasticity-${mesh}`, system.matrix, "stiffness in plane strain, Pa");
  }
}
