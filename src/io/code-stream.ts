/**
 * A text and a stream of 16 bit codes: values in steps, each array as its differences from the one of the same name before
 * it, small ones of either sign near zero, and low bytes apart from high ones, all of which deflate likes.
 */

const LENGTH_BYTES = 4;
/** Codes on either side of zero. */
const REACH = 0x7fff;

/** What arrays are written against: the one of the same name before them. */
class Predecessors {
  readonly #before = new Map<string, Int32Array>();
  readonly #first = new Map<string, Int32Array>();

  of(name: string): Int32Array | undefined {
    return this.#before.get(name);
  }

  follow(name: string, whole: Int32Array): void {
    this.#before.set(name, whole);
    if (!this.#first.has(name)) this.#first.set(name, whole);
  }

  /** What comes next of a name comes after the first one of it. */
  rewind(): void {
    for (const [name, whole] of this.#first) this.#before.set(name, whole);
  }
}

/** Collects arrays; whoever reads them has to ask for them in the same order. */
export class CodeWriter {
  readonly #codes: Uint16Array[] = [];
  readonly #written = new Predecessors();

  /** Writes whole numbers from 0 to 65535, each as its difference from the one before it. */
  writeList(list: ArrayLike<number>): void {
    const codes = new Uint16Array(list.length);
    for (let k = 0; k < list.length; k++) {
      const value = list[k] ?? 0;
      if (!(value >= 0 && value <= 0xffff)) throw new RangeError(`${value} is beyond 16 bits`);
      codes[k] = fold(value - (list[k - 1] ?? 0));
    }
    this.#codes.push(codes);
  }

  /** Writes values to the nearest multiple of `step`; throws RangeError beyond 32767 steps on either side of zero. */
  writeValues(name: string, values: ArrayLike<number>, step: number): void {
    const whole = new Int32Array(values.length);
    const before = this.#written.of(name);
    const codes = new Uint16Array(values.length);
    for (let k = 0; k < values.length; k++) {
      const count = Math.round((values[k] ?? 0) / step);
      if (!(Math.abs(count) <= REACH)) throw new RangeError(`${name}: ${values[k]} is beyond ${REACH} steps`);
      whole[k] = count;
      codes[k] = fold(count - (expected(before, whole, k) ?? 0));
    }
    this.#written.follow(name, whole);
    this.#codes.push(codes);
  }

  /** What comes next of a name is written against the first one of it. */
  rewind(): void {
    this.#written.rewind();
  }

  /** Returns the bytes of all that was written, after a text. */
  finish(text: string): Uint8Array {
    const head = new TextEncoder().encode(text);
    const count = this.#codes.reduce((sum, { length }) => sum + length, 0);
    const low = LENGTH_BYTES + head.length;
    const bytes = new Uint8Array(low + 2 * count);
    new DataView(bytes.buffer).setUint32(0, head.length, true);
    bytes.set(head, LENGTH_BYTES);
    let at = 0;
    for (const codes of this.#codes) {
      for (const code of codes) {
        bytes[low + at] = code & 0xff;
        bytes[low + count + at] = code >> 8;
        at += 1;
      }
    }
    return bytes;
  }
}

/** Gives back what a CodeWriter has collected; throws RangeError where the bytes end too early. */
export class CodeReader {
  readonly head: string;
  readonly #bytes: Uint8Array;
  readonly #low: number;
  readonly #count: number;
  readonly #read = new Predecessors();
  #at = 0;

  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#low = LENGTH_BYTES + view.getUint32(0, true);
    if (this.#low > bytes.length) throw new RangeError("the text ends too early");
    this.head = new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, this.#low));
    this.#bytes = bytes;
    this.#count = (bytes.length - this.#low) / 2;
  }

  readList(length: number): Uint32Array<ArrayBuffer> {
    const codes = this.#take(length);
    const list = new Uint32Array(length);
    for (let k = 0; k < length; k++) list[k] = ((list[k - 1] ?? 0) + unfold(codes[k] ?? 0)) & 0xffff;
    return list;
  }

  readValues(name: string, length: number, step: number): Float32Array<ArrayBuffer> {
    const codes = this.#take(length);
    const before = this.#read.of(name);
    const whole = new Int32Array(length);
    const values = new Float32Array(length);
    for (let k = 0; k < length; k++) {
      // Differences of up to 65534 steps come back from 16 bits.
      whole[k] = ((((expected(before, whole, k) ?? 0) + unfold(codes[k] ?? 0)) << 16) >> 16) | 0;
      values[k] = (whole[k] ?? 0) * step;
    }
    this.#read.follow(name, whole);
    return values;
  }

  rewind(): void {
    this.#read.rewind();
  }

  #take(length: number): Uint16Array {
    if (!(this.#at + length <= this.#count)) throw new RangeError("the codes end too early");
    const codes = new Uint16Array(length);
    for (let k = 0; k < length; k++) {
      const place = this.#low + this.#at + k;
      codes[k] = (this.#bytes[place] ?? 0) | ((this.#bytes[place + this.#count] ?? 0) << 8);
    }
    this.#at += length;
    return codes;
  }
}

/** What a value is written against: its own one before where there is such an array, or its neighbour but one (x, y, x, y). */
function expected(before: Int32Array | undefined, whole: Int32Array, k: number): number | undefined {
  return before?.length === whole.length ? before[k] : whole[k - 2];
}

/** 0, -1, 1, -2, ... as 0, 1, 2, 3, ... in 16 bits. */
function fold(difference: number): number {
  const short = (difference << 16) >> 16;
  return ((short << 1) ^ (short >> 31)) & 0xffff;
}

function unfold(code: number): number {
  return (code >>> 1) ^ -(code & 1);
}
