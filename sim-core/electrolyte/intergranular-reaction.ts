/**
 * Lithium inside grain boundaries reacts with the grains on either side of it by the law of the front's interphase: each
 * surface takes k sqrt(age), one lithium per electron. A volume of lithium stands in films of width w, so its surface is
 * 2/w of it; per triangle, with r mol of lithium in products and n still metal, (r^2)' = (A k/F)^2, A = 2 V_Li (n + r)/w,
 * until no metal or no room is left. Lithium that stays in boundaries as products is lost to the cell.
 * Example: films 50 nm wide hold 186 C/m2 a side and are gone after 1.5 h at 30 C (k = 2.5 C/(m2 s^0.5)).
 * Source: docs/physics.md 8.1; k from titration, w derived from the opening of a pressed flaw.
 */
import { FARADAY, LITHIUM_MOLAR_VOLUME } from "../base/constants.ts";
import type { IntergranularLithium } from "./intergranular-lithium.ts";

export interface IntergranularReaction {
  /** k, C/(m2 s^0.5) */
  readonly rate: number;
  /** w, m */
  readonly width: number;
  /** Volume of the products per volume of the lithium in them. */
  readonly productVolume: number;
  /** Volume fraction that lithium and products take at most. */
  readonly maximumFraction: number;
  /** s */
  readonly duration: number;
}

/** Returns the lithium after the reaction; `area` of the triangles [nTriangle], m2. The sum of each triangle stays. */
export function reactIntergranular(
  before: IntergranularLithium,
  area: ArrayLike<number>,
  { rate, width, productVolume, maximumFraction, duration }: IntergranularReaction,
): IntergranularLithium {
  const surfacePerAmount = (2 * LITHIUM_MOLAR_VOLUME) / width;
  const pace = (surfacePerAmount * rate) / FARADAY;
  const connected = before.connected.slice();
  const dead = before.dead.slice();
  const reacted = before.reacted.slice();
  for (let t = 0; t < connected.length; t++) {
    const metal = connected[t] + dead[t];
    if (!(metal > 0)) continue;
    const products = reacted[t];
    const surface = pace * (metal + products);
    const wanted = Math.sqrt(products * products + surface * surface * duration) - products;
    const capacity = (maximumFraction * area[t]) / LITHIUM_MOLAR_VOLUME;
    const room = (capacity - metal - productVolume * products) / (productVolume - 1);
    const amount = productVolume > 1 ? Math.min(wanted, metal, Math.max(0, room)) : Math.min(wanted, metal);
    const left = 1 - amount / metal;
    reacted[t] += amount;
    connected[t] *= left;
    dead[t] *= left;
  }
  return { connected, dead, reacted };
}
