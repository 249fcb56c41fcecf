/** How deeply parsed JSON is nested, found without recursion, which deep nesting would exhaust. */

/** Deeper than anything that a person writes, and far from what exhausts the stack. */
export const DEEPEST_NESTING = 64;

/** Whether lists and objects stand within each other in `value` more than `limit` deep. */
export function exceedsDepth(value: unknown, limit: number): boolean {
  let level = isNest(value) ? [value] : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= limit) return true;
    const next: object[] = [];
    for (const nest of level) for (const inner of Object.values(nest)) if (isNest(inner)) next.push(inner);
    level = next;
  }
  return false;
}

function isNest(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
