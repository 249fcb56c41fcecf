/**
 * Records that share parts, as a list of the shared parts and a root in which references stand for them, and back. What was
 * one object is one object again, so that nothing is stored twice and comparisons of identity hold. No cycles.
 */

/** Stands for an entry of the list. */
export class Reference {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

export interface FlatGraph {
  /** Each refers only to those before it. */
  readonly shared: readonly unknown[];
  readonly root: unknown;
}

/** Records within records; a state has about ten levels. */
const DEEPEST = 40;

/**
 * Returns the graph of plain records, lists and typed arrays below `root`, the same whatever the order in which members were
 * written. Records lose members that are undefined.
 */
export function flattenGraph(root: unknown): FlatGraph {
  const uses = new Map<object, number>();
  const count = (value: unknown): void => {
    if (!isObject(value)) return;
    const before = uses.get(value) ?? 0;
    uses.set(value, before + 1);
    if (before === 0 && !ArrayBuffer.isView(value)) mapMembers(value, count);
  };
  count(root);
  const shared: unknown[] = [];
  const placed = new Map<object, Reference>();
  const flatten = (value: unknown): unknown => {
    if (!isObject(value)) return value;
    const known = placed.get(value);
    if (known !== undefined) return known;
    const flat = ArrayBuffer.isView(value) ? value : mapMembers(value, flatten);
    if (uses.get(value) === 1) return flat;
    const reference = new Reference(shared.push(flat) - 1);
    placed.set(value, reference);
    return reference;
  };
  return { root: flatten(root), shared };
}

/** Returns the root with its parts in place; throws RangeError where a reference leads nowhere or records are too deep. */
export function restoreGraph({ shared, root }: FlatGraph): unknown {
  const restored: unknown[] = [];
  const restore = (value: unknown, depth: number): unknown => {
    if (depth > DEEPEST) throw new RangeError(`records in more than ${DEEPEST} levels`);
    if (value instanceof Reference) {
      if (value.index >= restored.length) throw new RangeError(`a reference to part ${value.index}`);
      return restored[value.index];
    }
    if (!isObject(value) || ArrayBuffer.isView(value)) return value;
    return mapMembers(value, (own) => restore(own, depth + 1));
  };
  for (const part of shared) restored.push(restore(part, 0));
  return restore(root, 0);
}

function mapMembers(value: object, map: (own: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map);
  const members = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .flatMap((key) => (members[key] === undefined ? [] : [[key, map(members[key])]])),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
