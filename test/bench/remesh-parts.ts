/** Times what a worn mesh costs: meshing, analysis, the electrolyte's grains and columns, and taking over. */

import { createElectrolyteModel } from "../../sim-core/cell/electrolyte-model.ts";
import { createModel, listMeshNeeds, type Model } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { layColumns } from "../../sim-core/electrolyte/front-columns.ts";
import { createGrainMap, type GrainMap } from "../../sim-core/electrolyte/grain-map.ts";
import { computeStiffness } from "../../sim-core/fem/laplace.ts";
import { extractRegion } from "../../sim-core/fem/submesh.ts";
import { orderMinimumDegree } from "../../sim-core/linalg/ordering/minimum-degree.ts";
import { analyzeCholesky } from "../../sim-core/linalg/ordering/symbolic.ts";
import { createPattern, createScatter } from "../../sim-core/linalg/sparse.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { REGION_ELECTROLYTE } from "../../sim-core/mesh/cross-section.ts";
import { recutFront } from "../../sim-core/mesh/generation/front-recut.ts";
import { meshCrossSection, meshInLayers } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { resolveSettings } from "../../sim-core/mesh/generation/resolution.ts";
import { createSizeField } from "../../sim-core/mesh/generation/size-field.ts";
import { collectBoundary } from "../../sim-core/potentials/boundary.ts";
import {
  analyseConduction,
  createConductionSystem,
  stiffnessSize,
} from "../../sim-core/potentials/conduction-system.ts";
import { createMesher } from "../../sim-core/remeshing/mesher.ts";
import { adoptMesh, awaitMesh, composeOrder } from "../../sim-core/remeshing/remesh.ts";
import { createStepper } from "../../sim-core/time/step/step.ts";
import { shippedScenario } from "../cell/small-cell.ts";
import { printTable, timeCalls } from "./timing.ts";

/** About 25,000 nodes, with lithium in all of the electrolyte: the dearest that there is to carry. Returns ms by name. */
export function benchRemeshParts(): Record<string, number> {
  const scenario = shippedScenario("ncm", {
    mesh: "standard",
    "cell.width": "540 um",
    "cathode.columns": 36,
  });
  const model = createModel(scenario);
  const start = fill(model, createInitialState(model));
  const awaited = awaitMesh(start);
  const state = { ...start, awaited };
  const order = composeOrder(model, awaited);
  const make = createMesher();
  const made = make(order);
  if (!made.ok) throw new Error("the mesh was refused");
  const { section, electrolyte, boundary, structure, mesh } = made.mesh.parts;
  const box = { width: section.width, height: section.cathodeThickness + section.electrolyteThickness };
  const { size } = scenario.grains;
  const { layer } = meshInLayers(section, scenario.mesh);
  const shared = layer && { owner: layer, count: layer.electrolyteCount };
  const grainsOf = (former?: Pick<GrainMap, "sites" | "segments">) =>
    createGrainMap(electrolyte, box, { size, seed: scenario.seed }, { former, shared });
  const former = grainsOf();
  const known = former.ok ? former.map : undefined;
  const adopted = adoptMesh(model, state, made);
  if (!adopted.ok) throw new Error(adopted.reason);
  const settings = resolveSettings(scenario.mesh);
  const stiffness = new Float64Array(stiffnessSize(electrolyte));
  computeStiffness(electrolyte.points, electrolyte.triangles, stiffness);
  const system = createConductionSystem(structure, boundary);
  system.load(stiffness, 0.3);
  const { pattern } = structure;
  const needs = listMeshNeeds(scenario);
  const particles = { x: section.particleX, y: section.particleY, radius: section.particleRadius };
  const parts: Record<string, () => unknown> = {
    "whole mesh with analysis (elsewhere)": () => make(order),
    "  front recut": () => recutFront(order.section.front, createSizeField(order.section, settings)),
    "  mesh": () => meshCrossSection(section, scenario.mesh),
    "  electrolyte and boundary": () =>
      collectBoundary(mesh, extractRegion(mesh, REGION_ELECTROLYTE), particles),
    "  pattern and scatter": () => {
      const cliques = electrolyte.triangles;
      createScatter(createPattern(electrolyte.nodeCount, { cliques, nodesPerClique: 3 }), cliques, 3);
    },
    "  ordering": () => orderMinimumDegree(pattern),
    "  symbolic": () => analyzeCholesky(pattern, structure.symbolic.permutation),
    "  (all of the matrix)": () => analyseConduction(electrolyte, boundary, "minimum degree"),
    "  grain map": () => grainsOf(known),
    "  columns": () => layColumns(electrolyte, boundary.nodes.subarray(boundary.frontStart)),
    "  (all of the electrolyte)": () =>
      createElectrolyteModel(needs, section, { electrolyte, boundary, former: known, shared }),
    "taking over (in the cell's worker)": () => {
      const outcome = adoptMesh(model, state, made);
      if (outcome.ok) createStepper(outcome.model);
    },
    "  state carried": () => adoptMesh(model, state, made),
    "  solvers made": () => createStepper(adopted.model),
    "  factor": () => system.freeze(system.frozen),
  };
  const results: Record<string, number> = { nodes: electrolyte.nodeCount };
  for (const [name, call] of Object.entries(parts)) results[name] = timeCalls(call, 500).median;
  const rows = Object.entries(parts).map(([name]) => [name, results[name]!.toFixed(1)]);
  printTable(
    `Mesh anew, ${electrolyte.nodeCount} nodes of electrolyte, ${electrolyte.triangles.length / 3} triangles, warm`,
    [["part", "ms"], ...rows],
  );
  return results;
}

function fill(model: Model, state: CellState): CellState {
  const { grains } = model;
  if (grains === undefined) return state;
  const lithium = {
    connected: grains.columns.area.map((own) => 1e4 * own),
    dead: grains.columns.area.slice(),
    reacted: new Float64Array(grains.columns.area.length),
  };
  return { ...state, electrolyte: { ...state.electrolyte, lithium } };
}
