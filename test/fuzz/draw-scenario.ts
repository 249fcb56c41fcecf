/** Scenario files over the shipped ones, of cells that are small enough to be run in a moment, whole or damaged. */
import fc from "fast-check";
import { type NumberParameter, PARAMETERS } from "../../sim-core/index.ts";
import { formatValue, fromDisplay } from "../../sim-core/scenario/parameters/parameters.ts";
import { between, betweenDecades } from "../fractions.ts";
import { protocols } from "./draw-protocol.ts";

export type File = Readonly<Record<string, unknown>>;

/** What makes a cell large, or its steps many, is drawn apart. */
const OWN =
  /^(seed|cell\.width|cathode\.(thickness|columns|rows|particleRadius|minimumGap|areaFraction)|electrolyte\.thickness|anode\.thickness|grains\.(size|resolved)|solver\..*|protocol\..*|intergranular\.columnHalfWidth|mechanics\.interval)$/;

const NUMBERS = PARAMETERS.filter(
  (parameter): parameter is NumberParameter => parameter.kind === "number" && !OWN.test(parameter.path),
);
const LIVE = NUMBERS.filter(({ effect }) => effect === "live");

/** Near the default mostly, anywhere in the range sometimes, as a text with its unit. */
function settingOf(parameter: NumberParameter): fc.Arbitrary<string | number> {
  const { minimum, maximum, scale, default: usual, integer } = parameter;
  const anywhere =
    scale === "log" && minimum > 0 ? betweenDecades(minimum, maximum) : between(minimum, maximum);
  const near = between(0.5, 2).map((factor) => Math.min(maximum, Math.max(minimum, factor * usual)));
  return fc
    .oneof({ weight: 2, arbitrary: near }, { weight: 1, arbitrary: anywhere })
    .map((display) => (integer ? Math.round(display) : Number(display.toPrecision(4))))
    .map((display) => formatValue(parameter, fromDisplay(parameter, display)))
    .map((text) => (parameter.unit === "" ? Number(text) : text));
}

function settingsOf(parameters: readonly NumberParameter[], most: number) {
  const one = fc
    .constantFrom(...parameters)
    .chain((parameter) => settingOf(parameter).map((value) => [parameter.path, value] as const));
  return fc.array(one, { maxLength: most });
}

const um = (value: number): string => `${Number(value.toPrecision(4))} um`;

/** A dozen particles at most, on a lattice, in a packing or one by one. */
const geometry = fc
  .record({
    width: between(24, 90),
    cathode: between(12, 45),
    electrolyte: betweenDecades(10, 120),
    lithium: betweenDecades(2, 80),
    radius: between(2.5, 6),
    packing: fc.constantFrom("lattice", "lattice", "random"),
    areaFraction: between(0.1, 0.5),
    columns: fc.integer({ min: 1, max: 6 }),
    rows: fc.integer({ min: 1, max: 3 }),
    particles: fc.option(
      fc.array(fc.tuple(between(0.1, 0.9), between(0.1, 0.9), between(2, 6)), { minLength: 1, maxLength: 4 }),
      { nil: undefined, freq: 6 },
    ),
    protrusions: fc.option(
      fc.array(fc.tuple(between(0, 1), between(1, 10), between(0.05, 0.9)), { minLength: 1, maxLength: 2 }),
      { nil: undefined, freq: 4 },
    ),
  })
  .map(
    (own): Record<string, unknown> => ({
      "cell.width": um(own.width),
      "cathode.thickness": um(own.cathode),
      "cathode.packing": own.packing,
      "cathode.areaFraction": own.areaFraction,
      "cathode.columns": own.columns,
      "cathode.rows": own.rows,
      "cathode.particleRadius": um(own.radius),
      "electrolyte.thickness": um(own.electrolyte),
      "anode.thickness": um(own.lithium),
      ...(own.particles && {
        "cathode.particles": own.particles.map(([x, y, radius]) => ({
          x: um(x * own.width),
          y: um(y * own.cathode),
          radius: um(radius),
        })),
      }),
      ...(own.protrusions && {
        "anode.protrusions": own.protrusions.map(([x, halfWidth, depth]) => ({
          x: um(x * own.width),
          halfWidth: um(halfWidth),
          depth: um(depth * own.electrolyte),
        })),
      }),
    }),
  );

const small: Record<string, unknown> = {
  "cell.width": "60 um",
  "cathode.columns": 4,
  "cathode.rows": 2,
  "cathode.thickness": "30 um",
  "electrolyte.thickness": "30 um",
  "anode.thickness": "30 um",
};

