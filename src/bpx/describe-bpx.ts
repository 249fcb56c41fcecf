/** What was taken from a file, for a person to look at before it is run. */
import { OWN_SECTION } from "./bpx-fields.ts";
import type { BpxReading } from "./read-bpx.ts";

const OWN = `User-defined.${OWN_SECTION}`;
const isOwn = (name: string): boolean => name === OWN;

/** Returns the lines of the preview. */
export function describeBpx({ title, version, taken, notes }: BpxReading): string[] {
  const named = taken.filter(({ name }) => !isOwn(name));
  const own = taken.length - named.length;
  const width = Math.max(...named.map(({ path }) => path.length));
  return [
    `${title}, BPX ${version}: ${taken.length} values are taken.`,
    ...named.map(({ name, path, text }) => `  ${path.padEnd(width)}  ${text}  (${name})`),
    ...(own > 0 ? [`  and ${own} of ${OWN}, which this program has written.`] : []),
    ...notes,
  ];
}
