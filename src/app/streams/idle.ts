/** Whether anybody is there: for pages that stand in an exhibition. */
import { debounceTime, map, type Observable, type SchedulerLike, take } from "rxjs";

/** Emits once, when nothing has been touched for so many `seconds` after something was. */
export function whenLeft(
  touches$: Observable<unknown>,
  seconds: number,
  scheduler?: SchedulerLike,
): Observable<void> {
  return touches$.pipe(
    debounceTime(1000 * seconds, scheduler),
    map(() => undefined),
    take(1),
  );
}
