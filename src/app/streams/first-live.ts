/** When the page has time for what is not of the picture. */
import { filter, firstValueFrom, merge, timer } from "rxjs";
import type { Session } from "./session.ts";

/** ms after which the rest of the page is not held back any longer, whatever the cells do. */
const LONGEST_WAIT = 3000;

/** Resolves when the cells have moved, when one of them has ended or cannot be built, or after a while. */
export async function untilLive({
  conductor,
  engines,
}: Pick<Session, "conductor" | "engines">): Promise<void> {
  const moved$ = conductor.clock$.pipe(filter(({ time }) => time > 0));
  const ended$ = merge(...engines.map(({ status$ }) => status$)).pipe(
    filter(({ kind }) => kind !== "building" && kind !== "running"),
  );
  await firstValueFrom(merge(moved$, ended$, timer(LONGEST_WAIT)));
}

/** Resolves when the page is shown as a whole. */
export async function untilPage({ look$ }: Pick<Session, "look$">): Promise<void> {
  await firstValueFrom(look$.pipe(filter(({ shell }) => shell === "page")));
}
