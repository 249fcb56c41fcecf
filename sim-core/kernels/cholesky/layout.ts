/**
 * Where the arrays of one factorisation lie in a WebAssembly memory, and the analysis rewritten for the kernels:
 * places become addresses, and what belongs to one front lies together (see wasm/assembly/cholesky/front.ts).
 */
import type { CholeskySymbolic } from "../../linalg/ordering/symbolic.ts";
import type { Precision } from "./precision.ts";

/** Words of 4 bytes that describe a front. */
const FRONT_WORDS = 8;
/** What a position has of the right-hand sides that are solved for together; see block-substitution.ts there. */
export const BLOCK_BYTES = 32;
/** Bytes of a column in a strip of a packed panel, and of a tile; see packed-tile.ts there. */
const STRIP_BYTES = 32;
const TILE_BYTES = 4 * STRIP_BYTES;
/** Fronts of as many columns are packed, as factor.ts there has it. */
const PACKED_WIDTH = 16;

/** Byte addresses; all arrays of numbers come first, so that they are aligned. */
export interface Layout {
  /** Of one number: 8 in double precision, 4 in single. */
  readonly bytesEach: number;
  readonly panels: number;
  /** Updates of a factorisation, and right-hand sides that are solved for together. */
  readonly stack: number;
  readonly work: number;
  /** Entries of the matrix while they are loaded; a vector on its way in or out. */
  readonly values: number;
  /** What the pivots of the current front have to exceed. */
  readonly least: number;
  /** A tile and the packed panel of the current front. */
  readonly pack: number;
  /** The part of the vector that the current front touches. */
  readonly buffer: number;
  readonly fronts: number;
  /** Behind the last front that is one: the fronts have a sentinel. */
  readonly frontsEnd: number;
  /** Room for pairs of a front's address and its first column. */
  readonly steps: number;
  /** Places of the entries of the matrix in the panels. */
  readonly places: number;
  /** Place of each original index in the work vector. */
  readonly positions: number;
  /** Room for the places of the nodes of a pruned solve. */
  readonly nodes: number;
  readonly rows: number;
  readonly frontRows: number;
  readonly children: number;
  /** Length of all. */
  readonly bytes: number;
}

/** Plans the memory of a factorisation; costs no more than a look at every supernode. */
export function layOutMemory(symbolic: CholeskySymbolic, precision: Precision): Layout {
  const { size, nSupernode, columnStart, rowStart, panelStart } = symbolic;
  let widest = 0;
  let highest = 0;
  let packed = 0;
  const bytesEach = precision === "single" ? 4 : 8;
  for (let s = 0; s < nSupernode; s++) {
    const width = columnStart[s + 1] - columnStart[s];
    const height = width + rowStart[s + 1] - rowStart[s];
    widest = Math.max(widest, width);
    highest = Math.max(highest, height);
    if (width >= PACKED_WIDTH)
      packed = Math.max(packed, Math.ceil((height * bytesEach) / STRIP_BYTES) * width * STRIP_BYTES);
  }
  let bytes = 0;
  const place = (count: number, each: number): number => {
    const at = bytes;
    bytes += count * each;
    return at;
  };
  // Numbers first, so that they are aligned; the packed panel before all others, where a line of the cache begins.
  const pack = place(packed > 0 ? TILE_BYTES + packed : 0, 1);
  const panels = place(panelStart[nSupernode], bytesEach);
  const stack = place(Math.max(symbolic.stackSize, (size * BLOCK_BYTES) / bytesEach), bytesEach);
  const work = place(size, bytesEach);
  const values = place(symbolic.entryPlace.length, bytesEach);
  const least = place(widest, bytesEach);
  const buffer = place(highest, bytesEach);
  const fronts = place((nSupernode + 1) * FRONT_WORDS, 4);
  const frontsEnd = fronts + nSupernode * FRONT_WORDS * 4;
  const steps = place(2 * nSupernode, 4);
  const places = place(symbolic.entryPlace.length, 4);
  const positions = place(size, 4);
  const nodes = place(size, 4);
  const rows = place(symbolic.rows.length, 4);
  const frontRows = place(symbolic.frontRow.length, 4);
  const children = place(symbolic.children.length, 4);
  const numbers = { bytesEach, pack, panels, stack, work, values, least, buffer };
  const lists = { steps, places, positions, nodes, rows, frontRows, children };
  return { ...numbers, fronts, frontsEnd, ...lists, bytes };
}

/** Address of the record of supernode s. */
export function addressOfFront(layout: Layout, s: number): number {
  return layout.fronts + 4 * FRONT_WORDS * s;
}

/** Writes fronts and lists to the memory; what belongs to the numbers stays as it is. */
export function writeAnalysis(symbolic: CholeskySymbolic, layout: Layout, memory: ArrayBuffer): void {
  const { nSupernode, columnStart, rowStart, panelStart, updateStart, childStart } = symbolic;
  const { bytesEach } = layout;
  const fronts = new Uint32Array(memory, layout.fronts, (nSupernode + 1) * FRONT_WORDS);
  for (let s = 0; s < nSupernode; s++) {
    const width = columnStart[s + 1] - columnStart[s];
    const at = s * FRONT_WORDS;
    fronts[at] = layout.work + bytesEach * columnStart[s];
    fronts[at + 1] = width;
    fronts[at + 2] = width + rowStart[s + 1] - rowStart[s];
    fronts[at + 3] = layout.panels + bytesEach * panelStart[s];
    fronts[at + 4] = layout.rows + 4 * rowStart[s];
    fronts[at + 5] = layout.frontRows + 4 * rowStart[s];
    fronts[at + 6] = layout.stack + bytesEach * updateStart[s];
    fronts[at + 7] = layout.children + 4 * childStart[s];
  }
  fronts[nSupernode * FRONT_WORDS + 7] = layout.children + 4 * childStart[nSupernode];
  const write = (at: number, from: Int32Array, base: number, each: number): void => {
    const to = new Uint32Array(memory, at, from.length);
    for (let k = 0; k < from.length; k++) to[k] = base + each * from[k];
  };
  write(layout.places, symbolic.entryPlace, layout.panels, bytesEach);
  write(layout.positions, symbolic.position, layout.work, bytesEach);
  write(layout.rows, symbolic.rows, layout.work, bytesEach);
  write(layout.frontRows, symbolic.frontRow, 0, bytesEach);
  write(layout.children, symbolic.children, layout.fronts, 4 * FRONT_WORDS);
}
