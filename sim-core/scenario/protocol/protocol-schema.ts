/** Every form of a protocol in a file as a zod schema, for the JSON Schema; read-protocol.ts reads and explains. */
import { z } from "zod";
import type { ProtocolStep } from "../record/scenario.ts";
import { END_WORDS, LIMITS_OF_STEP, RATE_WORDS } from "./protocol-grammar.ts";
import { PROTOCOL_QUANTITIES } from "./protocol-units.ts";

const COUNT = z.int().min(1);
const RATE = z.string().meta({ description: RATE_WORDS, examples: ["rate", "0.5C", "1 mA/cm2"] });
const NUMBERS = z.array(z.number());

const PROFILE = z
  .union([
    z.string().meta({ description: "CSV file with the columns time and current, each with its unit." }),
    z.strictObject({
      name: z.string().optional(),
      time: NUMBERS.meta({ description: "Ascending; the last one ends the profile." }),
      timeUnit: z.string().optional().meta({ default: "s" }),
      unit: z.string().meta({ description: "Unit of the current.", examples: ["mA/cm2", "C"] }),
      current: NUMBERS.meta({ description: "From each time to the next; positive charges." }),
    }),
  ])
  .meta({ description: "Current over time." });

const STEP = z.union([
  z.string().meta({
    description: "The step as an English sentence.",
    examples: ["Discharge at C/10 for 10 hours or until 3.3 V", "Rest for 1 hour at 45 degC"],
  }),
  z.strictObject({ charge: RATE, until: limitsOf("charge"), ...ambient() }),
  z.strictObject({ discharge: RATE, until: limitsOf("discharge"), ...ambient() }),
  z.strictObject({ rest: limitsOf("rest"), until: limitsOf("rest").optional(), ...ambient() }),
  z.strictObject({
    hold: z.string().meta({ description: "Voltage", examples: ["4.3 V"] }),
    until: limitsOf("hold"),
    ...ambient(),
  }),
  z.strictObject({
    profile: PROFILE,
    repeat: COUNT.optional().meta({ description: "Passes through the profile." }),
    scale: z.number().optional().meta({ description: "Factor of every current; -1 turns the sign." }),
    until: limitsOf("profile").optional(),
    ...ambient(),
  }),
]);

const STEPS = z.array(STEP).min(1).meta({ description: "One pass over the steps is one cycle." });
const NAME = z.string().meta({ description: "Stands beside each of its cycles." });

const BLOCKS = z
  .array(
    z.strictObject({
      name: NAME.optional(),
      repeat: COUNT.optional().meta({ description: "Passes over the steps.", default: 1 }),
      steps: STEPS,
      check: z
        .strictObject({ every: COUNT, name: NAME.optional(), steps: STEPS })
        .optional()
        .meta({ description: "A pass of its own after every so many passes." }),
    }),
  )
  .min(1);

/** Members of `protocol` besides the parameters of the table. */
export const PROTOCOL_FIELDS: Readonly<Record<string, z.ZodType>> = {
  steps: STEPS.optional(),
  blocks: BLOCKS.optional().meta({ description: "One after another, in the place of steps." }),
  end: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .meta({ description: `What ends the run: ${END_WORDS}.`, examples: ["retention < 80 %"] }),
};

/** What may stand in the place of the whole record: the list of blocks, or of steps for one pass. */
export const PROTOCOL_LIST: z.ZodType = z.union([BLOCKS, STEPS]);

function limitsOf(kind: ProtocolStep["kind"]): z.ZodType {
  const words = LIMITS_OF_STEP[kind].map((limit) => PROTOCOL_QUANTITIES[limit].words).join(", or ");
  return z.union([z.string(), z.array(z.string()).min(1)]).meta({ description: words });
}

function ambient(): Record<"temperature" | "stackPressure", z.ZodType> {
  const target = (of: "temperature" | "stackPressure"): z.ZodType =>
    z
      .union([
        z.string(),
        z.strictObject({ to: z.string(), over: z.string() }),
        z.strictObject({ to: z.string(), rate: z.string() }),
      ])
      .optional()
      .meta({ description: `From here on ${PROTOCOL_QUANTITIES[of].words}, at once or as a ramp.` });
  return { temperature: target("temperature"), stackPressure: target("stackPressure") };
}
