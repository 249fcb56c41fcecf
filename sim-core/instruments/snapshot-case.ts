/**
 * A snapshot case: one frozen cross-section with given kinetics, as in the reference cases. Lengths in um,
 * potentials in V, current densities in A/m2. Checked as a whole: every problem is listed at once.
 */
import { InputError, type InputProblem, shortenProblems } from "../base/errors.ts";
import { DEEPEST_NESTING, exceedsDepth } from "../base/nesting.ts";
import type { CrossSection } from "../mesh/cross-section.ts";

/** m; the unit of length of a case. */
export const MICROMETRE = 1e-6;

/** A cross-section: lengths in um, y from the cathode's collector. */
export interface SnapshotGeometry {
  readonly width: number;
  readonly cathode: number;
  readonly separator: number;
  readonly lithium: number;
  readonly particles: readonly { x: number; y: number; r: number; active: boolean }[];
  readonly protrusions: readonly { x: number; halfWidth: number; depth: number }[];
}

/** Conduction through it: K, S/m, A/m2, V; bins and probes in um. */
export interface ConductionCase {
  readonly temperature: number;
  readonly conductivity: number;
  readonly i0Cathode: number;
  readonly i0Anode: number;
  readonly openCircuit: number;
  readonly current: number;
  readonly anodeBins: readonly (readonly [number, number])[];
  readonly probes: readonly (readonly [number, number])[];
}

/** Stiffness and pressure in GPa. */
export interface MechanicsCase {
  readonly electrolyte: { readonly E: number; readonly nu: number };
  readonly lithium: { readonly E: number; readonly nu: number };
  readonly particle: { readonly E: number; readonly nu: number };
  /** Linear, isotropic. */
  readonly particleEigenstrain: number;
  readonly protrusionEigenstrain: number;
  /** Uniform on the top; a roller holds the top without one. */
  readonly pressure?: number;
  readonly probes: readonly (readonly [number, number])[];
}

/** At least one of the two parts is there. */
export interface SnapshotCase {
  readonly name: string;
  readonly geometry: SnapshotGeometry;
  readonly conduction?: ConductionCase;
  readonly mechanics?: MechanicsCase;
}

/** Returns the cross-section of a case, in m. */
export function sectionOf(geometry: SnapshotGeometry): CrossSection {
  const inMetres = (part: (particle: (typeof geometry.particles)[number]) => number): Float64Array =>
    Float64Array.from(geometry.particles, (particle) => part(particle) * MICROMETRE);
  return {
    width: geometry.width * MICROMETRE,
    cathodeThickness: geometry.cathode * MICROMETRE,
    electrolyteThickness: geometry.separator * MICROMETRE,
    lithiumThickness: geometry.lithium * MICROMETRE,
    particleX: inMetres((p) => p.x),
    particleY: inMetres((p) => p.y),
    particleRadius: inMetres((p) => p.r),
    protrusions: geometry.protrusions.map((p) => ({
      x: p.x * MICROMETRE,
      halfWidth: p.halfWidth * MICROMETRE,
      depth: p.depth * MICROMETRE,
    })),
  };
}

/** Problems of a case that are told one by one. */
const MAXIMUM_TOLD = 50;

type Json = Record<string, unknown>;

/** Returns the case that `source` (parsed JSON) describes; throws InputError with all problems. */
export function parseSnapshotCase(source: unknown): SnapshotCase {
  const problems: InputProblem[] = [];
  if (exceedsDepth(source, DEEPEST_NESTING)) {
    const expected = `at most ${DEEPEST_NESTING} within each other`;
    throw new InputError([{ where: "case", got: "lists or objects nested very deeply", expected }]);
  }
  const reader = createReader(problems);
  const root = reader.object(source, "case");
  const geometry = reader.object(root.geometry, "geometry");
  const result: SnapshotCase = {
    name: typeof root.name === "string" ? root.name : "snapshot",
    geometry: {
      width: reader.positive(geometry, "geometry.width"),
      cathode: reader.positive(geometry, "geometry.cathode"),
      separator: reader.positive(geometry, "geometry.separator"),
      lithium: reader.positive(geometry, "geometry.lithium"),
      particles: reader.list(geometry.particles, "geometry.particles").map((item, k) => {
        const where = `geometry.particles[${k}]`;
        const one = reader.object(item, where);
        return {
          x: reader.positive(one, `${where}.x`),
          y: reader.positive(one, `${where}.y`),
          r: reader.positive(one, `${where}.r`),
          active: reader.flag(one.active, `${where}.active`),
        };
      }),
      protrusions: reader.list(geometry.protrusions ?? [], "geometry.protrusions").map((item, k) => {
        const where = `geometry.protrusions[${k}]`;
        const one = reader.object(item, where);
        return {
          x: reader.positive(one, `${where}.x`),
          halfWidth: reader.positive(one, `${where}.halfWidth`),
          depth: reader.positive(one, `${where}.depth`),
        };
      }),
    },
    conduction: root.conduction === undefined ? undefined : readConduction(reader, root.conduction),
    mechanics:
      root.mechanics === undefined
        ? undefined
        : readMechanics(reader, root.mechanics, hasEntries(geometry.protrusions)),
  };
  if (!result.conduction && !result.mechanics)
    reader.note("case", undefined, "conduction, mechanics or both");
  if (problems.length > 0) throw new InputError(shortenProblems(problems, "case", MAXIMUM_TOLD));
  return result;
}

