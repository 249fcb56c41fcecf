/**
 * Plain records to bytes and back, in MessagePack with extensions for typed arrays and references. Numbers are doubles, as an
 * integer would lose the sign of a zero; arrays keep their type, little-endian, as all engines of today have them.
 */
import { Decoder, Encoder, ExtensionCodec } from "@msgpack/msgpack";
import { Reference } from "./shared-graph.ts";

type TypedArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/** By number of their extension: never to be given to another type. */
const ARRAYS = [
  [1, Float64Array],
  [2, Float32Array],
  [3, Int32Array],
  [4, Uint32Array],
  [5, Uint8Array],
] as const;
const REFERENCE = 10;

const LARGEST = {
  /** Entries of one list and of one record; the longest list is that of the edges of a crack. */
  maxArrayLength: 1e6,
  maxMapLength: 1e4,
  maxStrLength: 1e6,
};

/** Returns the bytes of records, lists, numbers, texts, typed arrays and references. */
export function encodeRecords(value: unknown): Uint8Array {
  const encoder = new Encoder({ extensionCodec: EXTENSIONS, sortKeys: true, forceIntegerToFloat: true });
  return encoder.encode(value);
}

/** Returns what was encoded; throws where the bytes are none of it, and allocates no more than a few times their length. */
export function decodeRecords(bytes: Uint8Array): unknown {
  return new Decoder({ extensionCodec: EXTENSIONS, ...LARGEST }).decode(bytes);
}

const EXTENSIONS = new ExtensionCodec();
for (const [type, Kind] of ARRAYS) {
  EXTENSIONS.register({
    type,
    encode: (value) => (value instanceof Kind ? interleave(bytesOf(value), Kind.BYTES_PER_ELEMENT) : null),
    decode: (data) => {
      const size = Kind.BYTES_PER_ELEMENT;
      if (data.length % size !== 0) throw new RangeError(`an array of ${data.length} bytes`);
      return new Kind(separate(data, size).buffer);
    },
  });
}
EXTENSIONS.register({
  type: REFERENCE,
  encode: (value) => (value instanceof Reference ? bytesOf(Uint32Array.of(value.index)) : null),
  decode: (data) => {
    if (data.length !== 4) throw new RangeError(`a reference of ${data.length} bytes`);
    return new Reference(new Uint32Array(data.slice().buffer)[0] as number);
  },
});

function bytesOf({ buffer, byteOffset, byteLength }: TypedArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** First bytes of all numbers, then second ones, and so on: like ones side by side are what deflate shrinks. */
function interleave(bytes: Uint8Array, size: number): Uint8Array {
  const count = bytes.length / size;
  const out = new Uint8Array(bytes.length);
  for (let b = 0, to = 0; b < size; b++)
    for (let k = 0; k < count; k++) out[to++] = bytes[k * size + b] as number;
  return out;
}

function separate(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const count = bytes.length / size;
  const out = new Uint8Array(bytes.length);
  for (let b = 0, from = 0; b < size; b++)
    for (let k = 0; k < count; k++) out[k * size + b] = bytes[from++] as number;
  return out;
}
