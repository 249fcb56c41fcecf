/** Whether the cells are read, with the programs that this takes. */
import { distinctUntilChanged, from, map, type Observable, of, switchMap } from "rxjs";
import type { Session } from "../streams/session.ts";

/** Returns whether a tool is chosen and its program is there; chooses none where it does not come. */
export function watchReading({ store, notices$ }: Session): Observable<boolean> {
  return store.select("reading").pipe(
    map((tool) => tool !== undefined),
    distinctUntilChanged(),
    switchMap((reads) => (reads ? from(load({ store, notices$ })) : of(false))),
  );
}

async function load({ store, notices$ }: Pick<Session, "store" | "notices$">): Promise<boolean> {
  try {
    await Promise.all([import("./fluxtwin-reading.ts"), import("./fluxtwin-reading-marks.ts")]);
    return true;
  } catch {
    notices$.next({ words: "What reads the cells did not load. Is the server there?", lasting: true });
    store.update({ reading: undefined });
    return false;
  }
}
