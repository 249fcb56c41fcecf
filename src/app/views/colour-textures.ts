/** Colour tables on the GPU, each sent once, shared by both cells. */
import type { TextureSource } from "pixi.js";
import type { ColourTable } from "../layers/form/colour-maps.ts";
import { createTableTexture } from "./gpu.ts";

export interface ColourTextures {
  textureOf(table: ColourTable): TextureSource;
  destroy(): void;
}

export function createColourTextures(): ColourTextures {
  const textures = new Map<ColourTable, TextureSource>();
  return {
    textureOf(table) {
      const made = textures.get(table) ?? createTableTexture(table());
      textures.set(table, made);
      return made;
    },
    destroy() {
      for (const texture of textures.values()) texture.destroy();
    },
  };
}
