/** Symmetric matrices in the Matrix Market exchange format: lower triangle by columns, indices from 1. */
import { closeSync, openSync, writeSync } from "node:fs";
import type { SymmetricPattern } from "../../sim-core/linalg/sparse.ts";

export interface SymmetricMatrix {
  readonly pattern: SymmetricPattern;
  readonly values: ArrayLike<number>;
}

const HEAD = "%%MatrixMarket matrix coordinate real symmetric";
/** Columns of the matrix to a piece of text: a string holds half a gigabyte at most. */
const PIECE = 20_000;

/** Writes the matrix to the file `path`, every digit of it; `comment` becomes its second line. */
export function writeMatrix(path: string | URL, { pattern, values }: SymmetricMatrix, comment: string): void {
  const { size, columnStart, rows } = pattern;
  const file = openSync(path, "w");
  writeSync(file, `${HEAD}\n% ${comment}\n${size} ${size} ${rows.length}\n`);
  for (let first = 0; first < size; first += PIECE) {
    const lines: string[] = [];
    for (let j = first; j < Math.min(size, first + PIECE); j++) {
      for (let k = columnStart[j]!; k < columnStart[j + 1]!; k++)
        lines.push(`${rows[k]! + 1} ${j + 1} ${values[k]!}\n`);
    }
    writeSync(file, lines.join(""));
  }
  closeSync(file);
}

/** Reads what writeMatrix wrote; throws where the text is something else. */
export function readMatrix(text: string): SymmetricMatrix {
  const lines = text.split("\n").filter((line, i) => line !== "" && (i === 0 || !line.startsWith("%")));
  if (lines[0] !== HEAD) throw new Error(`expected "${HEAD}", got "${lines[0]}"`);
  const [size = 0, , count = 0] = lines[1]!.split(" ").map(Number);
  const columnStart = new Int32Array(size + 1);
  const rows = new Int32Array(count);
  const values = new Float64Array(count);
  if (lines.length !== count + 2) throw new Error(`expected ${count} entries, got ${lines.length - 2}`);
  for (let k = 0; k < count; k++) {
    const [row = 0, column = 0, value = 0] = lines[k + 2]!.split(" ").map(Number);
    rows[k] = row - 1;
    values[k] = value;
    columnStart[column]!++;
  }
  for (let j = 0; j < size; j++) columnStart[j + 1]! += columnStart[j]!;
  return { pattern: { size, columnStart, rows }, values };
}
