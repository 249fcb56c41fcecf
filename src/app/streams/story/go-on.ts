/** From the end of the story on, live. */
import { combineLatest, filter, firstValueFrom, merge } from "rxjs";
import type { CellEngine } from "../../engine/cell-engine.ts";
import type { Session } from "../session.ts";

/** Gives both cells of the session the states in `file`, paused; resolves when they stand there, or cannot. */
export async function goOnFromEnd(
  { engines, experiments, names$ }: Pick<Session, "engines" | "experiments" | "names$">,
  file: Uint8Array,
): Promise<void> {
  const there = firstValueFrom(combineLatest(engines.map(watchBuilt)));
  const [a, b] = await firstValueFrom(names$);
  const names = [`${a} of the story`, `${b} of the story`] as const;
  if (await experiments.open({ name: "The end of the story", bytes: file }, names)) await there;
}

function watchBuilt({ built$, status$ }: CellEngine) {
  return merge(built$, status$.pipe(filter(({ kind }) => kind === "refused" || kind === "lost")));
}
