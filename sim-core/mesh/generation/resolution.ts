/**
 * How fine a mesh is. All lengths of the size field are those of `draft` times 15/facets, so that each resolution
 * halves the element size everywhere near an interface and errors fall as h^2. Only the coarse interiors of
 * particles and lithium keep their growth.
 */
import { InputError } from "../../base/errors.ts";

export type Resolution = "draft" | "standard" | "fine";

export interface MeshSettings {
  /** Edges of a particle that has no near neighbour, 8..256. */
  readonly facets: number;
}

/** Facets of the three named resolutions. */
export const FACETS: Readonly<Record<Resolution, number>> = { draft: 15, standard: 30, fine: 60 };

/** Returns the settings behind a name, or the settings themselves when they are sound. */
export function resolveSettings(resolution: Resolution | MeshSettings): MeshSettings {
  if (typeof resolution === "string") return { facets: FACETS[resolution] };
  const { facets } = resolution;
  if (Number.isInteger(facets) && facets >= 8 && facets <= 256) return resolution;
  const expected = "a whole number from 8 to 256";
  throw new InputError([{ where: "mesh.facets", got: String(facets), expected }]);
}