type Reader = ReturnType<typeof createReader>;

function readConduction(reader: Reader, source: unknown): ConductionCase {
  const conduction = reader.object(source, "conduction");
  return {
    temperature: reader.positive(conduction, "conduction.temperature"),
    conductivity: reader.positive(conduction, "conduction.conductivity"),
    i0Cathode: reader.positive(conduction, "conduction.i0Cathode"),
    i0Anode: reader.positive(conduction, "conduction.i0Anode"),
    openCircuit: reader.finite(conduction, "conduction.openCircuit"),
    current: reader.finite(conduction, "conduction.current"),
    anodeBins: reader.pairs(conduction.anodeBins ?? [], "conduction.anodeBins"),
    probes: reader.pairs(conduction.probes ?? [], "conduction.probes"),
  };
}

function hasEntries(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}

/** Where there is no protrusion its eigenstrain may be left out, and is 0. */
function readMechanics(reader: Reader, source: unknown, hasProtrusions: boolean): MechanicsCase {
  const mechanics = reader.object(source, "mechanics");
  const material = (part: string) => ({
    E: reader.positive(mechanics, `mechanics.E_${part}`),
    nu: reader.between(mechanics, `mechanics.nu_${part}`, -1, 0.5),
  });
  return {
    electrolyte: material("SE"),
    lithium: material("Li"),
    particle: material("particle"),
    particleEigenstrain: reader.finite(mechanics, "mechanics.particleEigenstrain"),
    protrusionEigenstrain:
      hasProtrusions || mechanics.protrusionEigenstrain !== undefined
        ? reader.finite(mechanics, "mechanics.protrusionEigenstrain")
        : 0,
    pressure: mechanics.pressure === undefined ? undefined : reader.finite(mechanics, "mechanics.pressure"),
    probes: reader.pairs(mechanics.probes ?? [], "mechanics.probes"),
  };
}

/** Reads members and notes what is wrong with them; a value that is missing becomes NaN or empty. */
function createReader(problems: InputProblem[]) {
  const note = (where: string, value: unknown, expected: string): void => {
    const text = JSON.stringify(value);
    problems.push({ where, got: text === undefined ? "nothing" : text.slice(0, 60), expected });
  };
  const number = (parent: Json, where: string): unknown => parent[where.slice(where.lastIndexOf(".") + 1)];
  return {
    note,
    object(value: unknown, where: string): Json {
      if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
      note(where, value, "an object");
      return {};
    },
    list(value: unknown, where: string): readonly unknown[] {
      if (Array.isArray(value)) return value;
      note(where, value, "a list");
      return [];
    },
    positive(parent: Json, where: string): number {
      const value = number(parent, where);
      if (typeof value === "number" && value > 0 && Number.isFinite(value)) return value;
      note(where, value, "a number above 0");
      return Number.NaN;
    },
    finite(parent: Json, where: string): number {
      const value = number(parent, where);
      if (typeof value === "number" && Number.isFinite(value)) return value;
      note(where, value, "a number");
      return Number.NaN;
    },
    between(parent: Json, where: string, low: number, high: number): number {
      const value = number(parent, where);
      if (typeof value === "number" && value > low && value < high) return value;
      note(where, value, `a number above ${low} and below ${high}`);
      return Number.NaN;
    },
    flag(value: unknown, where: string): boolean {
      if (typeof value === "boolean") return value;
      note(where, value, "true or false");
      return false;
    },
    pairs(value: unknown, where: string): [number, number][] {
      const pairs: [number, number][] = [];
      this.list(value, where).forEach((item, k) => {
        if (
          Array.isArray(item) &&
          item.length === 2 &&
          item.every((v) => typeof v === "number" && Number.isFinite(v))
        ) {
          pairs.push([item[0], item[1]]);
        } else note(`${where}[${k}]`, item, "two numbers");
      });
      return pairs;
    },
  };
}
