/** The order in which members are begun: whoever has a geometry at hand goes on with it. */

export interface Queue<T> {
  /** Returns the next one, of the geometry `last` where there is one left; undefined where none is left at all. */
  take(last?: string): T | undefined;
}

/** Returns the queue of `members`, those of one geometry in their order. */
export function createQueue<T extends { readonly geometry: string }>(members: readonly T[]): Queue<T> {
  const groups = new Map<string, T[]>();
  for (const own of members) {
    const group = groups.get(own.geometry);
    if (group === undefined) groups.set(own.geometry, [own]);
    else group.push(own);
  }
  const begun = new Set<string>();
  /** One that nobody has begun, else the one with most left. */
  const choose = (): string | undefined => {
    const left = [...groups].filter(([, group]) => group.length > 0);
    const fresh = left.find(([geometry]) => !begun.has(geometry));
    return (fresh ?? left.sort(([, one], [, other]) => other.length - one.length)[0])?.[0];
  };
  return {
    take(last) {
      const own = last !== undefined && (groups.get(last)?.length ?? 0) > 0 ? last : choose();
      if (own === undefined) return undefined;
      begun.add(own);
      return groups.get(own)?.shift();
    },
  };
}
