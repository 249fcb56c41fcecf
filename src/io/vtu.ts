/**
 * Fields of a frame as files of VTK: the electrolyte on the triangles on which it was solved, a polygon for each particle, and
 * the lithium above each stretch of its front, in one grid. A scalar has no value (NaN, which readers leave out) where there
 * is none, a vector is zero there, so that arrows and warped pictures of the whole grid stay sound.
 */
import { strToU8 } from "fflate";
import { type Frame, type FrameMesh, InputError } from "../../sim-core/index.ts";
import {
  formatGrid,
  formatSeries,
  VTK_POLYGON,
  VTK_QUAD,
  VTK_TRIANGLE,
  type VtkArray,
  type VtkMoment,
} from "./vtk-xml.ts";

/** Where a frame comes from. */
export interface FrameOrigin {
  /** Name of the scenario. */
  readonly scenario: string;
  /** That of its random numbers; left out where it is that of the scenario and not known here. */
  readonly seed?: number | undefined;
  /** Of the program. */
  readonly version: string;
  /** Command of the terminal program that solves the same run, where there is one. */
  readonly command?: string | undefined;
}

/** Values of the cell array "subdomain". */
export const SUBDOMAINS = { electrolyte: 0, particle: 1, lithium: 2 } as const;

/** Corners of the polygon that stands for a particle. */
const CORNERS = 48;

/**
 * Returns a frame as the text of a VTU file. Points in um, z = 0, y from the cathode's collector; units of all else are at
 * the ends of the names, none for shares. Stress and displacement are there in frames with `{ stress: true }`. Numbers are
 * those of the frame, bit for bit. Throws `InputError` where `mesh` is not that of the frame.
 */
export function formatVtu(mesh: FrameMesh, frame: Frame, origin: FrameOrigin): string {
  if (mesh.version !== frame.meshVersion) {
    const got = `version ${mesh.version}`;
    throw new InputError([{ where: "mesh", got, expected: `version ${frame.meshVersion}, as the frame` }]);
  }
  const layout = layOut(mesh, frame);
  return formatGrid({
    ...composeCells(mesh, layout),
    points: composePoints(mesh, frame, layout),
    pointArrays: composePointArrays(frame, layout),
    cellArrays: composeCellArrays(mesh, frame, layout),
    fieldArrays: composeFieldArrays(frame, origin),
  });
}

/**
 * Returns the text of a PVD file, which makes VTU files beside it one series over time; throws `InputError` for times (s) that
 * do not rise: readers would make one of equal ones.
 */
export function formatPvd(moments: readonly VtkMoment[]): string {
  const problems = moments.flatMap(({ time, file }, k) => {
    const before = moments[k - 1]?.time ?? Number.NEGATIVE_INFINITY;
    if (time > before) return [];
    return [{ where: file, got: `${time} s`, expected: `a time after ${before} s` }];
  });
  if (problems.length > 0) throw new InputError(problems);
  return formatSeries(moments);
}

/** How many points and cells there are of each kind, in this order. */
interface Layout {
  readonly nodes: number;
  readonly particles: number;
  readonly front: number;
  readonly points: number;
  readonly triangles: number;
  readonly stretches: number;
}

function layOut(mesh: FrameMesh, frame: Frame): Layout {
  const nodes = frame.points.length / 2;
  const particles = mesh.particleX.length;
  const front = frame.frontX.length;
  const points = nodes + CORNERS * particles + 2 * front;
  return {
    ...{ nodes, particles, front, points },
    triangles: mesh.triangles.length / 3,
    stretches: Math.max(0, front - 1),
  };
}

/** Nodes, corners of particles, and of the front two points per node: below and above the lithium. */
function composePoints(
  { particleX, particleY, particleRadius }: FrameMesh,
  { points, frontX, frontY, frontThickness }: Frame,
  layout: Layout,
): Float32Array {
  const out = new Float32Array(3 * layout.points);
  let next = 0;
  const put = (x: number, y: number): void => {
    out[next] = x;
    out[next + 1] = y;
    next += 3;
  };
  for (let v = 0; v < layout.nodes; v++) put(points[2 * v]!, points[2 * v + 1]!);
  for (let p = 0; p < layout.particles; p++) {
    for (let k = 0; k < CORNERS; k++) {
      const angle = (2 * Math.PI * k) / CORNERS;
      const radius = particleRadius[p]!;
      put(particleX[p]! + radius * Math.cos(angle), particleY[p]! + radius * Math.sin(angle));
    }
  }
  for (let k = 0; k < layout.front; k++) {
    put(frontX[k]!, frontY[k]!);
    put(frontX[k]!, frontY[k]! + frontThickness[k]!);
  }
  return out;
}

function composeCells({ triangles }: FrameMesh, layout: Layout) {
  const { particles, stretches } = layout;
  const connectivity = Array.from(triangles);
  const offsets = Array.from({ length: layout.triangles }, (_, t) => 3 * t + 3);
  for (let p = 0; p < particles; p++) {
    for (let k = 0; k < CORNERS; k++) connectivity.push(layout.nodes + CORNERS * p + k);
    offsets.push(connectivity.length);
  }
  for (let s = 0; s < stretches; s++) {
    const first = layout.nodes + CORNERS * particles + 2 * s;
    connectivity.push(first, first + 2, first + 3, first + 1);
    offsets.push(connectivity.length);
  }
  return {
    connectivity: Int32Array.from(connectivity),
    offsets: Int32Array.from(offsets),
    types: perCell(new Uint8Array(offsets.length), layout, [VTK_TRIANGLE, VTK_POLYGON, VTK_QUAD]),
  };
}

