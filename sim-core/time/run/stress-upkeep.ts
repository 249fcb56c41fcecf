/**
 * Stress of the cell along its run: solved at the ends of charges, where particles have shrunk most, with feedback at those
 * of all half-cycles, and in between after a share of the nominal charge that the scenario gives. What acts on the next steps lags by one update. The body is built when it is first needed, and
 * anew with every mesh.
 */
import { InputError } from "../../base/errors.ts";
import type { Model } from "../../cell/model.ts";
import { type CellState, passedBy } from "../../cell/state.ts";
import type { ElectrolyteStress } from "../../frame/compose-frame.ts";
import { POINTS_PER_ELEMENT } from "../../mechanics/element.ts";
import type { FlowState } from "../../mechanics/flow/flow-step.ts";
import { STRESS_COMPONENTS } from "../../mechanics/stress.ts";
import { type CellMechanics, createCellMechanics } from "../../stress/cell-mechanics.ts";
import type { StressMemory } from "./run-memory.ts";

export interface StressUpkeep {
  /** Returns the state with its stress brought up to date where that is due, and a sentence where it could not be. */
  update(
    model: Model,
    state: CellState,
    phaseEnds: boolean,
  ): { readonly state: CellState; readonly notice: string | undefined };
  /** Stress of the electrolyte under the loads of `state`; undefined where mechanics is off or has no solution. */
  describe(model: Model, state: CellState): ElectrolyteStress | undefined;
  remember(model: Model): StressMemory;
}

/**
 * Goes on as the one that had this `memory` of the present mesh; `start` is where. Throws InputError where its plastic
 * history is that of another body.
 */
export function createStressUpkeep(
  start?: { readonly model: Model; readonly state: CellState },
  memory?: StressMemory,
): StressUpkeep {
  const upkeep = new MechanicsUpkeep();
  if (start !== undefined) upkeep.resume(start, memory);
  return upkeep;
}

class MechanicsUpkeep implements StressUpkeep {
  private mechanics: CellMechanics | undefined;
  private built: Model | undefined;
  /** The last that could be built: the plastic history of the state is of its body. */
  private holder: CellMechanics | undefined;
  private left: { readonly model: Model; readonly mechanics: CellMechanics | undefined } | undefined;
  /** Told once per mesh: a body that cannot be built is no reason to end the run. */
  private refusal: string | undefined;

  /** The body carries the plastic history over to the next mesh, so it has to be there before that comes. */
  resume(
    { model, state }: { readonly model: Model; readonly state: CellState },
    memory: StressMemory | undefined,
  ): void {
    const flow = state.mechanics?.flow;
    if (memory?.built !== true && flow === undefined) return;
    const body = this.attend(model)?.body;
    if (body !== undefined && flow !== undefined) refuseOther(body, flow);
    if (memory?.refusing === false) this.refusal = undefined;
  }

  update(
    model: Model,
    state: CellState,
    phaseEnds: boolean,
  ): { readonly state: CellState; readonly notice: string | undefined } {
    if (model.scenario.mechanics.mode === "off") return { state, notice: undefined };
    const carried = this.carry(model, state);
    // What acts on plating would be out of date by the whole way that has worn the mesh out.
    const due = carried !== state || isDue(model, state, phaseEnds);
    const since = state.time - (state.mechanics?.time ?? 0);
    const outcome = due ? this.attend(model)?.update(carried, since) : undefined;
    if (outcome === undefined) {
      const notice = this.refusal;
      this.refusal = undefined;
      return { state: carried, notice };
    }
    if (!outcome.ok) return { state: carried, notice: outcome.reason };
    const { mechanics: solved } = outcome;
    const largestStress = Math.max(state.tally.largestStress, solved.largestVonMises.value);
    return {
      state: { ...carried, mechanics: solved, tally: { ...state.tally, largestStress } },
      notice: undefined,
    };
  }

  describe(model: Model, state: CellState): ElectrolyteStress | undefined {
    const isPresent = this.built === undefined || this.built.mesh === model.mesh;
    return (isPresent ? this.attend(model) : this.lookBack(model))?.describe(state);
  }

  remember(model: Model): StressMemory {
    return { built: this.built?.mesh === model.mesh, refusing: this.refusal !== undefined };
  }

  /** The plastic history goes over to a new mesh. */
  private carry(model: Model, state: CellState): CellState {
    const { mechanics } = state;
    if (mechanics?.flow === undefined || this.built?.mesh === model.mesh) return state;
    const before = this.holder;
    const after = this.attend(model);
    if (after === undefined) return state;
    return {
      ...state,
      mechanics: before === undefined ? { ...mechanics, flow: undefined } : after.adopt(before, mechanics),
    };
  }

  private attend(model: Model): CellMechanics | undefined {
    if (this.built?.mesh !== model.mesh) {
      this.mechanics = undefined;
      this.built = model;
      try {
        this.mechanics = createCellMechanics(model);
        this.holder = this.mechanics ?? this.holder;
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        this.refusal = `stress is not solved; ${error.message}`;
      }
    } else if (this.built !== model) this.mechanics?.revise(model);
    this.built = model;
    return this.mechanics;
  }

  /** A picture may be of a mesh that has been left already; what carries the history on is none of its business. */
  private lookBack(model: Model): CellMechanics | undefined {
    const known =
      this.left?.model.mesh === model.mesh ? this.left : { model, mechanics: createCellMechanics(model) };
    this.left = known;
    return known.mechanics;
  }
}

function isDue(model: Model, state: CellState, phaseEnds: boolean): boolean {
  const passed = Math.min(
    passedBy(state) - (state.mechanics?.passed ?? 0),
    passedBy({ throughput: state.stepTally }),
  );
  const share = (passed * model.section.width) / (3600 * model.oneC);
  const { mode, interval } = model.scenario.mechanics;
  return share >= interval || (phaseEnds && (state.current > 0 || mode === "physical"));
}

function refuseOther(
  { mesh }: CellMechanics["body"],
  { displacement, stress, plasticStrain }: FlowState,
): void {
  const points = STRESS_COMPONENTS * POINTS_PER_ELEMENT * mesh.region.length;
  const fits =
    displacement.length === 2 * mesh.nodeCount && stress.length === points && plasticStrain.length === points;
  if (fits) return;
  const got = `the plastic history of ${stress.length} numbers`;
  throw new InputError([{ where: "mechanics", got, expected: `${points}, as this mesh has them` }]);
}
