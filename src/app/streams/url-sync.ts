/**
 * Keeps the address of the page equal to the state. A standing clock is written too, so that a reload of a paused
 * page comes back to the same moment (the run is repeated up to it); a running one starts from the beginning.
 */
import { auditTime, merge, type Subscription } from "rxjs";
import type { Session } from "./session.ts";

/** ms between two rewritings of the address; browsers refuse many more. */
const INTERVAL = 250;

export function syncUrl(session: Session, location: Location, history: History): Subscription {
  return merge(session.store.state$, session.conductor.clock$)
    .pipe(auditTime(INTERVAL))
    .subscribe(() => {
      const query = session.query(!session.store.state.playing);
      const wanted = `${location.pathname}${query === "" ? "" : `?${query}`}`;
      if (wanted !== `${location.pathname}${location.search}`) history.replaceState(null, "", wanted);
    });
}
