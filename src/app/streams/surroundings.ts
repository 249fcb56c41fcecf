/** What the store must know of the cells, asked of them. */
import type { CellEngine } from "../engine/cell-engine.ts";
import { ownValues } from "./cell-values.ts";
import { isOver } from "./clock/cell-times.ts";
import type { Conductor } from "./clock/conductor.ts";
import { needsRebuild } from "./parameter-lookup.ts";
import type { Viewing } from "./past-frames/viewing.ts";
import type { RunTravel } from "./past-runs/run-travel.ts";
import type { Store, Surroundings } from "./store.ts";

interface Asked {
  readonly store: Store;
  readonly conductor: Conductor;
  readonly viewing: Viewing;
  readonly travel: RunTravel;
}

/** What the store asks of the cells; `parts` are there when it asks. */
export function surroundingsOf(engines: readonly [CellEngine, CellEngine], parts: () => Asked): Surroundings {
  return {
    changeTime(path) {
      const { conductor, travel } = parts();
      return isOver(engines) ? undefined : changeTimeOf(path, conductor, travel.branchTime);
    },
    isOver: () => isOver(engines),
    viewed: () => parts().viewing.changeable,
    branch(path) {
      const { viewing, travel } = parts();
      const isLive = path === undefined || !needsRebuild(path);
      if (viewing.changeable !== undefined && isLive) travel.branch();
    },
    own: (path) => ownValues(engines, parts().store.state)[path],
  };
}

/**
 * When a change of the parameter, or what a hand does where there is none, would act in cells that are under way or come back
 * to `branchTime` (s, or 0); undefined where it builds them anew.
 */
function changeTimeOf(
  path: string | undefined,
  { horizon, changeTime, nearTime }: Conductor,
  branchTime: number,
): { readonly from: number; readonly until: number } | undefined {
  const stands = horizon === 0 && branchTime === 0;
  if (path !== undefined && (stands || needsRebuild(path))) return undefined;
  return { from: Math.max(branchTime, changeTime), until: Math.max(branchTime, nearTime) };
}
