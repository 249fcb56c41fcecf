/** What the cells are called, and what their scenarios hold in store for them. */
import { combineLatest, map, type Observable } from "rxjs";
import type { CellEngine } from "../engine/cell-engine.ts";
import { type AppState, cellsOf } from "./app-state.ts";
import type { FileNames } from "./files/opened-files.ts";

/** What the cells are called: after the file that they come from, where there is one. */
export function watchNames(
  state$: Observable<AppState>,
  opened$: Observable<FileNames>,
): Observable<readonly [string, string]> {
  return combineLatest([state$, opened$]).pipe(
    map(([state, opened]) => {
      const [a, b] = cellsOf(state).names;
      return [opened[0] ?? a, opened[1] ?? b] as const;
    }),
  );
}

/** Returns the changes on the way that stand in the scenarios, as lines; those of both cells, each once. */
export function watchScenarioEvents(engines: readonly CellEngine[]): Observable<readonly string[]> {
  const lists = engines.map(({ built$ }) => built$.pipe(map(({ scenarioEvents }) => scenarioEvents)));
  return combineLatest(lists).pipe(map((all) => [...new Set(all.flat())]));
}
