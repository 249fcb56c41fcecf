/**
 * Makes the mesh of a cell whose front and particles have moved. What it is made from and what comes of it are plain data, so
 * that another worker may do it: a source of meshes takes an order and has its answer at once, or later. An answer
 * follows from its order alone.
 */
import { InputError, type InputProblem } from "../base/errors.ts";
import { type MeshedParts, type MeshNeeds, meshModel } from "../cell/model.ts";
import type { GrainMap } from "../electrolyte/grain-map.ts";
import type { CrossSection } from "../mesh/cross-section.ts";
import { sizeFieldOf } from "../mesh/generation/cathode-layer.ts";
import { type RecutFront, recutFront } from "../mesh/generation/front-recut.ts";
import { resolveSettings } from "../mesh/generation/resolution.ts";

/** A cross-section as it stands, its front not yet cut to edges of the wanted length. */
export interface MeshOrder {
  readonly section: CrossSection & { readonly front: Float64Array };
  readonly needs: MeshNeeds;
}

/** A mesh, and where the nodes of its front come from. */
export interface MadeMesh {
  readonly recut: RecutFront;
  readonly parts: MeshedParts;
}

export type MeshAnswer =
  | { readonly ok: true; readonly mesh: MadeMesh }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

export interface MeshSource {
  /** Orders a mesh; what it returns is called until it has the answer. */
  request(order: MeshOrder): () => MeshAnswer | undefined;
}

/** Meshes a cell whose front and particles have moved. The ordering is the one that is found quickly. */
export function meshAnew(
  section: CrossSection,
  needs: MeshNeeds,
  former?: Pick<GrainMap, "sites" | "segments">,
): MeshedParts {
  return meshModel(section, needs, { ordering: "minimum degree", former });
}

/** Returns what makes meshes; grains of the same cell are found once. */
export function createMesher(): (order: MeshOrder) => MeshAnswer {
  let known: { readonly key: string; readonly grains: Pick<GrainMap, "sites" | "segments"> } | undefined;
  return ({ section, needs }) => {
    const key = [needs.seed, needs.grains.size, section.width, section.electrolyteThickness].join(" ");
    try {
      const recut = recutFront(section.front, sizeFieldOf(section, resolveSettings(needs.mesh)));
      const former = known?.key === key ? known.grains : undefined;
      const cut = { ...section, front: recut.points };
      const parts = meshAnew(cut, needs, former);
      // Copies each time: the answer's own arrays may be handed over to another worker.
      if (parts.grains !== undefined) {
        const { sites, segments } = parts.grains.grains;
        known = { key, grains: { sites: sites.slice(), segments: segments.slice() } };
      }
      return { ok: true, mesh: { recut, parts } };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { ok: false, problems: error.problems };
    }
  };
}

/** Returns the source that makes meshes where it is asked, when the answer is wanted: never waiting, and none in vain. */
export function createMeshSource(): MeshSource {
  const make = createMesher();
  return {
    request(order) {
      let answer: MeshAnswer | undefined;
      return () => {
        answer ??= make(order);
        return answer;
      };
    },
  };
}
