/** Opens both engines and the session on what the address asks for, and keeps the address up to date. */
import { animationFrames, map } from "rxjs";
import { startExplaining } from "../engine/explain-port.ts";
import { openCellEngine } from "../engine/worker-port.ts";
import { defaultState, openingPair } from "./app-state.ts";
import type { DecodedLook } from "./look.ts";
import { decodeOpening } from "./opening-state.ts";
import { parameterBounds } from "./parameter-lookup.ts";
import { createSession, type Session } from "./session.ts";
import { type DecodedState, decodeState } from "./url-state.ts";
import { syncUrl } from "./url-sync.ts";

export interface StartParts {
  readonly page: Window;
  /** Nothing moves before somebody says so: for those who asked their system for it, and while the story is told. */
  readonly standing: boolean;
  /** Resolves when the story is over, from when on the address is kept up to date; undefined without one. */
  readonly told: Promise<void> | undefined;
  /** Address of the geometry of the comparison that the page opens on, where it was built with the page. */
  readonly readyGeometry: string | undefined;
  readonly look: DecodedLook;
}

export function startSession({ page, standing, told, readyGeometry, look }: StartParts): Session {
  const decode = (query: string): DecodedState => decodeState(query, parameterBounds());
  const decoded = decodeOpening(page.location.search);
  const playing = decoded.state.playing && !standing;
  const { pair, mesh } = decoded.state;
  const geometry = pair === openingPair && mesh === defaultState.mesh ? readyGeometry : undefined;
  const session = createSession({
    engines: [openCellEngine("cell A", geometry), openCellEngine("cell B", geometry)],
    ticks$: animationFrames().pipe(map(({ timestamp }) => timestamp)),
    explaining: { start: startExplaining, cores: navigator.hardwareConcurrency },
    decode,
    look: look.look,
    initial: { ...decoded, state: { ...decoded.state, playing } },
  });
  if (told === undefined) syncUrl(session, page);
  else void told.then(() => syncUrl(session, page));
  const notices = [...decoded.notices, ...look.notices];
  if (notices.length > 0) {
    const words = `Not understood: ${notices.join(", ")}. The default stands instead.`;
    session.notices$.next({ words, lasting: true });
  }
  return session;
}
