/** Bytes as they arrive become text: UTF-8 as long as they are that, else Windows-1252, which holds Latin-1; UTF-16 by its mark. */

/** Text or bytes of a file, in pieces of any length. */
export type MeasuredSource =
  | string
  | Uint8Array
  | Iterable<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>;

/** What was found out about the encoding on the way. */
export interface Decoding {
  encoding: "UTF-8" | "Windows-1252" | "UTF-16";
  /** Bytes, or characters of text, that have been read. */
  read: number;
}

/** Yields the text piece by piece without its byte order mark; keeps `told` true to what has been read. */
export async function* decodeSource(source: MeasuredSource, told: Decoding): AsyncGenerator<string> {
  const pieces = typeof source === "string" || source instanceof Uint8Array ? [source] : source;
  let decode: ((bytes: Uint8Array) => string) | undefined;
  let isFirst = true;
  for await (const piece of pieces) {
    told.read += piece.length;
    if (piece.length === 0) continue;
    if (typeof piece !== "string") decode ??= createDecoder(piece, told);
    const text = typeof piece === "string" || !decode ? String(piece) : decode(piece);
    yield isFirst ? text.replace(/^\uFEFF/, "") : text;
    isFirst &&= text === "";
  }
  const rest = decode?.(new Uint8Array(0)) ?? "";
  if (rest !== "") yield rest;
}

/** Returns what decodes pieces in their order; an empty piece ends the text. */
function createDecoder(first: Uint8Array, told: Decoding): (bytes: Uint8Array) => string {
  const isLittle = first[0] === 0xff && first[1] === 0xfe;
  if (isLittle || (first[0] === 0xfe && first[1] === 0xff)) {
    told.encoding = "UTF-16";
    const decoder = new TextDecoder(isLittle ? "utf-16le" : "utf-16be");
    return (bytes) => decoder.decode(bytes, { stream: bytes.length > 0 });
  }
  const strict = new TextDecoder("utf-8", { fatal: true });
  const lenient = new TextDecoder("windows-1252");
  let held: Uint8Array = new Uint8Array(0);
  return (bytes) => {
    const all = held.length === 0 ? bytes : join(held, bytes);
    if (told.encoding === "UTF-8") {
      const end = bytes.length === 0 ? all.length : wholeCharacters(all);
      try {
        const text = strict.decode(all.subarray(0, end));
        held = all.slice(end);
        return text;
      } catch {
        told.encoding = "Windows-1252";
      }
    }
    held = new Uint8Array(0);
    return lenient.decode(all);
  };
}

/** Length of the bytes without a character at their end that has only begun. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
