/** What every parameter of the cells is now, or has been set to be. */
import { combineLatest, map, type Observable } from "rxjs";
import type { CellEngine } from "../engine/cell-engine.ts";
import type { ParameterValues } from "../engine/messages.ts";
import { type AppState, cellsOf, coatingOnly } from "./app-state.ts";
import { farthestTime, isOver } from "./clock/cell-times.ts";
import type { Conductor } from "./clock/conductor.ts";
import { valuesOfEvents } from "./parameter-events.ts";
import { needsRebuild } from "./parameter-lookup.ts";

export interface ValueSources {
  readonly engines: readonly [CellEngine, CellEngine];
  readonly conductor: Pick<Conductor, "horizon" | "nearTime">;
  readonly state$: Observable<AppState>;
  /** The moment of the past that is looked at, s; undefined at the newest one. */
  readonly past$: Observable<number | undefined>;
}

/** Returns the values as they change, display units; of the coated cell where only it has one. */
export function watchValues({
  engines,
  conductor,
  state$,
  past$,
}: ValueSources): Observable<ParameterValues> {
  return combineLatest([engines[0].values$, engines[1].values$, state$, past$]).pipe(
    map(([a, b, state, past]) => {
      const further = engines[1].time > engines[0].time ? b : a;
      const own = state.link === "own" ? further : a;
      const wished = isOver(engines)
        ? { ...state.parameters, ...valuesOfEvents(state.events) }
        : wishes(state, conductor, farthestTime(engines));
      const then = past === undefined ? {} : valuesAt(past, state, ownValues(engines, state));
      return { ...own, ...coatedValues(b, state), ...wished, ...then };
    }),
  );
}

/** Returns what is changed on the way as it was at `time` (s). */
function valuesAt(time: number, { events, parameters }: AppState, own: ParameterValues): ParameterValues {
  const changed = Object.keys(valuesOfEvents(events)).flatMap((path) => {
    const value = parameters[path] ?? own[path];
    return value === undefined ? [] : [[path, value] as const];
  });
  return { ...Object.fromEntries(changed), ...valuesOfEvents(events.filter((event) => event.time <= time)) };
}

/** Returns the values as the scenarios have them, without what a person has set. */
export function ownValues(engines: readonly [CellEngine, CellEngine], state: AppState): ParameterValues {
  return { ...engines[0].own, ...coatedValues(engines[1].own, state) };
}

/** The coated cell speaks for what only a coating has. */
function coatedValues(values: ParameterValues, state: AppState): ParameterValues {
  if (!cellsOf(state).coated[1]) return {};
  return Object.fromEntries(Object.entries(values).filter(([path]) => coatingOnly.has(path)));
}

/**
 * What has been set and the cells, which have come to `reached` (s), do not say of themselves yet: new beginnings, and the
 * changes that they are about to come to.
 */
function wishes(
  state: AppState,
  { horizon, nearTime }: ValueSources["conductor"],
  reached: number,
): ParameterValues {
  const isNew = horizon === 0;
  const beginnings = Object.entries(state.parameters).filter(([path]) => isNew || needsRebuild(path));
  const coming = state.events.filter(({ time }) => time >= reached && time <= nearTime);
  return { ...Object.fromEntries(beginnings), ...valuesOfEvents(coming) };
}
