/** A slice as a picture of eight bits for people: PNG. */
import { encode } from "fast-png";
import type { GreyMap } from "../../sim-core/index.ts";
import type { GreyPage } from "./tiff-stack.ts";

/** Grey values that are drawn black and white, the same for every cell and cycle, so that pictures compare. */
const WINDOWS: Readonly<Record<GreyMap, readonly [number, number]>> = {
  calibrated: [18000, 25500],
  physical: [0, 56000],
};

/** Returns the bytes of a PNG of `page.columns` x `page.rows` pixels. */
export function encodeGreyPicture(page: GreyPage & { readonly map: GreyMap }): Uint8Array {
  const [black, white] = WINDOWS[page.map];
  const data = Uint8Array.from(page.grey, (own) => {
    const share = (own - black) / (white - black);
    return Math.round(255 * Math.max(0, Math.min(1, share)));
  });
  return encode({ width: page.columns, height: page.rows, data, depth: 8, channels: 1 });
}
