/**
 * A file of the Battery Parameter eXchange format (BPX 0.x and 1.x) as a scenario: its positive electrode on a scenario of this
 * model. The rest of such a file describes graphite and a liquid, which this cell has not. Source of the names and their meaning:
 * BPX 1.1.1.
 */
import {
  arrhenius,
  formatValue,
  InputError,
  type InputProblem,
  joinUnit,
  parameterOf,
  REFERENCE_TEMPERATURE,
  type Scenario,
  toDisplay,
} from "../../sim-core/index.ts";
import { ELECTRODE, FIELDS, NUMBER_FIELDS, numberAt, OWN_SECTION, WHERE } from "./bpx-fields.ts";
import { readFunction, type WrittenFunction } from "./bpx-function.ts";
import { cycleBetween, limitsOf, type VoltageLimits } from "./bpx-limits.ts";
import {
  type BpxParts,
  isFunction,
  isSection,
  type Section,
  sectionOf,
  show,
  takeNumber,
} from "./bpx-section.ts";
import { notesOf } from "./notes.ts";
import { readOwnSection } from "./own-section.ts";

/** What of a file is used. */
export interface TakenValue {
  /** Its name in the file. */
  readonly name: string;
  readonly path: string;
  /** As it stands in the scenario. */
  readonly text: string;
}

/** What a file of the format is here. */
export interface BpxReading {
  readonly title: string;
  /** Of the format, as the file says it. */
  readonly version: string;
  /** In the format of a scenario file. */
  readonly scenario: Readonly<Record<string, unknown>>;
  readonly taken: readonly TakenValue[];
  /** Sentences on what is not used, and on what was assumed. */
  readonly notes: readonly string[];
}

/** Values by path of a parameter, as they stand in a scenario file. */
type Values = Map<string, { readonly name: string; readonly text: string; readonly written: unknown }>;

/** Returns the file's electrode laid into `base`; throws InputError with all that is wrong with the file. */
export function readBpx(file: unknown, base: Scenario): BpxReading {
  const problems: InputProblem[] = [];
  const parts = partsOf(file, problems);
  if (problems.length > 0) throw new InputError(problems);
  const values: Values = new Map();
  const reference = referenceOf(parts.cell);
  takeNumbers(parts, reference, values, problems);
  takeFunctions(parts, reference, values, problems);
  takeSurroundings(parts, values, problems);
  takeLoading(parts, values, problems);
  const own = readOwnSection(sectionOf(sectionOf(parts.parameterisation, "User-defined"), OWN_SECTION));
  problems.push(...own.problems);
  for (const { path, text, written } of own.values)
    values.set(path, { name: `User-defined.${OWN_SECTION}`, text, written });
  for (const [path, range] of own.ranges) widen(values, path, range);
  const limits =
    problems.length > 0 ? undefined : limitsOf(parts, (path) => values.get(path)?.written, problems);
  if (limits === undefined) throw new InputError(problems);
  const title = textOf(parts.header.Title) ?? "a BPX file";
  const notes = notesOf(parts, { base, reference, limits });
  return {
    title,
    version: String(parts.header.BPX),
    scenario: compose({ title, notes, base, parts, values, limits }),
    taken: [...values].map(([path, { name, text }]) => ({ name, path, text })),
    notes,
  };
}

function partsOf(file: unknown, problems: InputProblem[]): BpxParts {
  const whole = isSection(file) ? file : {};
  const header = sectionOf(whole, "Header");
  const parameterisation = sectionOf(whole, "Parameterisation");
  const version = /^\s*[01](?:\.|$)/.test(String(header.BPX));
  if (!version) {
    problems.push({
      where: "Header.BPX",
      got: show(header.BPX),
      expected: 'a version of BPX 0 or 1, such as "1.1.1"',
    });
  }
  const electrode = electrodeOf(parameterisation[ELECTRODE], problems);
  return {
    header,
    parameterisation,
    cell: sectionOf(parameterisation, "Cell"),
    electrode,
    state: sectionOf(whole, "State"),
  };
}

/** Of a blend with a single part, that part. */
function electrodeOf(value: unknown, problems: InputProblem[]): Section {
  if (!isSection(value)) {
    problems.push({ where: WHERE, got: show(value), expected: "a section with the electrode's values" });
    return {};
  }
  if (!isSection(value.Particle)) return value;
  const blended = Object.entries(value.Particle);
  const [only] = blended;
  if (blended.length === 1 && isSection(only?.[1])) return { ...value, ...only[1] };
  const got = `${blended.length} materials (${blended.map(([name]) => name).join(", ")})`;
  problems.push({ where: `${WHERE}.Particle`, got, expected: "one active material" });
  return {};
}

/** K at which the values of the file hold. */
function referenceOf(cell: Section): number {
  const value = cell["Reference temperature [K]"];
  return typeof value === "number" && value > 0 ? value : REFERENCE_TEMPERATURE;
}

function takeNumbers(
  { electrode }: BpxParts,
  reference: number,
  values: Values,
  problems: InputProblem[],
): void {
  for (const field of NUMBER_FIELDS) {
    if (field.name === FIELDS.entropic && isFunction(electrode[field.name])) continue;
    const value = takeNumber(electrode, WHERE, field, problems);
    if (value === undefined) continue;
    const activated = field.name === FIELDS.rate ? energyOf(electrode, FIELDS.rateActivation) : 0;
    setNumber(values, field.path, {
      name: field.name,
      si: (value * field.factor) / arrhenius(activated, reference),
    });
  }
  const [least, most] = [electrode[FIELDS.least], electrode[FIELDS.most]];
  if (typeof least === "number" && typeof most === "number" && least >= most) {
    const got = `${least}, with a maximum of ${most}`;
    problems.push({ where: `${WHERE}.${FIELDS.least}`, got, expected: "less than the maximum" });
  }
}

