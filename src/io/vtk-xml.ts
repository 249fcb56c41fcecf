/**
 * Files of VTK as ParaView, PyVista and meshio read them: XML, numbers as base64 of their little-endian bytes, so that every
 * one is kept to the last bit and none is written as a word that a reader takes for the end of the list.
 */

/** Numbers of a file, in the type in which they are written. */
export type VtkValues = Float32Array | Float64Array | Int32Array | Uint8Array;

/** One array of a file. */
export interface VtkArray {
  /** With the unit of the values at its end. */
  readonly name: string;
  readonly values: VtkValues;
  /** Numbers of each tuple; 1 where absent. */
  readonly components?: 3;
}

/** Kinds of cells, by VTK's own numbers. */
export const VTK_TRIANGLE = 5;
export const VTK_POLYGON = 7;
export const VTK_QUAD = 9;

/** Points with cells over them, and what is known of either. */
export interface VtkGrid {
  readonly points: Float32Array /* [nPoint*3] */;
  /** Points of all cells, one cell after the other. */
  readonly connectivity: Int32Array;
  /** Where in `connectivity` each cell ends [nCell]. */
  readonly offsets: Int32Array;
  readonly types: Uint8Array /* [nCell] */;
  readonly pointArrays: readonly VtkArray[];
  readonly cellArrays: readonly VtkArray[];
  /** Of the whole, a tuple each. */
  readonly fieldArrays: readonly VtkArray[];
}

const TYPES = new Map<unknown, string>([
  [Float32Array, "Float32"],
  [Float64Array, "Float64"],
  [Int32Array, "Int32"],
  [Uint8Array, "UInt8"],
]);

/** Returns the text of a VTU file. */
export function formatGrid(grid: VtkGrid): string {
  const { points, connectivity, offsets, types } = grid;
  const counts = `NumberOfPoints="${points.length / 3}" NumberOfCells="${types.length}"`;
  const all = (arrays: readonly VtkArray[]): string[] => arrays.map((array) => formatArray(array));
  return formatFile("UnstructuredGrid", [
    "<FieldData>",
    ...grid.fieldArrays.map((array) => formatArray(array, { whole: true })),
    "</FieldData>",
    `<Piece ${counts}>`,
    ...["<PointData>", ...all(grid.pointArrays), "</PointData>"],
    ...["<CellData>", ...all(grid.cellArrays), "</CellData>"],
    ...["<Points>", formatArray({ name: "Points", values: points, components: 3 }), "</Points>"],
    "<Cells>",
    ...all([
      { name: "connectivity", values: connectivity },
      { name: "offsets", values: offsets },
      { name: "types", values: types },
    ]),
    "</Cells>",
    "</Piece>",
  ]);
}

/** A file of a series, by its name beside the file of the series, and its time. */
export interface VtkMoment {
  /** s */
  readonly time: number;
  readonly file: string;
}

/** Returns the text of a PVD file; times rise. */
export function formatSeries(moments: readonly VtkMoment[]): string {
  return formatFile(
    "Collection",
    moments.map(({ time, file }) => `<DataSet timestep="${time}" part="0" file="${file}"/>`),
  );
}

/** Returns bytes as base64. */
export function encodeBase64(bytes: Uint8Array): string {
  const out: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at]!, bytes[at + 1], bytes[at + 2]];
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out.push(
      LETTERS[word >> 18]! + LETTERS[(word >> 12) & 63]!,
      b === undefined ? "=" : LETTERS[(word >> 6) & 63]!,
      c === undefined ? "=" : LETTERS[word & 63]!,
    );
  }
  return out.join("");
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function formatFile(type: string, lines: readonly string[]): string {
  return [
    '<?xml version="1.0"?>',
    `<VTKFile type="${type}" version="1.0" byte_order="LittleEndian" header_type="UInt32">`,
    `<${type}>`,
    ...lines,
    `</${type}>`,
    "</VTKFile>",
    "",
  ].join("\n");
}

function formatArray({ name, values, components }: VtkArray, { whole = false } = {}): string {
  const type = TYPES.get(values.constructor);
  const size = components === undefined ? "" : ` NumberOfComponents="${components}"`;
  const tuples = whole ? ` NumberOfTuples="${values.length / (components ?? 1)}"` : "";
  return `<DataArray type="${type}" Name="${name}"${size}${tuples} format="binary">${encodeValues(values)}</DataArray>`;
}

/** Their number of bytes goes before them. */
function encodeValues(values: VtkValues): string {
  const bytes = new Uint8Array(4 + values.byteLength);
  new DataView(bytes.buffer).setUint32(0, values.byteLength, true);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 4);
  return encodeBase64(bytes);
}
