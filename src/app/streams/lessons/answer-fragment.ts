/** How an address hands answers in; apart, so that a page that is opened otherwise loads no more. */

/** Before packed answers in an address. */
export const FRAGMENT = "#answers=";

/** Whether the fragment of an address hands answers in. */
export function handsIn(hash: string): boolean {
  return hash.startsWith(FRAGMENT);
}
