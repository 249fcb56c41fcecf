/**
 * Stress of a cell that is linear elastic. Two modes: in `elastic` lithium is the limit of a metal that flows at
 * 0.8 MPa: it hands the stack pressure on to the front as a fluid would, so that neither its growth nor the shrinkage
 * of its interphase stresses anything. In `paper` it is rigid, moves with the plate, and what is plated on protrusions
 * is pushed into the electrolyte along their normals; every particle stays bonded, as no debonding is reported there.
 * In `elastic` a particle that has lost its contact has next to no stiffness: its place is a hole without traction.
 */

import type { Model } from "../cell/model.ts";
import { type CellState, passedBy } from "../cell/state.ts";
import { createField } from "../mechanics/elastic-system.ts";
import { interpolateChain } from "../mechanics/front/chain-places.ts";
import { addFrontGrowth, listRegionDisplacements } from "../mechanics/front/front-growth.ts";
import { type SectionSupports, supportSection } from "../mechanics/section-supports.ts";
import { STRESS_COMPONENTS } from "../mechanics/stress.ts";
import { vonMises } from "../mechanics/stress-measures.ts";
import { REGION_LITHIUM } from "../mesh/cross-section.ts";
import type { Scenario } from "../scenario/record/scenario.ts";
import { createBodySystem, createMechanicsBody, type MechanicsBody } from "./body.ts";
import type { CellMechanics, MechanicsOutcome } from "./cell-mechanics-types.ts";
import { chooseModuli, composeEigenstrain, listDetached, measureProtrusionGrowth } from "./loads.ts";
import { createStressReport, describeStress } from "./report.ts";

export function createElasticMechanics(built: Model): CellMechanics {
  const { mode, electrolyteYieldStress } = built.scenario.mechanics;
  const rigidLithium = mode === "paper";
  const body = createMechanicsBody(built, rigidLithium ? "with lithium" : "without lithium");
  const supports = holdBody(built.scenario.mechanics, body, rigidLithium);
  const system = createBodySystem(built, body, supports);
  const field = createField(body.mesh);
  const bonded = new Uint8Array(built.population.count);
  let model = built;
  let loadedFor: Uint8Array | undefined;
  let solvedFor: CellState | undefined;

  const contacts = (state: Pick<CellState, "particles">): Uint8Array =>
    rigidLithium ? bonded : listDetached(state);

  /** Solves under the loads of the state; a sentence where it cannot. */
  const solve = (state: CellState): string | undefined => {
    if (solvedFor !== undefined && loadsAlike(solvedFor, state)) return undefined;
    solvedFor = undefined;
    const detached = contacts(state);
    const before = loadedFor;
    if (before === undefined || detached.some((own, p) => own !== before[p])) {
      const outcome = system.load(chooseModuli(model, detached));
      loadedFor = outcome.ok ? detached : undefined;
      if (!outcome.ok) return `the stiffness of the cell cannot be factored (pivot ${outcome.pivot})`;
    }
    const { stackPressure } = model.scenario.cell;
    const eigenstrain = composeEigenstrain(model, state, body);
    const force = supports.force.map((own) => stackPressure * own);
    const offset = rigidLithium ? growProtrusions(model, state, body) : undefined;
    system.solve({ eigenstrain, force, offset }, field);
    if (!areFinite(field.displacement)) return "the stress of the cell is not finite";
    solvedFor = state;
    return undefined;
  };
  const solved = { body, geometry: system.geometry, field };
  const reportStress = createStressReport(built, solved);
  const update = (state: CellState): MechanicsOutcome => {
    const reason = solve(state);
    if (reason !== undefined) return { ok: false, reason };
    const hasYielded = (point: number): boolean =>
      vonMises(field.stress, STRESS_COMPONENTS * point) >= electrolyteYieldStress;
    const report = reportStress(field.stress, hasYielded);
    return { ok: true, mechanics: { ...report, flow: undefined, time: state.time, passed: passedBy(state) } };
  };
  return {
    body,
    update,
    adopt: (_, mechanics) => mechanics,
    describe: (state) => (solve(state) === undefined ? describeStress(solved) : undefined),
    revise(changed) {
      model = changed;
      loadedFor = undefined;
      solvedFor = undefined;
    },
  };
}

function areFinite(values: Float64Array): boolean {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return Number.isFinite(sum);
}

type ElasticLoads = Pick<CellState, "particles" | "front" | "electrolyte">;

/** Whether two states have the same records of all that loads the cell: a picture follows an update without a solve. */
function loadsAlike(one: ElasticLoads, other: ElasticLoads): boolean {
  return (
    one.particles === other.particles &&
    one.front === other.front &&
    one.electrolyte.lithium === other.electrolyte.lithium
  );
}

/** Supports with the forces of a stack pressure of 1 Pa. */
function holdBody(
  { sides }: Scenario["mechanics"],
  { mesh, corners }: Pick<MechanicsBody, "mesh" | "corners">,
  rigidLithium: boolean,
): SectionSupports {
  if (!rigidLithium) return supportSection(mesh, corners, { sides, top: "front", pressure: 1 });
  const supports = supportSection(mesh, corners, { sides, top: "pressure", pressure: 1 });
  const lithium = listRegionDisplacements(mesh, REGION_LITHIUM);
  return {
    ...supports,
    held: [...supports.held, ...lithium.filter((d) => d % 2 === 0)],
    rigid: [lithium.filter((d) => d % 2 === 1)],
  };
}

function growProtrusions(
  model: Pick<Model, "scenario" | "electrolyte" | "boundary">,
  state: Pick<CellState, "front">,
  { mesh, corners, frontOnCell }: Pick<MechanicsBody, "mesh" | "corners" | "frontOnCell">,
): Float64Array {
  const offset = new Float64Array(2 * mesh.nodeCount);
  const growth = interpolateChain(frontOnCell, measureProtrusionGrowth(model, state));
  addFrontGrowth(mesh, corners, growth, offset);
  return offset;
}
