/** Text in the fragment of an address: packed, and written with letters that addresses leave alone. */
import { strFromU8, strToU8, unzlibSync, zlibSync } from "fflate";

/** Characters that are unpacked, and of what may come of them: deflate shrinks a thousandfold at most. */
const LONGEST_PACKED = 20_000;
const LONGEST_TEXT = 200_000;
const LEVEL = 9;

/** Returns letters, digits, "-" and "_" from which unpackText makes the text again. */
export function packText(text: string): string {
  const packed = zlibSync(strToU8(text), { level: LEVEL });
  return btoa(strFromU8(packed, true)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Returns the text; undefined where `packed` is none, torn or too long. */
export function unpackText(packed: string): string | undefined {
  if (packed.length > LONGEST_PACKED || !/^[\w-]+$/.test(packed)) return undefined;
  try {
    const bytes = strToU8(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), true);
    const text = strFromU8(unzlibSync(bytes));
    return text.length > LONGEST_TEXT ? undefined : text;
  } catch {
    return undefined;
  }
}
