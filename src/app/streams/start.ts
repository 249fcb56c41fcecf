/** Opens both engines and the session on what the address asks for, and keeps the address up to date. */
import { animationFrames, map } from "rxjs";
import { startExplaining } from "../engine/explain-port.ts";
import { openCellEngine } from "../engine/worker-port.ts";
import { defaultState } from "./app-state.ts";
import { parameterBounds } from "./parameter-lookup.ts";
import { createSession, type Session } from "./session.ts";
import { decodeState } from "./url-state.ts";
import { syncUrl } from "./url-sync.ts";

export interface StartParts {
  readonly page: Window;
  /** Asked for by the person's system: then nothing moves before they say so. */
  readonly reducedMotion: boolean;
  /** Address of the geometry of the comparison that the page opens on, where it was built with the page. */
  readonly readyGeometry: string | undefined;
}

export function startSession({ page, reducedMotion, readyGeometry }: StartParts): Session {
  const decoded = decodeState(page.location.search, parameterBounds());
  const playing = decoded.state.playing && !reducedMotion;
  const { pair, mesh } = decoded.state;
  const geometry = pair === defaultState.pair && mesh === defaultState.mesh ? readyGeometry : undefined;
  const session = createSession({
    engines: [openCellEngine("cell A", geometry), openCellEngine("cell B", geometry)],
    ticks$: animationFrames().pipe(map(({ timestamp }) => timestamp)),
    explaining: { start: startExplaining, cores: navigator.hardwareConcurrency },
    initial: { ...decoded, state: { ...decoded.state, playing } },
  });
  syncUrl(session, page);
  if (decoded.notices.length > 0) {
    const words = `Not understood: ${decoded.notices.join(", ")}. The default stands instead.`;
    session.notices$.next({ words, lasting: true });
  }
  return session;
}
