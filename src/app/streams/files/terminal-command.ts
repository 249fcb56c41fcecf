/** A cell of the page as a command of the terminal program, which solves the same run to the same bytes. */
import type { CellRequest } from "../../engine/messages.ts";

/** Overrides with an option of their own. */
const OPTIONS: readonly string[] = ["mesh", "seed"];

/**
 * Returns the command line of a run of the request; settings are in display units, as everywhere in the page. A protocol of
 * its own is written into a file first, which is called after `cell`.
 */
export function writeTerminalCommand(
  { scenario, overrides, events, protocol }: CellRequest,
  cell: 0 | 1 = 0,
): string {
  const words = ["npm run -s fluxtwin -- run", scenario];
  for (const name of OPTIONS) {
    if (overrides[name] !== undefined) words.push(`--${name} ${overrides[name]}`);
  }
  for (const path of Object.keys(overrides).sort()) {
    if (!OPTIONS.includes(path)) words.push(`--set ${quote(`${path}=${overrides[path]}`)}`);
  }
  for (const event of events) words.push(`--event ${quote(event)}`);
  if (protocol === undefined) return words.join(" ");
  const file = `protocol-${"AB"[cell]}.txt`;
  const lines = protocol.trimEnd().split(/\r?\n/).map(quote).join(" ");
  return `printf '%s\\n' ${lines} > ${file}; ${words.join(" ")} --protocol ${file}`;
}

/** What a shell would take apart or replace stands in single quotes. */
function quote(text: string): string {
  return /^[\w.,:=+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
