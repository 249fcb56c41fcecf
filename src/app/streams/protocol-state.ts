/** Protocols in the address: one for both cells, or one for each; texts of protocols that are too long stay out of links. */
import type { ProtocolPair } from "./app-state.ts";
import type { ReadKey } from "./comparison.ts";

/** Keys of the address. */
export const protocolKeys = [...["protocol", "protocolA", "protocolB"]] as const;

/** Characters, as an address writes them, that both protocols may take: browsers and servers take some thousand in all. */
const LONGEST_LINKED = 1500;
/** Characters of a protocol that is read. */
const LONGEST_READ = 100_000;

/** Adds what is not the scenarios' own to the query. */
export function encodeProtocols([a, b]: ProtocolPair, query: URLSearchParams): void {
  if (a !== undefined && a === b) query.set("protocol", a);
  else {
    if (a !== undefined) query.set("protocolA", a);
    if (b !== undefined) query.set("protocolB", b);
  }
}

/** Returns what the address says; what it means is for the reader of scenarios to say. */
export function decodeProtocols(read: ReadKey): ProtocolPair {
  const text = (key: string, fallback: string | undefined): string | undefined =>
    read<string | undefined>(
      key,
      (own) => (own.trim() !== "" && own.length <= LONGEST_READ ? own : undefined),
      fallback,
    );
  const both = text("protocol", undefined);
  return [text("protocolA", both), text("protocolB", both)];
}

/** Characters that the protocols take in an address. */
function linkedLength(protocols: ProtocolPair): number {
  const query = new URLSearchParams();
  encodeProtocols(protocols, query);
  return query.toString().length;
}

/** Whether a link can hold them. */
export function fitsLink(protocols: ProtocolPair): boolean {
  return linkedLength(protocols) <= LONGEST_LINKED;
}
