/** The kinetics at the samples of the interfaces: at few of them as long as the front is whole, else at all its nodes. */
import type { Boundary } from "../boundary.ts";
import {
  createInterfaceCurrents,
  type InterfaceConditions,
  type InterfaceCurrents,
} from "../interface-kinetics.ts";
import type { InterfaceModes } from "../interface-modes.ts";
import { forgetKinetics, type ReducedMemory, recallKinetics, rememberKinetics } from "../solver-memory.ts";
import { createInterfaceSamples, type InterfaceSamples } from "./interface-samples.ts";

/** Where the kinetics are evaluated, and what they were there. */
export interface KineticPoints {
  readonly samples: InterfaceSamples;
  readonly kinetics: InterfaceCurrents;
}

export interface SampledKinetics {
  /** Returns the points that serve under these conditions. */
  choose(conditions: Pick<InterfaceConditions, "frontDepleted">): KineticPoints;
  /** The next evaluation starts from nothing. */
  forget(): void;
  /** Where it would start. */
  remember(): Pick<ReducedMemory, "coarse" | "fine">;
  recall(memory: Pick<ReducedMemory, "coarse" | "fine">): void;
}

/** Returns kinetics that have not been evaluated yet. */
export function createSampledKinetics(boundary: Boundary, modes: InterfaceModes): SampledKinetics {
  const createPoints = (everyFrontNode: boolean): KineticPoints => {
    const samples = createInterfaceSamples(boundary, modes, everyFrontNode);
    return { samples, kinetics: createInterfaceCurrents(samples.boundary) };
  };
  const coarse = createPoints(false);
  let fine: KineticPoints | undefined;

  return {
    choose({ frontDepleted }) {
      // A front that is depleted in places is not smooth enough for few samples.
      if (!frontDepleted.includes(1)) return coarse;
      fine ??= createPoints(true);
      return fine;
    },
    forget() {
      forgetKinetics(coarse.kinetics);
      if (fine !== undefined) forgetKinetics(fine.kinetics);
    },
    remember: () => ({
      coarse: rememberKinetics(coarse.kinetics),
      fine: fine && rememberKinetics(fine.kinetics),
    }),
    recall(memory) {
      recallKinetics(coarse.kinetics, memory.coarse);
      if (memory.fine === undefined) return;
      fine ??= createPoints(true);
      recallKinetics(fine.kinetics, memory.fine);
    },
  };
}
