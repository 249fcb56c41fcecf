/**
 * The scenario file as a zod schema: which keys there are and of what kind. Groups and their descriptions are
 * made from the parameter table. Units and ranges are checked after `extends` has been resolved (parse.ts).
 */
import { z } from "zod";
import { INTERPOLATIONS, type Parameter } from "./parameter.ts";
import { expectedOf, joinUnit, PARAMETER_GROUPS } from "./parameters.ts";

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

const LIMIT_HINT = 'a limit or a list of limits, such as ["4.3 V", "2 h"]';
const LIMITS = z.union([z.string(), z.array(z.string()).min(1)], { error: LIMIT_HINT });
const RATE_HINT =
  '"rate" (the cell\'s C-rate), a C-rate such as "0.5C" or a current density such as "100 A/m2"';
const RATE = z.string({ error: RATE_HINT }).meta({ description: RATE_HINT });

const STEPS = z
  .array(
    z.union(
      [
        z.strictObject({ charge: RATE, until: LIMITS }),
        z.strictObject({ discharge: RATE, until: LIMITS }),
        z.strictObject({ rest: z.string().meta({ description: "Duration", examples: ["10 min"] }) }),
        z.strictObject({
          hold: z.string().meta({ description: "Voltage", examples: ["4.3 V"] }),
          until: LIMITS,
        }),
      ],
      {
        error:
          'a step: {"charge": "rate", "until": "4.3 V"}, {"discharge": "0.5C", "until": "2.6 V"}, {"rest": "10 min"} or {"hold": "4.3 V", "until": ["C/20", "1 h"]}',
      },
    ),
    { error: "a list of steps" },
  )
  .min(1, { error: "at least one step" });

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
      ...createGroups(),
    },
    { error: "a scenario, that is an object with schemaVersion and name" },
  )
  .meta({ title: "fluxtwin scenario" });

/** Returns the JSON Schema (draft 2020-12) of a scenario file. */
export function scenarioJsonSchema(): object {
  return z.toJSONSchema(SCENARIO_FILE, { io: "input" });
}

function createGroups(): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {};
  for (const { key, title, parameters } of PARAMETER_GROUPS) {
    const fields: Record<string, z.ZodType> = {};
    for (const parameter of parameters) fields[lastKey(parameter.path)] = createField(parameter);
    Object.assign(fields, LIST_FIELDS[key]);
    if (key === "protocol") fields.steps = STEPS.optional();
    if (key === "run") Object.assign(shape, fields);
    else {
      const error = "an object with parameters";
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
