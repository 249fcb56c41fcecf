/**
 * From what a person sets to what the cells do: a live parameter of cells under way is a change at a time, told to both
 * at once; everything else builds them anew, which then begin with all parameters as they are.
 */
import { debounce, distinctUntilChanged, map, type Subject, Subscription, skip, timer } from "rxjs";
import type { CellEngine } from "../engine/cell-engine.ts";
import type { CellRequest } from "../engine/messages.ts";
import { type AppState, defaultState } from "./app-state.ts";
import type { Conductor } from "./clock/conductor.ts";
import type { Notice } from "./notices.ts";
import { valuesOfEvents } from "./parameter-events.ts";
import type { Store } from "./store.ts";

/** ms that a parameter must stand still before the cells are rebuilt. */
const REBUILD_PATIENCE = 350;

export interface RevisionParts {
  readonly store: Store;
  readonly engines: readonly [CellEngine, CellEngine];
  readonly conductor: Conductor;
  readonly notices$: Subject<Notice>;
  readonly requestOf: (state: AppState, cell: 0 | 1) => CellRequest;
  /** Builds a cell as the state has it, from the file that it has been opened from. */
  readonly begin: (cell: 0 | 1) => void;
  /** Lets go of files that cells have been opened from. */
  readonly closeFiles: () => void;
}

export interface Revisions {
  /** Builds both cells as the state has them, changes on the way included. */
  begin(): void;
  /** Builds both cells with the parameters as they are now, which are the beginning from then on. */
  restart(): void;
  /** Everything as on a first visit. */
  reset(): void;
  readonly subscription: Subscription;
}

/** Changes when, and only when, the cells must be built anew. */
function rebuildKey({ pair, contrast, seed, mesh, parameters }: AppState): string {
  return JSON.stringify([pair, contrast, seed, mesh, Object.entries(parameters).sort()]);
}

export function watchParameters(parts: RevisionParts): Revisions {
  const { store, engines, conductor, notices$ } = parts;
  const choiceOf = ({ pair, contrast }: AppState): string => `${pair} ${contrast}`;
  const subscription = new Subscription();
  let built = "";
  let choice = "";
  /** What the cells were sent, by revision, and the last revision that each of them has taken. */
  let sent: AppState["events"][] = [];
  const taken = [0, 0];

  const begin = (): void => {
    built = rebuildKey(store.state);
    choice = choiceOf(store.state);
    sent = [store.state.events];
    taken.fill(0);
    conductor.catchUp(undefined);
    parts.begin(0);
    parts.begin(1);
  };

  const restart = (): void => {
    const { events, parameters } = store.state;
    const past = events.filter(({ time }) => time <= conductor.nearTime);
    const now = Object.entries({ ...parameters, ...valuesOfEvents(past) });
    const set = now.filter(([path]) => store.isSet(path));
    parts.closeFiles();
    const { events: none } = defaultState;
    sent = [none];
    store.update({ events: none, parameters: Object.fromEntries(set) });
    begin();
  };

  const send = (events: AppState["events"]): void => {
    if (events === sent.at(-1) || rebuildKey(store.state) !== built) return;
    const revision = sent.push(events) - 1;
    engines.forEach((engine, cell) => {
      // One that is started again begins with them.
      if (engine.status.kind === "lost") taken[cell] = revision;
      else engine.revise(parts.requestOf(store.state, cell as 0 | 1), revision);
    });
  };

  /** Only another run can be what the link says. */
  const repeat = (): void => {
    const { time } = conductor.clock;
    begin();
    conductor.catchUp(time);
  };

  engines.forEach((engine, cell) => {
    subscription.add(
      engine.revised$.subscribe((answer) => {
        if (answer.kind === "revised") taken[cell] = answer.revision;
        else if (answer.late) repeat();
        else {
          notices$.next({ words: `That cannot be set now. ${answer.message}`, lasting: true });
          store.update({ events: sent[Math.min(...taken)]! });
        }
      }),
    );
  });
  subscription.add(
    store.state$
      .pipe(
        map(rebuildKey),
        distinctUntilChanged(),
        skip(1),
        debounce(() => timer(choiceOf(store.state) === choice ? REBUILD_PATIENCE : 0)),
      )
      .subscribe((key) => {
        if (key !== built) restart();
      }),
  );
  subscription.add(store.select("events").subscribe(send));

  return {
    begin,
    restart,
    reset() {
      const key = rebuildKey(store.state);
      parts.closeFiles();
      sent = [defaultState.events];
      store.reset();
      if (rebuildKey(store.state) === key) begin();
    },
    subscription,
  };
}
