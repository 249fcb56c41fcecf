/**
 * The file of a checkpoint, the same bytes in page and terminal for the same run. All numbers little-endian:
 *   0  magic number, of which a transfer as text would spoil one byte or another
 *   8  u32 format version, u32 bytes of the product's version (ASCII), u32 bytes of the content packed, u32 unpacked
 *   24 SHA-256 of all else, 32 bytes
 *   56 the product's version, then the content: records in MessagePack (checkpoint-codec.ts), in a zlib stream
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { strFromU8, strToU8, unzlibSync, zlibSync } from "fflate";
import { InputError } from "../../sim-core/index.ts";
import { decodeRecords, encodeRecords } from "./checkpoint-codec.ts";
import { flattenGraph, restoreGraph } from "./shared-graph.ts";

/** To be raised with every change that older programs cannot read, or that cannot read older files. */
export const CHECKPOINT_FORMAT = 4;

/** \x89 is no ASCII, line ends show a conversion, \x1a ends a text file. */
const MAGIC = Uint8Array.of(0x89, 0x46, 0x54, 0x43, 0x0d, 0x0a, 0x1a, 0x0a);
const HEADER = 56;
const DIGEST = { from: 24, to: 56 };
/** Of the product's version, and of the content; a fine mesh of a wide cell takes 0.1 GB. */
const LONGEST_VERSION = 64;
const LARGEST_CONTENT = 2 ** 30;
/** The most that deflate shrinks anything. */
const LARGEST_RATIO = 1032;
/** The level from which on random mantissas shrink no further, but take longer. */
const LEVEL = 4;

/** Returns the file of `data`, which takeCheckpoint gave; `version` of the product that writes it. */
export function writeCheckpoint(data: unknown, version: string): Uint8Array<ArrayBuffer> {
  const { root, shared } = flattenGraph(data);
  const content = encodeRecords([shared, root]);
  const packed = zlibSync(content, { level: LEVEL });
  const product = strToU8(version.slice(0, LONGEST_VERSION), true);
  const file = new Uint8Array(HEADER + product.length + packed.length);
  const view = new DataView(file.buffer);
  file.set(MAGIC);
  [CHECKPOINT_FORMAT, product.length, packed.length, content.length].forEach((own, k) => {
    view.setUint32(8 + 4 * k, own, true);
  });
  file.set(product, HEADER);
  file.set(packed, HEADER + product.length);
  file.set(digestOf(file), DIGEST.from);
  return file;
}

/**
 * Returns what was written, for resumeCheckpoint to look at and go on from. Throws InputError, which calls the file `name`,
 * where it is another kind of file, of a newer format, torn or changed.
 */
export function readCheckpoint(file: Uint8Array, name = "checkpoint"): unknown {
  const refuse = (got: string, expected: string): never => {
    throw new InputError([{ where: name, got, expected }]);
  };
  const begin = file.subarray(0, MAGIC.length);
  if (file.length === 0) refuse("an empty file", "a checkpoint of fluxtwin");
  if (begin.some((byte, k) => byte !== MAGIC[k])) refuse("another kind of file", "a checkpoint of fluxtwin");
  if (file.length < HEADER) refuse(`a file that ends after ${file.length} bytes`, "a whole checkpoint");
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const [format, versionLength, packedLength, length] = [8, 12, 16, 20].map((at) =>
    view.getUint32(at, true),
  ) as [number, number, number, number];
  const product = strFromU8(file.subarray(HEADER, HEADER + Math.min(versionLength, LONGEST_VERSION)), true);
  if (format !== CHECKPOINT_FORMAT) {
    const own = `format ${CHECKPOINT_FORMAT}`;
    const newer =
      format > CHECKPOINT_FORMAT ? `${own}, or a newer fluxtwin` : `${own}, or the fluxtwin that wrote it`;
    refuse(`format ${format}, written by fluxtwin ${product.replaceAll(/[^\w.+-]/g, "?")}`, newer);
  }
  const whole = HEADER + versionLength + packedLength;
  if (file.length < whole) refuse(`${file.length} of its ${whole} bytes`, "a whole checkpoint");
  if (file.length > whole) refuse(`${file.length - whole} bytes behind its end`, "a checkpoint alone");
  const digest = digestOf(file);
  if (digest.some((byte, k) => byte !== file[DIGEST.from + k])) {
    refuse("bytes that have changed since it was written", "a checkpoint as it was written");
  }
  if (length > LARGEST_CONTENT || length > LARGEST_RATIO * packedLength)
    refuse(`a content of ${length} bytes`, `at most ${LARGEST_CONTENT}`);
  try {
    const packed = file.subarray(HEADER + versionLength);
    return unpack(unzlibSync(packed, { out: new Uint8Array(length) }), length);
  } catch (error) {
    if (error instanceof InputError) throw error;
    return refuse(`a content that cannot be read (${(error as Error).message})`, "records");
  }
}

function unpack(content: Uint8Array, length: number): unknown {
  if (content.length !== length) throw new RangeError(`${content.length} of ${length} bytes`);
  const parts = decodeRecords(content);
  if (!Array.isArray(parts) || parts.length !== 2 || !Array.isArray(parts[0]))
    throw new RangeError("no list of shared parts and root");
  return restoreGraph({ shared: parts[0], root: parts[1] });
}

function digestOf(file: Uint8Array): Uint8Array {
  return sha256.create().update(file.subarray(0, DIGEST.from)).update(file.subarray(DIGEST.to)).digest();
}
