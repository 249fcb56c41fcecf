/** JSON files as the project writes them. */

/** Returns the text of a file that holds `value`. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
