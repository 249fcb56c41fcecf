/** Fields of a frame at any point of the electrolyte, by the linear functions on which they were solved. */
import { barycentric, createLocator, type Frame, type FrameMesh, InputError } from "../../sim-core/index.ts";

/** A field of the electrolyte. */
export interface Field {
  /** Unit of its values. */
  readonly unit: string;
  /** What it is, in words. */
  readonly meaning: string;
  /** Returns the array of a frame that holds it: [nPoint] or [nPoint*2]. */
  readonly array: (frame: Frame) => Float32Array;
  /** Numbers per node in that array. */
  readonly stride: 1 | 2;
  /** Which of them it is. */
  readonly offset: 0 | 1;
}

const scalar = (unit: string, meaning: string, array: Field["array"]): Field => ({
  ...{ unit, meaning, array },
  ...{ stride: 1, offset: 0 },
});
const component = (unit: string, meaning: string, offset: 0 | 1, array: Field["array"]): Field => ({
  ...{ unit, meaning, array },
  ...{ stride: 2, offset },
});

/** The name of a field in {@link FIELDS}. */
export type FieldName =
  | "potential"
  | "fluxX"
  | "fluxY"
  | "intergranular"
  | "intergranularDead"
  | "vonMises"
  | "meanStress"
  | "principalStress"
  | "displacementX"
  | "displacementY";

/** Every field of the electrolyte that can be asked for; those of stress only in frames with `{ stress: true }`. */
export const FIELDS: Readonly<Record<FieldName, Field>> = {
  potential: scalar("V", "electric potential against Li/Li+", (frame) => frame.potential),
  fluxX: component("A/m2", "ionic current density along the cell", 0, (frame) => frame.flux),
  fluxY: component("A/m2", "ionic current density towards the anode", 1, (frame) => frame.flux),
  intergranular: scalar(
    "1",
    "volume fraction of lithium and of its products",
    (frame) => frame.intergranular,
  ),
  intergranularDead: scalar(
    "1",
    "the part of it that is lost: dead or in products",
    (frame) => frame.intergranularDead,
  ),
  vonMises: scalar("Pa", "von Mises stress", (frame) => frame.vonMises),
  meanStress: scalar("Pa", "hydrostatic stress, tension positive", (frame) => frame.meanStress),
  principalStress: scalar(
    "Pa",
    "largest principal stress, tension positive",
    (frame) => frame.principalStress,
  ),
  displacementX: component("um", "displacement along the cell", 0, (frame) => frame.displacement),
  displacementY: component("um", "displacement towards the anode", 1, (frame) => frame.displacement),
};

/** A straight line through the cell at evenly spaced points, both ends included; um from the lower left corner. */
export interface Line {
  /** First point, um. */
  readonly from: readonly [x: number, y: number];
  /** Last point, um. */
  readonly to: readonly [x: number, y: number];
  /** Number of points, from 2. */
  readonly count: number;
}

/** Reads fields of one frame. */
export interface FieldSampler {
  /** Returns the field at a point (um); undefined outside the electrolyte, such as within a particle. */
  at(field: FieldName, x: number, y: number): number | undefined;
  /** Returns the field along a line [count]; NaN at points outside the electrolyte. */
  along(field: FieldName, line: Line): Float64Array;
}

/**
 * Returns what reads the fields of `frame`, in their units of {@link FIELDS}; y counts from the cathode's collector. Throws
 * `InputError` where `mesh` is not that of the frame. Reading throws `InputError` for a field that the frame does not hold
 * and for a line of fewer than two points.
 */
export function createFieldSampler(mesh: FrameMesh, frame: Frame): FieldSampler {
  if (mesh.version !== frame.meshVersion) {
    const got = `version ${mesh.version}`;
    throw new InputError([{ where: "mesh", got, expected: `version ${frame.meshVersion}, as the frame` }]);
  }
  const { points } = frame;
  const { triangles } = mesh;
  const { locate } = createLocator(points, triangles);
  const valuesOf = (field: FieldName): Float32Array => {
    const { array, stride } = FIELDS[field];
    const values = array(frame);
    if (values.length * 2 === points.length * stride) return values;
    const expected = "a frame with { stress: true } of a cell with mechanics";
    throw new InputError([{ where: field, got: "a frame without it", expected }]);
  };
  const read = (field: FieldName, values: Float32Array, x: number, y: number): number | undefined => {
    const { stride, offset } = FIELDS[field];
    const t = locate(x, y);
    if (t < 0) return undefined;
    const weights = barycentric({ points, triangles }, t, x, y);
    return weights.reduce((sum, own, k) => sum + own * values[stride * triangles[3 * t + k]! + offset]!, 0);
  };
  return {
    at: (field, x, y) => read(field, valuesOf(field), x, y),
    along(field, { from, to, count }) {
      if (!(Number.isInteger(count) && count >= 2)) {
        throw new InputError([{ where: "count", got: String(count), expected: "a whole number from 2" }]);
      }
      const values = valuesOf(field);
      return Float64Array.from({ length: count }, (_, k) => {
        const share = k / (count - 1);
        const [x, y] = [0, 1].map((axis) => from[axis]! + share * (to[axis]! - from[axis]!)) as [
          number,
          number,
        ];
        return read(field, values, x, y) ?? Number.NaN;
      });
    },
  };
}
