/**
 * The scenario file as a zod schema: which keys there are and of what kind. Groups and their descriptions are
 * made from the parameter table. Units and ranges are checked after `extends` has been resolved (parse.ts).
 */
import { z } from "zod";
import { INTERPOLATIONS, type Parameter } from "./parameters/parameter.ts";
import { expectedOf, joinUnit, PARAMETER_GROUPS } from "./parameters/parameters.ts";
import { PROTOCOL_FIELDS, PROTOCOL_LIST } from "./protocol/protocol-schema.ts";

z.config({ jitless: true });

const CONFIDENCE = z.enum(["H", "M", "L", "A"], { error: '"H", "M", "L" or "A"' });
const SOURCE_FIELDS = {
  source: z.string({ error: "a text" }).optional(),
  confidence: CONFIDENCE.optional(),
  note: z.string({ error: "a text" }).optional(),
};

const TEXT = z.string({ error: "a text" });
const LENGTH = z.string({ error: 'a length with its unit, such as "5 um"' }).meta({ examples: ["5 um"] });
const NUMBER = z.number({ error: "a number" });

const LIST_FIELDS: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>> = {
  cathode: {
    particles: z
      .array(
        z.strictObject({ x: LENGTH, y: LENGTH, radius: LENGTH }, { error: 'an object {"x", "y", "radius"}' }),
        {
          error: "a list of particles",
        },
      )
      .optional()
      .meta({
        description: "Particles given one by one, y from the cathode collector; wins over the packing.",
      }),
    inactiveZones: z
      .array(z.strictObject({ from: LENGTH, to: LENGTH }, { error: 'an object {"from", "to"}' }), {
        error: "a list of intervals",
      })
      .optional()
      .meta({ description: "Lateral intervals whose particles take no part from the start." }),
  },
  anode: {
    protrusions: z
      .array(
        z.strictObject(
          { x: LENGTH, halfWidth: LENGTH, depth: LENGTH },
          { error: 'an object {"x", "halfWidth", "depth"}' },
        ),
        { error: "a list of protrusions" },
      )
      .optional()
      .meta({ description: "Half ellipses of lithium that hang into the electrolyte." }),
  },
};

/** What a protocol's lists hold is read, and explained, in read-protocol.ts. */
const PROTOCOL_LISTS = Object.fromEntries(
  Object.keys(PROTOCOL_FIELDS).map((key) => [key, z.unknown().optional()]),
);

/** One file, before `extends` is resolved: every parameter may be absent. */
export const SCENARIO_FILE = z
  .strictObject(
    {
      $schema: TEXT.optional().meta({ description: "Address of this schema, for editors." }),
      schemaVersion: z.literal(1, { error: "1" }).meta({ description: "Version of the file format." }),
      name: z
        .string({ error: 'a short name, such as "ncm"' })
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, {
          error: "a name of letters, digits, dots, dashes and underscores",
        })
        .meta({ description: "Short name; files of a run carry it." }),
      title: TEXT.optional().meta({ description: "One line for people." }),
      description: TEXT.optional().meta({
        description: "What is modelled, what is measured, what is assumed.",
      }),
      extends: z
        .string({ error: "the name of a scenario" })
        .optional()
        .meta({ description: "Scenario whose values hold where this file says nothing." }),
      events: z
        .array(TEXT, { error: "a list of events" })
        .optional()
        .meta({
          description:
            "What is done in the course of the run: live parameters take another value, particles are let go or brought back by hand.",
          examples: [
            ["2 h: cell.cRate = 1", "3 h: particles 3, 17-20 = detached", "5 h: particle 3 = attached"],
          ],
        }),
      ...createGroups(),
    },
    { error: "a scenario, that is an object with schemaVersion and name" },
  )
  .meta({ title: "fluxtwin scenario" });

/** Returns the JSON Schema (draft 2020-12) of a scenario file, with every form of a protocol. */
export function scenarioJsonSchema(): object {
  const groups = SCENARIO_FILE.shape as Record<string, z.ZodType>;
  const { shape } = (groups.protocol as z.ZodOptional<z.ZodObject>).unwrap();
  const protocol = z
    .union([z.strictObject({ ...shape, ...PROTOCOL_FIELDS }), PROTOCOL_LIST])
    .optional()
    .meta({ description: "Protocol: steps, blocks of steps, or a list of either." });
  return z.toJSONSchema(SCENARIO_FILE.extend({ protocol }), { io: "input" });
}

function createGroups(): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {};
  for (const { key, title, parameters } of PARAMETER_GROUPS) {
    const fields: Record<string, z.ZodType> = {};
    for (const parameter of parameters) fields[lastKey(parameter.path)] = createField(parameter);
    Object.assign(fields, LIST_FIELDS[key]);
    if (key === "protocol") Object.assign(fields, PROTOCOL_LISTS);
    if (key === "run") Object.assign(shape, fields);
    else {
      const error =
        key === "protocol" ? "a record with steps or blocks, or a list of them" : "an object with parameters";
      shape[key] = z.strictObject(fields, { error }).optional().meta({ description: title });
    }
  }
  return shape;
}

function createField(parameter: Parameter): z.ZodType {
  const error = expectedOf(parameter);
  return z
    .union([...plainForms(parameter), ...sourcedForms(parameter)], { error })
    .optional()
    .meta({
      title: parameter.name,
      description: describeField(parameter),
      default: writtenDefault(parameter),
    });
}

function plainForms(parameter: Parameter): [z.ZodType, ...z.ZodType[]] {
  if (parameter.kind === "switch") return [z.boolean()];
  if (parameter.kind === "choice") return [z.enum(parameter.options as [string, ...string[]])];
  if (parameter.kind === "function") return [z.string()];
  return parameter.unit === "" || parameter.unit === "%" ? [z.number(), z.string()] : [z.string()];
}

/** The same with a source of its own, and for functions the written-out forms. */
function sourcedForms(parameter: Parameter): z.ZodType[] {
  if (parameter.kind === "function") {
    const unit = z.string().optional();
    return [
      z.strictObject({ value: z.string(), ...SOURCE_FIELDS }),
      z.strictObject({
        formula: z.string(),
        unit,
        from: NUMBER.optional(),
        to: NUMBER.optional(),
        ...SOURCE_FIELDS,
      }),
      z.strictObject({
        x: z.array(z.number()),
        value: z.array(z.number()),
        unit,
        interpolate: z.enum(INTERPOLATIONS),
        ...SOURCE_FIELDS,
      }),
    ];
  }
  if (parameter.kind !== "number") {
    return [z.strictObject({ value: plainForms(parameter)[0], ...SOURCE_FIELDS })];
  }
  const value = z.union([z.number(), z.string()]);
  return [z.strictObject({ value, unit: z.string().optional(), ...SOURCE_FIELDS })];
}

function describeField(parameter: Parameter): string {
  return `${parameter.note} Expects ${expectedOf(parameter)}. Source: ${parameter.source}; confidence ${parameter.confidence}.`;
}

function writtenDefault(parameter: Parameter): unknown {
  if (parameter.kind !== "number") return parameter.default;
  return parameter.unit === "" ? parameter.default : joinUnit(parameter.default, parameter.unit);
}

function lastKey(path: string): string {
  return path.slice(path.indexOf(".") + 1);
}