/** Fills an array with one value for each subdomain. */
function perCell<Values extends Uint8Array | Int32Array>(
  out: Values,
  { triangles, particles }: Layout,
  [electrolyte, particle, lithium]: readonly [number, number, number],
): Values {
  out.fill(electrolyte, 0, triangles);
  out.fill(particle, triangles, triangles + particles);
  out.fill(lithium, triangles + particles);
  return out;
}

function composePointArrays(frame: Frame, { nodes, points, front }: Layout): VtkArray[] {
  const ofNodes = (name: string, own: Float32Array): VtkArray[] => {
    // What was not solved has no array.
    if (own.length !== nodes) return [];
    const values = new Float32Array(points).fill(Number.NaN);
    values.set(own.map(finiteOrNone));
    return [{ name, values }];
  };
  const vectors = (name: string, own: Float32Array): VtkArray[] => {
    if (own.length !== 2 * nodes) return [];
    const values = new Float32Array(3 * points);
    own.forEach((value, k) => {
      values[3 * (k >> 1) + (k & 1)] = finiteOrNone(value);
    });
    return [{ name, values, components: 3 }];
  };
  const ofFront = (name: string, own: ArrayLike<number>): VtkArray => {
    const values = new Float32Array(points).fill(Number.NaN);
    for (let k = 0; k < 2 * front; k++) values[points - 2 * front + k] = finiteOrNone(own[k >> 1]!);
    return { name, values };
  };
  return [
    ...ofNodes("potential_V", frame.potential),
    ...vectors("ionicCurrent_A_m2", frame.flux),
    ...ofNodes("intergranularLithium", frame.intergranular),
    ...ofNodes("intergranularDeadLithium", frame.intergranularDead),
    ...ofNodes("vonMises_Pa", frame.vonMises),
    ...ofNodes("meanStress_Pa", frame.meanStress),
    ...ofNodes("principalStress_Pa", frame.principalStress),
    ...vectors("displacement_um", frame.displacement),
    ofFront("platingCurrent_A_m2", frame.frontCurrent),
    ofFront("lithiumThickness_um", frame.frontThickness),
    ofFront("interphase_nm", frame.frontInterphase),
    ofFront("frontContact", frame.frontContact),
    ofFront("frontDepleted", frame.frontDepleted),
    ofFront("frontPressure_Pa", frame.frontPressure),
  ];
}

function composeCellArrays({ particleRadius }: FrameMesh, frame: Frame, layout: Layout): VtkArray[] {
  const { triangles, particles, stretches } = layout;
  const count = triangles + particles + stretches;
  const { electrolyte, particle, lithium } = SUBDOMAINS;
  const subdomain = perCell(new Int32Array(count), layout, [electrolyte, particle, lithium]);
  const number = new Int32Array(count).fill(-1);
  const status = new Int32Array(count).fill(-1);
  for (let p = 0; p < particles; p++) {
    number[triangles + p] = p;
    status[triangles + p] = frame.particleStatus[p]!;
  }
  const ofParticles = (name: string, own: Float32Array): VtkArray[] => {
    if (own.length !== particles) return [];
    const values = new Float32Array(count).fill(Number.NaN);
    values.set(own.map(finiteOrNone), triangles);
    return [{ name, values }];
  };
  return [
    { name: "subdomain", values: subdomain },
    { name: "particle", values: number },
    { name: "particleStatus", values: status },
    ...ofParticles("particleRadius_um", particleRadius),
    ...ofParticles("stoichiometry", frame.particleStoichiometry),
    ...ofParticles("surfaceStoichiometry", frame.particleSurface),
    ...ofParticles("particleCurrent_A_m2", frame.particleCurrent),
    ...ofParticles("particleStrain", frame.particleStrain),
    ...ofParticles("particleDamage", frame.particleDamage),
    ...ofParticles("particleDrift_um", frame.particleDrift),
    ...ofParticles("particleMeanStress_Pa", frame.particleMeanStress),
  ];
}

/** `TimeValue` is what readers of VTK take for the time. Texts are their bytes in UTF-8: not every reader knows strings. */
function composeFieldArrays(frame: Frame, { scenario, seed, version, command }: FrameOrigin): VtkArray[] {
  const real = (name: string, value: number): VtkArray => ({ name, values: Float64Array.of(value) });
  const words = (name: string, text: string): VtkArray => ({ name: `${name}_utf8`, values: strToU8(text) });
  return [
    real("TimeValue", frame.time),
    real("time_s", frame.time),
    { name: "cycle", values: Int32Array.of(frame.cycle) },
    real("voltage_V", frame.voltage),
    real("currentDensity_A_m2", frame.currentDensity),
    ...(seed === undefined ? [] : [real("seed", seed)]),
    words("scenario", scenario),
    words("program", `fluxtwin ${version}`),
    ...(command === undefined ? [] : [words("command", command)]),
    words("lengthUnit", "um"),
  ];
}

function finiteOrNone(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}
