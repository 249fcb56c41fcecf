/** The one place that holds the state; everybody else watches it. */
import { BehaviorSubject, distinctUntilChanged, map, type Observable } from "rxjs";
import { type AppState, defaultState, type PairName } from "./app-state.ts";

export interface Store {
  readonly state$: Observable<AppState>;
  readonly state: AppState;
  update(patch: Partial<AppState>): void;
  setParameter(path: string, value: number | boolean | string): void;
  /** Back to what the scenario says. */
  clearParameter(path: string): void;
  /** Other cells with the parameters of their own scenarios. */
  choosePair(pair: PairName): void;
  /** Everything as it is on a first visit. */
  reset(): void;
  /** One member of the state, when it changes. */
  select<K extends keyof AppState>(key: K): Observable<AppState[K]>;
}

/** Returns a store that begins with `initial`. */
export function createStore(initial: AppState): Store {
  const state$ = new BehaviorSubject(initial);
  const update = (patch: Partial<AppState>): void => state$.next({ ...state$.value, ...patch });
  return {
    state$: state$.asObservable(),
    get state() {
      return state$.value;
    },
    update,
    setParameter(path, value) {
      if (state$.value.parameters[path] === value) return;
      update({ parameters: { ...state$.value.parameters, [path]: value } });
    },
    clearParameter(path) {
      if (!Object.hasOwn(state$.value.parameters, path)) return;
      const { [path]: _, ...parameters } = state$.value.parameters;
      update({ parameters });
    },
    choosePair(pair) {
      update({ pair, contrast: "own", parameters: {}, selection: undefined });
    },
    reset() {
      state$.next(defaultState);
    },
    select(key) {
      return state$.pipe(
        map((state) => state[key]),
        distinctUntilChanged(),
      );
    },
  };
}
