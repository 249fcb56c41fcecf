/** Keys that work wherever the focus is, except where one types or where the key already means something. */
import { layers } from "../layers/list.ts";
import { isOver } from "../streams/clock/cell-times.ts";
import type { Session } from "../streams/session.ts";

export interface PageActions {
  readonly session: Session;
  readonly openHelp: () => void;
  readonly openLab: () => void;
}

/** What means something of its own by keys, and by the space bar. */
const OWN_KEYS = "dialog, textarea, select, input:not([type=range], [type=radio])";
const OWN_SPACE = "button, a, [type=radio], [type=checkbox], summary";

/** Keys that do nothing where the address of a frame holds what they change. */
const heldKeys: Readonly<Record<string, readonly string[]>> = {
  time: [" ", ".", ",", "[", "]", "n", "N", "r", "R"],
  layer: ["l", "L"],
  hand: ["h", "H"],
};

/** Runs the action of the key, if it has one here. */
export function handlePageKey(event: KeyboardEvent, { session, openHelp, openLab }: PageActions): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  // Cards hold parts with trees of their own.
  const path = event.composedPath().filter((each): each is Element => "matches" in each);
  if (path.some((each) => each.matches(OWN_KEYS))) return;
  const { store, conductor, viewing } = session;
  const { locks } = session.look$.value;
  const cycleLayer = (by: number): void => {
    const at = layers.findIndex(({ key }) => key === store.state.layer);
    store.update({ layer: layers[(at + by + layers.length) % layers.length]!.key });
  };
  const actions: Readonly<Record<string, () => void>> = {
    " ": () => {
      if (viewing.past !== undefined || !isOver(session.engines))
        store.update({ playing: !store.state.playing });
    },
    ".": () => (viewing.past === undefined ? conductor.step() : viewing.step(1)),
    ",": () => viewing.step(-1),
    "[": () => session.lookAtEvent(-1),
    "]": () => session.lookAtEvent(1),
    n: () => viewing.leavePast(),
    N: () => viewing.leavePast(),
    r: () => session.restart(),
    R: () => session.restart(),
    h: () => session.hand.hold({ on: !session.hand.tool$.value.on }),
    H: () => session.hand.hold({ on: !session.hand.tool$.value.on }),
    l: () => cycleLayer(1),
    L: () => cycleLayer(-1),
    p: openLab,
    P: openLab,
    "?": openHelp,
  };
  const action = actions[event.key];
  if (action === undefined || locks.some((lock) => heldKeys[lock]?.includes(event.key))) return;
  if (event.key === " " && path.some((each) => each.matches(OWN_SPACE))) return;
  if (event.key === "." && store.state.playing) return;
  event.preventDefault();
  action();
}
