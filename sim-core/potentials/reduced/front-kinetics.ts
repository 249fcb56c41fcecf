/** The kinetics at every node of the lithium front, where the reduced model has only found a few waves. */
import type { Boundary } from "../boundary.ts";
import {
  type BoundaryPotentials,
  createInterfaceCurrents,
  evaluateInterfaces,
  type InterfaceConditions,
} from "../interface-kinetics.ts";
import { forgetKinetics, type KineticsMemory, recallKinetics, rememberKinetics } from "../solver-memory.ts";
import { LEAST_SLOPE } from "./modal-defect.ts";

export interface FrontKinetics {
  /**
   * Writes what enters the electrolyte at the front to the end of `injection` [boundary.count], A/m: what the kinetics
   * pass at `potential` [boundary.count], to the relative error `accuracy`, and what that leaves of the particles'
   * current.
   */
  pass(
    conditions: InterfaceConditions,
    { potential, particleCurrent }: Pick<BoundaryPotentials, "potential" | "particleCurrent">,
    accuracy: number,
    injection: Float64Array,
  ): void;
  /** The next evaluation starts from nothing. */
  forget(): void;
  /** Where it would start. */
  remember(): KineticsMemory;
  recall(memory: KineticsMemory): void;
}

/** Returns kinetics that have not been evaluated yet. */
export function createFrontKinetics(boundary: Boundary): FrontKinetics {
  const { frontStart } = boundary;
  const front = frontAlone(boundary);
  const currents = createInterfaceCurrents(front);
  const none = new Float64Array(front.count);
  return {
    pass(conditions, { potential, particleCurrent }, accuracy, injection) {
      currents.accuracy = accuracy;
      const alone = { potential: potential.subarray(frontStart), injection: none, voltage: 0, drive: 0 };
      evaluateInterfaces(front, conditions, { ...alone, particleCurrent }, currents);
      const { residual, slope } = currents;
      let excess = 0;
      let conducting = 0;
      for (let k = 0; k < front.count; k++) {
        excess -= residual[k];
        conducting += slope[k];
      }
      for (const current of particleCurrent) excess += current;
      // What the iteration left goes where current can cross: nothing is stripped where no lithium is.
      for (let k = 0; k < front.count; k++) {
        injection[frontStart + k] = -residual[k] - (excess * slope[k]) / Math.max(conducting, LEAST_SLOPE);
      }
    },
    forget: () => forgetKinetics(currents),
    remember: () => rememberKinetics(currents),
    recall: (memory) => recallKinetics(currents, memory),
  };
}

/** The lithium front as a boundary without particles. */
function frontAlone({ count, frontStart }: Boundary): Boundary {
  return {
    count: count - frontStart,
    nodes: new Int32Array(0),
    particleStart: new Int32Array(1),
    frontStart: 0,
    arcLength: new Float64Array(0),
  };
}
