/** All layers, in the order of the switch and of the key L. */
import { displacement } from "./displacement.ts";
import { flux } from "./flux.ts";
import type { LayerGroup } from "./form/groups.ts";
import type { Layer } from "./form/layer.ts";
import { front } from "./front.ts";
import { intergranular } from "./intergranular.ts";
import { meanStress } from "./mean-stress.ts";
import { meshQuality } from "./mesh-quality.ts";
import { potential } from "./potential.ts";
import { principalStress } from "./principal-stress.ts";
import { stoichiometry } from "./stoichiometry.ts";
import { vonMises } from "./von-mises.ts";

const all = [
  potential,
  flux,
  stoichiometry,
  front,
  intergranular,
  vonMises,
  meanStress,
  principalStress,
  displacement,
  meshQuality,
] as const;

export type LayerKey = (typeof all)[number]["key"];
export type ListedLayer = Layer<LayerKey>;

export const layers: readonly ListedLayer[] = all;

const byKey: ReadonlyMap<LayerKey, ListedLayer> = new Map(layers.map((layer) => [layer.key, layer]));

/** Returns the layer of a key. */
export function layerOf(key: LayerKey): ListedLayer {
  return byKey.get(key)!;
}

/** Groups in the order of their first layers, each with its layers. */
export const groupsOfLayers: ReadonlyMap<LayerGroup, readonly ListedLayer[]> = new Map(
  layers.map(({ group }) => [group, layers.filter((layer) => layer.group === group)]),
);
