/** Reads and writes a parameter of the state by its path; seed and mesh have members of their own there. */
import type { MeshResolution } from "../../../sim-core/index.ts";
import type { Store } from "./store.ts";

export interface ParameterAccess {
  set(value: number | boolean | string): void;
  clear(): void;
  readonly isSet: boolean;
}

export function accessParameter(store: Store, path: string): ParameterAccess {
  if (path === "seed") {
    return {
      set: (value) => store.update({ seed: value as number }),
      clear: () => store.update({ seed: undefined }),
      get isSet() {
        return store.state.seed !== undefined;
      },
    };
  }
  if (path === "mesh") {
    return {
      set: (value) => store.update({ mesh: value as MeshResolution }),
      clear: () => store.update({ mesh: undefined }),
      get isSet() {
        return store.state.mesh !== undefined;
      },
    };
  }
  return {
    set: (value) => store.setParameter(path, value),
    clear: () => store.clearParameter(path),
    get isSet() {
      return store.isSet(path);
    },
  };
}
