/** Columns that grow row by row in blocks, so that no more is ever copied than one column. */
import type { OtherColumn, TextColumn } from "./record.ts";

const BLOCK = 65536;

export interface GrowingNumbers {
  readonly push: (value: number) => void;
  readonly last: () => number;
  /** Gives the numbers and forgets them. */
  readonly finish: () => Float64Array;
}

export function growNumbers(): GrowingNumbers {
  let blocks: Float64Array[] = [];
  let block = new Float64Array(BLOCK);
  let filled = 0;
  let last = Number.NaN;
  return {
    push(value) {
      if (filled === BLOCK) {
        blocks.push(block);
        block = new Float64Array(BLOCK);
        filled = 0;
      }
      block[filled++] = value;
      last = value;
    },
    last: () => last,
    finish() {
      const all = new Float64Array(blocks.length * BLOCK + filled);
      blocks.forEach((own, k) => {
        all.set(own, k * BLOCK);
      });
      all.set(block.subarray(0, filled), blocks.length * BLOCK);
      blocks = [];
      return all;
    },
  };
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
  readonly push: (cell: string, value: number) => void;
  readonly finish: () => OtherColumn;
}

/** A column of numbers until a cell is none; then of texts, the numbers before it as they are written shortest. */
export function growOther(label: string): GrowingOther {
  let numbers: GrowingNumbers | undefined = growNumbers();
  let texts: GrowingTexts | undefined;
  return {
    push(cell, value) {
      if (texts) {
        texts.push(cell);
      } else if (!Number.isNaN(value) || cell.trim() === "") {
        numbers?.push(value);
      } else {
        texts = growTexts();
        for (const before of numbers?.finish() ?? []) texts.push(Number.isNaN(before) ? "" : String(before));
        numbers = undefined;
        texts.push(cell);
      }
    },
    finish: () =>
      texts ? { label, texts: texts.finish() } : { label, numbers: numbers?.finish() ?? new Float64Array(0) },
  };
}
