/** A flat cell: a slab of electrolyte between a plate of NCM and lithium, whose impedance is that of a chain of elements. */
import type { Complex } from "../../sim-core/base/complex.ts";
import { computeStiffness } from "../../sim-core/fem/laplace.ts";
import type { Submesh } from "../../sim-core/fem/submesh.ts";
import { respondToVoltage } from "../../sim-core/instruments/impedance/conduction-response.ts";
import {
  answerInterfaces,
  type SmallSignalInterfaces,
} from "../../sim-core/instruments/impedance/small-signal.ts";
import type { Boundary } from "../../sim-core/potentials/boundary.ts";
import {
  analyseConduction,
  createConductionSystem,
  stiffnessSize,
} from "../../sim-core/potentials/conduction-system.ts";
import { slabMesh } from "../fem/slab-mesh.ts";

const COLUMNS = 12;
const ROWS = 8;

/** Of the two faces: S/m2, F/m2, ohm m2, s, as SmallSignalInterfaces has them; lengths in m. */
export interface FlatCell {
  readonly width: number;
  readonly height: number;
  readonly conductivity: number;
  readonly cathode: Face & {
    readonly density: number;
    /** ohm m2 */
    readonly contactResistance: number;
    readonly openCircuitSlope: number;
    readonly exchangeSlope: number;
    /** m2/A: of the plate. */
    readonly surfaceResponse: (s: Complex) => Complex;
  };
  readonly anode: Face;
}

export interface Face {
  readonly transfer: number;
  readonly doubleLayer: number;
  readonly resistance: number;
  readonly filmResistance: number;
  readonly filmTime: number;
}

/** Returns the impedance in ohm m2 that the solver finds. */
export function solveFlatCell(cell: FlatCell, s: Complex): Complex {
  const { width, height, conductivity, cathode, anode } = cell;
  const mesh = slabMesh(COLUMNS, ROWS, { width, height });
  const points = mesh.points.length / 2;
  const numbers = Int32Array.from({ length: points }, (_, k) => k);
  const electrolyte: Submesh = { ...mesh, nodeCount: points, nodeOfPoint: numbers, pointOfNode: numbers };
  const row = COLUMNS + 1;
  const count = 2 * row;
  const boundary: Boundary = {
    count,
    frontStart: row,
    nodes: Int32Array.from({ length: count }, (_, k) => (k < row ? k : ROWS * row + k - row)),
    particleStart: Int32Array.of(0, row),
    arcLength: new Float64Array(row),
  };
  const length = Float64Array.from({ length: count }, (_, k) => {
    const isCorner = k % row === 0 || k % row === COLUMNS;
    return (width / COLUMNS) * (isCorner ? 0.5 : 1);
  });
  const faces = (name: keyof Face): Float64Array =>
    Float64Array.from({ length: count }, (_, k) => (k < row ? cathode : anode)[name]);
  const interfaces: SmallSignalInterfaces = {
    ...{ boundary, length },
    transfer: faces("transfer"),
    doubleLayer: faces("doubleLayer"),
    resistance: faces("resistance"),
    filmResistance: faces("filmResistance"),
    filmTime: faces("filmTime"),
    density: new Float64Array(row).fill(cathode.density),
    conducts: Uint8Array.of(1),
    contactResistance: Float64Array.of(cathode.contactResistance / width),
    openCircuitSlope: Float64Array.of(cathode.openCircuitSlope),
    exchangeSlope: Float64Array.of(cathode.exchangeSlope),
    surfaceResponse: (_, at) => {
      const { re, im } = cathode.surfaceResponse(at);
      return { re: re / width, im: im / width };
    },
  };
  const system = createConductionSystem(analyseConduction(electrolyte, boundary), boundary);
  const stiffness = new Float64Array(stiffnessSize(electrolyte));
  computeStiffness(mesh.points, mesh.triangles, stiffness);
  system.load(stiffness, conductivity);
  const response = respondToVoltage(interfaces, answerInterfaces(interfaces, s), system);
  if (!response.ok) throw new Error(response.reason);
  const { re, im } = response.current;
  const square = re * re + im * im;
  return { re: (width * re) / square, im: (-width * im) / square };
}
