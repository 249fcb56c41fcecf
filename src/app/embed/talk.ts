/** Answers the page around a frame. Nobody else is listened to, and answers go to that page's origin alone. */
import { fromEvent, interval, Subscription } from "rxjs";
import { parameterOf } from "../../../sim-core/index.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import { type CellEvent, mergeEvents } from "../streams/events.ts";
import type { HistoryPair } from "../streams/recorder.ts";
import type { Session } from "../streams/session.ts";
import type { DecodedState } from "../streams/url-state.ts";
import { AGREEMENT, type Ask, readAsk, type Tell, type ToldCell } from "./messages.ts";

export interface TalkParts {
  readonly page: Window;
  readonly session: Session;
  /** Origin of the page around this one; that of this page where undefined. */
  readonly partner: string | undefined;
  /** Paths of parameters and what else may not be changed from outside either. */
  readonly locks: readonly string[];
  readonly decode: (query: string) => DecodedState;
}

type Answer = Tell extends infer T ? (T extends Tell ? Omit<T, "fluxtwin" | "id"> : never) : never;

/** Begins with `ready`; what has happened is told as it happens. */
export function talkToParent(parts: TalkParts): Subscription {
  const { page, session } = parts;
  const origin = parts.partner ?? page.location.origin;
  const tell = (answer: Answer, id?: number | string): void => {
    page.parent.postMessage(
      { fluxtwin: AGREEMENT, ...(id === undefined ? {} : { id }), ...answer },
      { targetOrigin: origin },
    );
  };
  const subscription = new Subscription();
  let newest: HistoryPair | undefined;
  let told: ReadonlySet<string> = new Set();
  subscription.add(
    session.histories$.subscribe((histories) => {
      newest = histories;
      const events = mergeEvents(histories);
      for (const each of events.filter((one) => !told.has(nameOf(one)))) tell(describeEvent(each));
      // What a run that begins anew has not been through yet is told again.
      told = new Set(events.map(nameOf));
    }),
  );
  let watching: Subscription | undefined;
  subscription.add(() => watching?.unsubscribe());
  const state = watchState(session, () => newest);
  subscription.add(state.subscription);
  const respond = (ask: Ask): Answer => {
    if (ask.ask === "state") return state.read();
    if (ask.ask !== "watch") return obey(ask, parts);
    watching?.unsubscribe();
    watching = ask.every === 0 ? undefined : interval(ask.every).subscribe(() => tell(state.read(), ask.id));
    return { tell: "done" };
  };
  subscription.add(
    fromEvent<MessageEvent<unknown>>(page, "message").subscribe(({ data, source, origin: from }) => {
      if (source !== page.parent || source === page || from !== origin) return;
      const ask = readAsk(data);
      if (ask === undefined) return;
      if ("problems" in ask) tell({ tell: "refused", problems: ask.problems });
      else tell(respond(ask), ask.id);
    }),
  );
  tell({ tell: "ready" });
  return subscription;
}

function nameOf({ cell, event }: CellEvent): string {
  return `${cell} ${event.kind} ${event.time}`;
}

function describeEvent({ cell, event }: CellEvent): Answer {
  const { kind, cycle, time, message } = event;
  return { tell: "event", cell: cell === 0 ? "A" : "B", kind, cycle, time, message };
}

/** Does what is asked, whole or not at all. */
function obey(ask: Exclude<Ask, { ask: "state" | "watch" }>, parts: TalkParts): Answer {
  const { session, locks } = parts;
  const { store } = session;
  if (ask.ask === "set") {
    const problems = Object.entries(ask.parameters).flatMap(([path, value]) =>
      findProblem(path, value, locks),
    );
    if (problems.length > 0) return { tell: "refused", problems };
    for (const [path, value] of Object.entries(ask.parameters)) store.setParameter(path, value);
    return { tell: "done" };
  }
  if (ask.ask === "show") return show(ask.query, parts);
  if (locks.includes("time"))
    return { tell: "refused", problems: [`${ask.ask}: got time; expected no lock of it`] };
  if (ask.ask === "restart") session.restart();
  else store.update({ playing: ask.ask === "play" });
  return { tell: "done" };
}

function findProblem(path: string, value: number | boolean | string, locks: readonly string[]): string[] {
  const entry = parameterOf(path);
  if (entry === undefined || entry.group === "run" || entry.kind === "function")
    return [`parameters: got ${path}; expected a parameter that can be set`];
  if (locks.includes(path))
    return [`${path}: got ${value}; expected no change, as the frame's address locks it`];
  if (entry.kind === "number") {
    const { minimum, maximum, unit } = entry;
    const isRight = typeof value === "number" && value >= minimum && value <= maximum;
    return isRight
      ? []
      : [`${path}: got ${value}; expected a number from ${minimum} to ${maximum} ${unit}`.trim()];
  }
  if (entry.kind === "switch")
    return typeof value === "boolean" ? [] : [`${path}: got ${value}; expected true or false`];
  return entry.options.some((option) => option === value)
    ? []
    : [`${path}: got ${value}; expected ${entry.options.join(", ")}`];
}

/** What is looked at, and how fast; nothing that would build the cells anew. */
const SHOWN = ["layer", "chart", "speed", "view", "curtain", "scale", "log", "curves", "cycle", "particle"];

function show(text: string, { session, locks, decode }: TalkParts): Answer {
  const query = new URLSearchParams(text);
  const allowed = SHOWN.filter((key) => !locks.includes(key) && !(key === "speed" && locks.includes("time")));
  const foreign = [...query.keys()].filter((key) => !allowed.includes(key));
  const whole = new URLSearchParams(session.query(false));
  for (const [key, value] of query) whole.set(key, value);
  const { state, notices } = decode(whole.toString());
  const problems = [
    ...foreign.map((key) => `query: got ${key}; expected ${allowed.join(", ")}`),
    ...notices.map((notice) => `query: got ${notice}; expected what the page's own address takes`),
  ];
  if (problems.length > 0) return { tell: "refused", problems };
  // Addresses do not hold protocols that are too long for them.
  const { playing, protocols } = session.store.state;
  session.store.update({ ...state, playing, protocols });
  return { tell: "done" };
}

/** Keeps what a state is made of, and returns how to read it. */
function watchState(
  session: Session,
  histories: () => HistoryPair | undefined,
): { readonly subscription: Subscription; readonly read: () => Answer } {
  let names: readonly [string, string] = ["", ""];
  let parameters: Readonly<Record<string, number | boolean | string>> = {};
  let frames: FramePair = [undefined, undefined];
  let statuses: readonly { readonly kind: string }[] = [];
  const subscription = new Subscription();
  subscription.add(session.names$.subscribe((now) => (names = now)));
  subscription.add(session.values$.subscribe((now) => (parameters = now)));
  subscription.add(session.viewing.frames$.subscribe((now) => (frames = now)));
  subscription.add(session.statuses$.subscribe((now) => (statuses = now)));
  const tellCell = (cell: 0 | 1): ToldCell | null => {
    const frame = frames[cell];
    if (frame === undefined) return null;
    const { voltage, currentDensity, capacity, cycle, activeFraction } = frame;
    const retention = histories()?.[cell].cycles.at(-1)?.retention ?? null;
    const status = statuses[cell]?.kind ?? "building";
    return { name: names[cell], status, cycle, voltage, currentDensity, capacity, activeFraction, retention };
  };
  return {
    subscription,
    read: () => ({
      tell: "state",
      time: session.viewing.time,
      playing: session.store.state.playing,
      cells: [tellCell(0), tellCell(1)],
      parameters,
      query: session.query(true),
    }),
  };
}
