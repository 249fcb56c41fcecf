/**
 * Keeps the address of the page equal to the state. A standing clock is written too, so that a reload of a paused
 * page comes back to the same moment (the run is repeated up to it); a running one starts from the beginning.
 * What a person changes on purpose is a new entry of the browser's history, so that Back walks through the states of the
 * page; what one drags is one change.
 */
import { auditTime, fromEvent, merge, Subscription } from "rxjs";
import { type AppState, defaultState, openingPair } from "./app-state.ts";
import { isContactHandling, isHandEvent, writeHandEvent } from "./hand-events.ts";
import { withLook } from "./look.ts";
import { decodeOpening } from "./opening-state.ts";
import type { PageEvent } from "./parameter-events.ts";
import type { Station } from "./past-runs/run-travel.ts";
import type { Session } from "./session.ts";
import { encodeState } from "./url-state.ts";

/** The query of the comparison that the page opens on. */
const OPENING = encodeState({ ...defaultState, pair: openingPair });
/** ms between two rewritings of the address; browsers refuse many more. */
const INTERVAL = 250;
/** ms within which a further change of the same thing belongs to the change before. */
const SAME_CHANGE = 2000;

/** What there is of an entry of the browser's history besides its address. */
interface Entry {
  readonly fluxtwin: number;
}

export function syncUrl(session: Session, page: Window): Subscription {
  return new AddressSync(session, page).subscription;
}

class AddressSync {
  readonly subscription = new Subscription();
  readonly #session: Session;
  readonly #page: Window;
  /** By the number that an entry has; the page before a reload had its own. */
  readonly #stations = new Map<number, Station>();
  #entry = 0;
  #lastEntry = 0;
  /** What was changed last, and when, ms. */
  #subject = "";
  #changedAt = Number.NEGATIVE_INFINITY;

  constructor(session: Session, page: Window) {
    this.#session = session;
    this.#page = page;
    this.#begin();
    this.subscription.add(
      merge(session.store.state$, session.conductor.clock$, session.viewing.past$, session.look$)
        .pipe(auditTime(INTERVAL))
        .subscribe(() => this.#write()),
    );
    this.subscription.add(
      fromEvent<PopStateEvent>(page, "popstate").subscribe(({ state }) => this.#return(state)),
    );
  }

  /** Numbers go on after a reload, so that none means two states. */
  #begin(): void {
    const { history } = this.#page;
    this.#lastEntry = Date.now();
    this.#entry = this.#lastEntry;
    this.#note();
    history.replaceState(this.#mark(), "");
  }

  #write(): void {
    const { store, travel } = this.#session;
    // About to be built anew: the change and its run are one.
    if (!travel.settled) return;
    const before = this.#stations.get(this.#entry);
    const subject = before === undefined ? "" : subjectOf(before, { state: store.state, run: travel.run });
    const { history, location, performance } = this.#page;
    const wanted = this.#address();
    if (subject === "") {
      if (wanted !== `${location.pathname}${location.search}`) history.replaceState(this.#mark(), "", wanted);
      this.#note();
      return;
    }
    const now = performance.now();
    const isSame = subject === this.#subject && now - this.#changedAt < SAME_CHANGE;
    this.#subject = subject;
    this.#changedAt = now;
    if (isSame) history.replaceState(this.#mark(), "", wanted);
    else {
      this.#entry = ++this.#lastEntry;
      history.pushState(this.#mark(), "", wanted);
    }
    this.#note();
  }

  #return(state: unknown): void {
    const { store, conductor, travel } = this.#session;
    const { location } = this.#page;
    const number = isEntry(state) ? state.fluxtwin : ++this.#lastEntry;
    const station = this.#stations.get(number);
    this.#entry = number;
    this.#subject = "";
    if (station !== undefined) travel.return(station);
    else {
      const { state: written, time } = decodeOpening(location.search);
      store.update(written);
      if (!travel.settled) this.#session.restart();
      conductor.catchUp(time);
    }
    this.#note();
  }

  #note(): void {
    this.#stations.set(this.#entry, { state: this.#session.store.state, run: this.#session.travel.run });
  }

  #mark(): Entry {
    return { fluxtwin: this.#entry };
  }

  #address(): string {
    const { store, look$ } = this.#session;
    const said = this.#session.query(!store.state.playing);
    // The page opens on it by itself, and a lesson sets the cells up itself.
    const isSilent = said === OPENING || look$.value.lesson !== undefined;
    const query = withLook(isSilent ? "" : said, look$.value);
    return `${this.#page.location.pathname}${query === "" ? "" : `?${query}`}`;
  }
}

function isEntry(state: unknown): state is Entry {
  return typeof state === "object" && state !== null && "fluxtwin" in state;
}

/** Members of the state that a person chooses; how fast the clock goes is none of them. */
const chosen = [
  "pair",
  "link",
  "seed",
  "mesh",
  "protocols",
  "layer",
  "chart",
] as const satisfies readonly (keyof AppState)[];

/** Returns what differs from one station to the next, as words that are the same for changes of the same thing. */
export function subjectOf(before: Station, after: Station): string {
  const members = chosen.filter((name) => before.state[name] !== after.state[name]);
  const parameters = changedPaths(before.state.parameters, after.state.parameters);
  const events = after.state.events.filter((event) => !before.state.events.includes(event)).map(nameChange);
  const lost = before.state.events.length > 0 && after.state.events.length < before.state.events.length;
  const run = before.run === after.run ? [] : ["run"];
  return [...members, ...parameters, ...events, ...(lost ? ["undone"] : []), ...run].join(" ");
}

/** Strokes over particles are one change while one goes on; of all else that a hand does each is a change of its own. */
function nameChange(event: PageEvent): string {
  if (!isHandEvent(event)) return event.path;
  return `hand ${event.cell} ${isContactHandling(event) ? event.contact : writeHandEvent(event)}`;
}

function changedPaths(before: AppState["parameters"], after: AppState["parameters"]): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths].filter((path) => before[path] !== after[path]).sort();
}
