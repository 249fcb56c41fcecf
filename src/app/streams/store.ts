/** The one place that holds the state; everybody else watches it. */
import { BehaviorSubject, distinctUntilChanged, map, type Observable } from "rxjs";
import type { ParameterValues } from "../engine/messages.ts";
import { type AppState, defaultState, openingPair, type PairName } from "./app-state.ts";
import { addHandEvent, type Handling, isHandEvent } from "./hand-events.ts";
import { addParameterEvent, type ParameterEvent, valuesOfEvents } from "./parameter-events.ts";

/** What the store must know of the cells to tell a change on the way from another beginning. */
export interface Surroundings {
  /**
   * When a change of the parameter, what a hand does where undefined, would act, and until when it takes the place of another one
   * (s); undefined where it is to hold from the beginning.
   */
  readonly changeTime: (
    path: string | undefined,
  ) => { readonly from: number; readonly until: number } | undefined;
  /** Whether nothing is to come any more: then what is set is of another run. */
  readonly isOver: () => boolean;
  /** The moment of the past that is looked at, s; undefined at the newest one. */
  readonly viewed: () => number | undefined;
  /** Goes back to that moment, where the parameter, or what a hand touches where it is undefined, can be changed there. */
  readonly branch: (path: string | undefined) => void;
  /** What the scenario says; undefined where that is not known yet. */
  readonly own: (path: string) => number | boolean | string | undefined;
}

const alone: Surroundings = {
  changeTime: () => undefined,
  isOver: () => false,
  viewed: () => undefined,
  branch: () => undefined,
  own: () => undefined,
};

export interface Store {
  readonly state$: Observable<AppState>;
  readonly state: AppState;
  update(patch: Partial<AppState>): void;
  /** Changes the beginning, or, where the cells are under way and can take it, what comes. */
  setParameter(path: string, value: number | boolean | string): void;
  /** Does what a hand does as soon as the cells can take it; returns when, s, or undefined where they cannot. */
  handle(handling: Handling): number | undefined;
  /** Back to what the scenario says. */
  clearParameter(path: string): void;
  /** Whether a person has set it to anything but what the scenario says. */
  isSet(path: string): boolean;
  /** Other cells with the parameters of their own scenarios. */
  choosePair(pair: PairName): void;
  /** Everything as it is on a first visit. */
  reset(): void;
  /** One member of the state, when it changes. */
  select<K extends keyof AppState>(key: K): Observable<AppState[K]>;
}

/** What cells are that are as their scenarios say. */
const OWN_SCENARIOS = {
  link: "own",
  ...{ parameters: {}, protocols: defaultState.protocols, events: [], selection: undefined },
} as const;

/** Returns a store that begins with `initial`. */
export function createStore(initial: AppState, surroundings: Surroundings = alone): Store {
  const { changeTime, isOver, viewed, branch, own } = surroundings;
  const state$ = new BehaviorSubject(initial);
  const update = (patch: Partial<AppState>): void => state$.next({ ...state$.value, ...patch });
  /** What has been set last by the moment that is looked at, be it to what the scenario says. */
  const lastSet = (path: string): number | boolean | string | undefined =>
    lastSetIn(state$.value, path, viewed());
  const isSet = (path: string): boolean => {
    const value = lastSet(path);
    return value !== undefined && value !== own(path);
  };
  const change = (
    path: string,
    value: number | boolean | string,
    { from, until }: { readonly from: number; readonly until: number },
  ): void => update({ events: addParameterEvent(state$.value.events, { time: from, path, value }, until) });
  const { beginnings, begin } = beginningsOf(state$, isOver);
  return {
    state$: state$.asObservable(),
    get state() {
      return state$.value;
    },
    update,
    setParameter(path, value) {
      if (lastSet(path) === value) return;
      branch(path);
      const time = changeTime(path);
      if (time !== undefined) change(path, value, time);
      else begin({ ...beginnings(), [path]: value });
    },
    handle(handling) {
      branch(undefined);
      return handleIn(state$, handling, changeTime(undefined));
    },
    clearParameter(path) {
      if (isSet(path)) branch(path);
      const time = changeTime(path);
      const value = own(path);
      if (time !== undefined && value !== undefined) {
        if (lastSet(path) !== undefined && lastSet(path) !== value) change(path, value, time);
        return;
      }
      const { [path]: set, ...parameters } = beginnings();
      if (set !== undefined) begin(parameters);
    },
    isSet,
    choosePair(pair) {
      update({ ...OWN_SCENARIOS, pair });
    },
    reset() {
      state$.next({ ...defaultState, pair: openingPair });
    },
    select(key) {
      return state$.pipe(
        map((state) => state[key]),
        distinctUntilChanged(),
      );
    },
  };
}

/** What has been set last by `time` (s), or in the whole run. */
function lastSetIn(
  { events, parameters }: AppState,
  path: string,
  time = Number.POSITIVE_INFINITY,
): number | boolean | string | undefined {
  const event = events.findLast(
    (one): one is ParameterEvent => !isHandEvent(one) && one.path === path && one.time <= time,
  );
  return event?.value ?? (Object.hasOwn(parameters, path) ? parameters[path] : undefined);
}

/** Does it from a time on, s, and returns that; undefined without one. */
function handleIn(
  state$: BehaviorSubject<AppState>,
  handling: Handling,
  time: { readonly from: number; readonly until: number } | undefined,
): number | undefined {
  if (time === undefined) return undefined;
  const { from, until } = time;
  const events = addHandEvent(state$.value.events, { ...handling, time: from }, until);
  state$.next({ ...state$.value, events });
  return from;
}

/** What the next run begins with, where nothing is to come in this one any more; parameters alone otherwise. */
function beginningsOf(
  state$: BehaviorSubject<AppState>,
  isOver: () => boolean,
): { readonly beginnings: () => ParameterValues; readonly begin: (parameters: ParameterValues) => void } {
  return {
    beginnings() {
      const { events, parameters } = state$.value;
      return isOver() ? { ...parameters, ...valuesOfEvents(events) } : parameters;
    },
    begin(parameters) {
      const { events } = isOver() ? defaultState : state$.value;
      state$.next({ ...state$.value, parameters, events });
    },
  };
}