const formulas = fc.constantFrom<unknown>(
  "4.3 - 0.8 x",
  { formula: "4.4 - x", from: 0.2, to: 0.95 },
  { x: [0.2, 0.5, 0.95], value: [4.4, 3.9, 3.3], unit: "V", interpolate: "linear" },
);

const modes = fc.record({
  "solver.model": fc.constantFrom("full", "full", "reduced"),
  "mechanics.mode": fc.constantFrom("off", "off", "off", "elastic", "elastic", "paper", "physical"),
  "intergranular.level": fc.constantFrom("front", "front", "front", "leakage"),
  "ncm.geometryMode": fc.constantFrom("sphere-equivalent", "cylinder"),
  "grains.resolved": fc.constantFrom(false, false, true),
  seed: fc.integer({ min: 0, max: 1000 }),
});

const changes = fc
  .constantFrom(...LIVE)
  .chain((parameter) => settingOf(parameter).map((value) => `${parameter.path} = ${value}`));
/** Mostly of particles that the cell has. */
const hands = fc
  .tuple(
    fc.uniqueArray(fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 1, max: 6 }) }, fc.nat({ max: 50 })), {
      minLength: 1,
      maxLength: 6,
    }),
    fc.constantFrom("detached", "attached"),
  )
  .map(([particles, contact]) => `particles ${particles.join(", ")} = ${contact}`);
const events = fc.array(
  fc
    .tuple(
      betweenDecades(0.5, 7200),
      fc.oneof({ weight: 2, arbitrary: changes }, { weight: 1, arbitrary: hands }),
    )
    .map(([time, words]) => `${Number(time.toPrecision(3))} s: ${words}`),
  { maxLength: 2 },
);

/** A file that a person may have written. */
export const scenarioFiles: fc.Arbitrary<File> = fc
  .record({
    cell: fc.oneof({ weight: 2, arbitrary: fc.constant(small) }, { weight: 1, arbitrary: geometry }),
    settings: settingsOf(NUMBERS, 4),
    modes,
    protocol: fc.oneof({ weight: 6, arbitrary: protocols }, { weight: 1, arbitrary: fc.constant(undefined) }),
    potential: fc.option(formulas, { nil: undefined, freq: 8 }),
    events,
  })
  .map(({ cell, settings, modes: own, protocol, potential, events: list }) => {
    const file: Record<string, unknown> = { schemaVersion: 1, name: "fuzz", extends: "ncm", mesh: "draft" };
    const flat = { ...cell, ...own, ...Object.fromEntries(settings) };
    for (const [path, value] of Object.entries(flat)) place(file, path, value);
    if (potential !== undefined) place(file, "ncm.openCircuitPotential", potential);
    if (list.length > 0) file.events = list;
    return protocol === undefined ? file : { ...file, protocol };
  });

function place(file: Record<string, unknown>, path: string, value: unknown): void {
  const [group, key] = path.split(".") as [string, string | undefined];
  if (key === undefined) file[group] = value;
  else file[group] = { ...(file[group] as object | undefined), [key]: value };
}

const JUNK = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "NaN",
    "1e999 V",
    -1,
    0,
    1e308,
    true,
    [],
    {},
    "0 s",
    "-3 V",
    "1e-300 s",
    "\u0000",
  ),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A file with one to three of its values replaced by something else, or left out. */
export const damagedFiles: fc.Arbitrary<File> = fc
  .tuple(scenarioFiles, fc.array(fc.tuple(fc.nat(), fc.option(JUNK)), { minLength: 1, maxLength: 3 }))
  .map(
    ([file, wounds]) => wounds.reduce<unknown>((at, [place, junk]) => damage(at, place, junk), file) as File,
  );

/** Replaces the leaf with the number `place`, counted round, by `junk`; null leaves it out. */
export function damage(value: unknown, place: number, junk: unknown): unknown {
  const paths = leavesOf(value);
  if (paths.length === 0) return value;
  return replace(value, paths[place % paths.length]!, junk);
}

type Path = readonly (string | number)[];

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [path];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [path, ...entries.flatMap(([key, own]) => leavesOf(own, [...path, key]))].filter(
    (one) => one.length > 0,
  );
}

function replace(value: unknown, [key, ...rest]: Path, junk: unknown): unknown {
  if (key === undefined) return junk;
  if (Array.isArray(value)) return value.with(key as number, replace(value[key as number], rest, junk));
  const record = value as Record<string, unknown>;
  if (rest.length > 0 || junk !== null) return { ...record, [key]: replace(record[key], rest, junk) };
  const { [key]: _, ...others } = record;
  return others;
}