function energyOf(electrode: Section, name: string): number {
  const energy = electrode[name];
  return typeof energy === "number" ? energy : 0;
}

function takeFunctions(
  { electrode }: BpxParts,
  reference: number,
  values: Values,
  problems: InputProblem[],
): void {
  const range = { from: Number(electrode[FIELDS.least]), to: Number(electrode[FIELDS.most]) };
  const energy = energyOf(electrode, FIELDS.diffusivityActivation);
  const listed = [
    { name: FIELDS.potential, path: "ncm.openCircuitPotential", unit: "V", constant: false, factor: 1 },
    {
      name: FIELDS.diffusivity,
      path: "ncm.diffusivity",
      unit: "m2/s",
      constant: true,
      factor: reference === REFERENCE_TEMPERATURE ? 1 : 1 / arrhenius(energy, reference),
    },
  ];
  for (const { path, ...field } of listed) {
    const written = readFunction(electrode, WHERE, { ...field, range }, problems);
    if (written !== undefined) values.set(path, { name: field.name, text: sayFunction(written), written });
  }
}

function sayFunction({ formula, value, x }: WrittenFunction): string {
  if (typeof formula === "string") return formula;
  return Array.isArray(x) ? `a table of ${x.length} values` : String(value);
}

/** Temperature and state of charge, which version 1 keeps in a section of their own. */
function takeSurroundings({ cell, state }: BpxParts, values: Values, problems: InputProblem[]): void {
  const name = "Ambient temperature [K]";
  const around = sectionOf(state, "Thermal environment");
  const [section, where] =
    around[name] === undefined
      ? [cell, "Parameterisation.Cell"]
      : ([around, "State.Thermal environment"] as const);
  const field = { name, expected: "a number above 0", needed: false } as const;
  const temperature = takeNumber(section, where, field, problems);
  if (temperature !== undefined) setNumber(values, "cell.temperature", { name, si: temperature });
  takeArea(cell, values, problems);
  const least = values.get("ncm.stoichiometryCharged")?.written;
  const most = values.get("ncm.stoichiometryDischarged")?.written;
  const charge = {
    name: "Initial state-of-charge",
    expected: "a number from 0 to 1",
    needed: false,
  } as const;
  const conditions = sectionOf(state, "Initial conditions");
  const soc = takeNumber(conditions, "State.Initial conditions", charge, problems) ?? 0;
  if (typeof least !== "number" || typeof most !== "number") return;
  setNumber(values, "ncm.stoichiometryInitial", { name: charge.name, si: most - soc * (most - least) });
}

/** Of all electrodes together, since amperes are those of the whole cell. */
function takeArea(cell: Section, values: Values, problems: InputProblem[]): void {
  const name = "Electrode area [m2]";
  const field = { name, expected: "a number above 0", needed: false } as const;
  const area = takeNumber(cell, "Parameterisation.Cell", field, problems);
  const pairs = cell["Number of electrode pairs connected in parallel to make a cell"];
  const count = typeof pairs === "number" && pairs >= 1 ? pairs : 1;
  if (area !== undefined) setNumber(values, "cell.electrodeArea", { name, si: area * count });
}

/** Spheres of radius R with a surface a per volume fill a R / 3 of it: so much of the section, drawn at random. */
function takeLoading({ electrode }: BpxParts, values: Values, problems: InputProblem[]): void {
  const surface = takeNumber(
    electrode,
    WHERE,
    { name: FIELDS.surface, expected: "a number above 0", needed: true },
    problems,
  );
  const radius = electrode[FIELDS.radius];
  if (surface === undefined || typeof radius !== "number" || radius <= 0) return;
  const fraction = (surface * radius) / 3;
  if (fraction > numberAt("cathode.areaFraction").maximum) return;
  setNumber(values, "cathode.areaFraction", { name: FIELDS.surface, si: fraction });
  values.set("cathode.packing", { name: FIELDS.surface, text: "random", written: "random" });
}

function setNumber(values: Values, path: string, { name, si }: { name: string; si: number }): void {
  const parameter = numberAt(path);
  const written =
    parameter.unit === "" ? toDisplay(parameter, si) : joinUnit(toDisplay(parameter, si), parameter.unit);
  values.set(path, { name, text: formatValue(parameter, si), written });
}

/** Gives a formula the range that the file names. */
function widen(values: Values, path: string, range: Readonly<Record<string, number>>): void {
  const found = values.get(path);
  if (found !== undefined && isSection(found.written) && "formula" in found.written)
    values.set(path, { ...found, written: { ...found.written, ...range } });
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

interface Composed {
  readonly title: string;
  readonly notes: readonly string[];
  readonly base: Scenario;
  readonly parts: BpxParts;
  readonly values: Values;
  readonly limits: VoltageLimits;
}

function compose({ title, notes, base, parts, values, limits }: Composed): Record<string, unknown> {
  const source = `BPX ${parts.header.BPX}: ${title}`;
  const own = textOf(parts.header.Description);
  const file: Record<string, unknown> = {
    schemaVersion: 1,
    name: `${base.name}-bpx`,
    title,
    description: [
      `The positive electrode of a file of BPX ${parts.header.BPX} in the cell of ${base.name}.`,
      ...(own === undefined ? [] : [own]),
      ...notes,
    ].join(" "),
    extends: base.name,
  };
  for (const [path, { written }] of values) {
    const [group, key] = path.split(".") as [string, string];
    if (parameterOf(path) === undefined) continue;
    const entry = isSection(written) ? { ...written, source } : { value: written, source };
    file[group] = { ...(file[group] as object | undefined), [key]: entry };
  }
  return { ...file, protocol: cycleBetween(limits) };
}
