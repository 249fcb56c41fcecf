/**
 * Parts of cells that follow from their geometry alone: meshes, orders of elimination, what the stress needs of a body.
 * Nothing in them varies in time and nobody writes to them, so that any number of runs may share them, one after another or
 * side by side; a run with a cache gives the same bits as one without.
 */

export interface GeometryCache {
  /** Returns what follows from `needs`, plain data; `make` is called where it is not known, or not known any more. */
  built<T extends object>(needs: unknown, make: () => T): T;
  /**
   * Returns the part called `name` that follows from `whole`. It is made each time where `whole` did not come from here: it
   * is one cell's own then, such as a later mesh.
   */
  part<T extends object>(whole: object, name: string, make: () => T): T;
}

/** What was made, and by name what follows from it: plain data. */
export interface StoredPart {
  readonly made: object;
  readonly parts: Readonly<Record<string, StoredPart>>;
}

/** A geometry that was built in one place for others to go on from. */
export interface StoredGeometry extends StoredPart {
  /** Its needs as a text. */
  readonly key: string;
}

/** A cache that gives away what it holds, and takes what was made elsewhere. */
export interface PortableCache extends GeometryCache {
  /** Returns what is kept, the geometry that was asked for last last; it shares its data with the cache. */
  store(): readonly StoredGeometry[];
  /** Takes a geometry as the one that was asked for last; what is not of this program's making gives other bits. */
  restore(geometry: StoredGeometry): void;
}

/** Geometries that are kept where nobody says otherwise: some 20 MB each on a standard mesh. */
const CAPACITY = 4;

/** Returns an empty cache, which keeps the `capacity` geometries that were asked for last, from 1. */
export function createGeometryCache(capacity = CAPACITY): PortableCache {
  const wholes = new Map<string, object>();
  const parts = new WeakMap<object, Map<string, object>>();
  const keep = <T extends object>(made: T): T => {
    parts.set(made, new Map());
    return made;
  };
  const place = (key: string, whole: object): void => {
    // The one that was asked for last stands last.
    wholes.delete(key);
    wholes.set(key, whole);
    for (const oldest of wholes.keys()) {
      if (wholes.size <= capacity) break;
      wholes.delete(oldest);
    }
  };
  const storePart = (made: object): StoredPart => ({
    made,
    parts: Object.fromEntries(Array.from(parts.get(made) ?? [], ([name, part]) => [name, storePart(part)])),
  });
  const restorePart = ({ made, parts: own }: StoredPart): object => {
    parts.set(made, new Map(Object.entries(own).map(([name, part]) => [name, restorePart(part)])));
    return made;
  };
  return {
    built<T extends object>(needs: unknown, make: () => T): T {
      const key = keyOf(needs);
      const whole = (wholes.get(key) as T | undefined) ?? keep(make());
      place(key, whole);
      return whole;
    },
    part<T extends object>(whole: object, name: string, make: () => T): T {
      const own = parts.get(whole);
      if (own === undefined) return make();
      const part = (own.get(name) as T | undefined) ?? keep(make());
      own.set(name, part);
      return part;
    },
    store: () => Array.from(wholes, ([key, whole]) => ({ key, ...storePart(whole) })),
    restore: (geometry) => place(geometry.key, restorePart(geometry)),
  };
}

/** Of a run that shares nothing. */
export const APART: GeometryCache = {
  built: (_, make) => make(),
  part: (_, __, make) => make(),
};

/** Returns plain data as a text, in which no two different numbers look alike. */
export function keyOf(needs: unknown): string {
  return JSON.stringify(needs, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
}
