/** Columns that grow row by row in blocks, so that no more is ever copied than one column. */
import type { OtherColumn, TextColumn } from "./record.ts";
import type { Row } from "./rows.ts";

const BLOCK = 65536;

/** Numbers go to `block[filled]` after `makeRoom`: a number that is handed to a function as such is one more object to clear. */
export interface GrowingNumbers {
  block: Float64Array;
  filled: number;
  /** Makes sure that `block[filled]` is there. */
  readonly makeRoom: () => void;
  readonly push: (value: number) => void;
  /** Gives the numbers and forgets them. */
  readonly finish: () => Float64Array;
}

export function growNumbers(): GrowingNumbers {
  let blocks: Float64Array[] = [];
  const own: GrowingNumbers = {
    block: new Float64Array(BLOCK),
    filled: 0,
    makeRoom() {
      if (own.filled < BLOCK) return;
      blocks.push(own.block);
      own.block = new Float64Array(BLOCK);
      own.filled = 0;
    },
    push(value) {
      own.makeRoom();
      own.block[own.filled++] = value;
    },
    finish() {
      const all = new Float64Array(blocks.length * BLOCK + own.filled);
      blocks.forEach((block, k) => {
        all.set(block, k * BLOCK);
      });
      all.set(own.block.subarray(0, own.filled), blocks.length * BLOCK);
      blocks = [];
      own.block = new Float64Array(0);
      return all;
    },
  };
  return own;
}

interface GrowingTexts {
  readonly push: (text: string) => void;
  readonly finish: () => TextColumn;
}

function growTexts(): GrowingTexts {
  const encoder = new TextEncoder();
  const ends = growNumbers();
  let bytes = new Uint8Array(BLOCK);
  let length = 0;
  return {
    push(text) {
      if (length + 3 * text.length > bytes.length) {
        const larger = new Uint8Array(Math.max(2 * bytes.length, length + 3 * text.length));
        larger.set(bytes.subarray(0, length));
        bytes = larger;
      }
      length += encoder.encodeInto(text, bytes.subarray(length)).written;
      ends.push(length);
    },
    finish: () => ({ bytes: bytes.slice(0, length), ends: Uint32Array.from(ends.finish()) }),
  };
}

export interface GrowingOther {
  readonly push: (row: Row, cell: number) => void;
  readonly finish: () => OtherColumn;
}

/** A column of numbers until a cell is none; then of texts, the numbers before it as they are written shortest. */
export function growOther(label: string): GrowingOther {
  let numbers: GrowingNumbers | undefined = growNumbers();
  let texts: GrowingTexts | undefined;
  return {
    push(row, index) {
      if (texts || !numbers) {
        texts?.push(row.text(index));
        return;
      }
      numbers.makeRoom();
      row.number(index, numbers);
      const isNumber = !Number.isNaN(numbers.block[numbers.filled] ?? 0);
      const cell = isNumber ? "" : row.text(index);
      if (cell.trim() === "") {
        numbers.filled++;
      } else {
        texts = growTexts();
        for (const before of numbers.finish()) texts.push(Number.isNaN(before) ? "" : String(before));
        numbers = undefined;
        texts.push(cell);
      }
    },
    finish: () =>
      texts ? { label, texts: texts.finish() } : { label, numbers: numbers?.finish() ?? new Float64Array(0) },
  };
}
