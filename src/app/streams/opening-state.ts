/** What an address opens. */
import { openingPair } from "./app-state.ts";
import { parameterBounds } from "./parameter-lookup.ts";
import { type DecodedState, decodeState, saysNothing } from "./url-state.ts";

/** Returns the state that an address asks for; one that says nothing of the cells opens the page's own comparison. */
export function decodeOpening(search: string): DecodedState {
  const decoded = decodeState(search, parameterBounds());
  return saysNothing(search) ? { ...decoded, state: { ...decoded.state, pair: openingPair } } : decoded;
}
