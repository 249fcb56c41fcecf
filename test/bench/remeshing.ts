/** Times a new mesh under way: section, mesh, analysis, state carried over, factor; warm medians. */

import { createModel } from "../../sim-core/cell/model.ts";
import { computeStiffness } from "../../sim-core/fem/laplace.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { createConductionSystem, stiffnessSize } from "../../sim-core/potentials/conduction-system.ts";
import type { MeshResolution } from "../../sim-core/scenario/record/scenario.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { shippedScenario } from "../cell/small-cell.ts";
import { remesh } from "../remeshing/remesh-at-once.ts";
import { printTable, timeCalls } from "./timing.ts";

interface RemeshTiming {
  /** Of the whole mesh, and those of the electrolyte. */
  readonly points: number;
  readonly nodes: number;
  readonly remesh: number;
  readonly factor: number;
}

function timeRemeshing(mesh: MeshResolution): RemeshTiming {
  const built = createModel(shippedScenario("ncm", { mesh, "protocol.repeat": 1 }));
  const run = resumeRun(built, createInitialState(built));
  // Charged, so that the front has moved and there is a past to carry over.
  while (run.state.cursor.index === 0 && run.status.kind === "running") run.advance({ maximumSteps: 1 });
  const { model, state } = run;
  const renewed = remesh(model, state);
  if (!renewed.ok) throw new Error(renewed.reason);
  const { electrolyte, structure, boundary } = renewed.model;
  const refactor = (): void => {
    const stiffness = new Float64Array(stiffnessSize(electrolyte));
    computeStiffness(renewed.state.geometry.points, electrolyte.triangles, stiffness);
    const system = createConductionSystem(structure, boundary);
    system.load(stiffness, renewed.state.geometry.conductivity);
    system.reset();
  };
  return {
    points: renewed.model.mesh.points.length / 2,
    nodes: electrolyte.nodeCount,
    remesh: timeCalls(() => remesh(model, state)).median,
    factor: timeCalls(refactor).median,
  };
}

export function benchRemeshing(meshes: readonly MeshResolution[]): Record<string, RemeshTiming> {
  const results: Record<string, RemeshTiming> = {};
  const rows = [
    ["mesh", "mesh points", "electrolyte nodes", "mesh, analyse, carry ms", "set up and factor ms"],
  ];
  for (const mesh of meshes) {
    const t = timeRemeshing(mesh);
    results[mesh] = t;
    rows.push([mesh, String(t.points), String(t.nodes), t.remesh.toFixed(0), t.factor.toFixed(1)]);
  }
  printTable("Meshing `ncm` anew after a charge, warm median", rows);
  return results;
}
