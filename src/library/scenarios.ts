/**
 * The shipped scenarios, as their files have them: for `parseScenario(shipped("ncm"), { load: shipped })`, or as what a
 * scenario of one's own extends.
 *
 * @module fluxtwin/scenarios
 */

const files = import.meta.glob<Readonly<Record<string, unknown>>>("../../scenarios/*.json", {
  eager: true,
  import: "default",
});

/** Names of the shipped scenarios in alphabetical order. */
export const SHIPPED_NAMES: readonly string[] = Object.keys(files)
  .map((path) => path.replace(/^.*\/|\.json$/g, ""))
  .sort();

/** Returns the source of a shipped scenario, which is not to be written to; undefined where there is none of that name. */
export function shipped(name: string): Readonly<Record<string, unknown>> | undefined {
  return files[`../../scenarios/${name}.json`];
}
