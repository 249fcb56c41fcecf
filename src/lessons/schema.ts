/**
 * The lesson file as a zod schema: which keys there are and of what kind. What expressions, headings and addresses mean is
 * checked in read-lesson.ts.
 */
import { z } from "zod";

z.config({ jitless: true });

const TEXT = z.string({ error: "a text that is not empty" }).min(1, { error: "a text that is not empty" });
const NUMBER = z.number({ error: "a number" });
const MINUTES = z
  .number({ error: "minutes, above 0" })
  .positive({ error: "minutes, above 0" })
  .max(60, { error: "at most 60 minutes" });
const CONDITION = TEXT.meta({
  description: "A condition on the solved state, such as A.voltage >= 4.2 and B.cycle > 1.",
  examples: ["A.voltage >= 4.2"],
});
const EXPRESSION = TEXT.meta({
  description: "A number of the solved state, such as 100 * A.retention.",
  examples: ["100 * A.retention"],
});
const HEADING = TEXT.meta({
  description:
    "A heading of the Markdown; what stands below it is shown. There {{100 * A.retention: 1}} is a number of the solved state, {cell.cRate} a parameter that can be dragged.",
});

const CHOICE = z.strictObject(
  {
    text: TEXT,
    right: z.boolean({ error: "true or false" }).optional(),
    misconception: TEXT.optional().meta({
      description: "What somebody who chooses this wrong answer may believe.",
    }),
    holds: CONDITION.optional().meta({
      description:
        "What of the solved state makes this the right answer; the check proves that it holds for right ones only.",
    }),
  },
  { error: 'an object {"text", "right" or "misconception"}' },
);

const BAR = z.strictObject(
  {
    label: TEXT,
    value: EXPRESSION,
    unit: z.string({ error: "a unit" }),
    digits: z.int().min(0).max(6).optional(),
  },
  { error: 'an object {"label", "value", "unit"}' },
);

/** Of a number or a curve: nobody chooses what is wrong with it, but it lies on one side. */
const SIDES = {
  tooLow: TEXT.optional().meta({ description: "What somebody may believe who predicts too little." }),
  tooHigh: TEXT.optional().meta({ description: "What somebody may believe who predicts too much." }),
};

const PREDICTION = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("choice"),
      choices: z
        .array(CHOICE, { error: "a list of choices" })
        .min(2, { error: "two choices or more" })
        .max(6, { error: "at most six choices" }),
      outcome: z
        .array(BAR, { error: "a list of bars" })
        .min(1, { error: "one bar or more" })
        .max(4, { error: "at most four bars" }),
    }),
    z.strictObject({
      kind: z.literal("slider"),
      label: TEXT,
      unit: z.string({ error: "a unit" }),
      ...{ minimum: NUMBER, maximum: NUMBER, step: NUMBER.positive({ error: "above 0" }) },
      outcome: EXPRESSION,
      tolerance: NUMBER.nonnegative({ error: "0 or more" }).meta({
        description: "How far off a prediction still counts as right.",
      }),
      ...SIDES,
    }),
    z.strictObject({
      kind: z.literal("curve"),
      label: TEXT,
      unit: z.string({ error: "a unit" }),
      ...{ minimum: NUMBER, maximum: NUMBER },
      cycles: z
        .array(z.int({ error: "a number of a cycle" }).positive(), { error: "numbers of cycles" })
        .min(3, { error: "three points or more" })
        .max(9, { error: "at most nine points" }),
      outcome: EXPRESSION.meta({ description: "Read when each of the cycles has just been finished." }),
      tolerance: NUMBER.nonnegative({ error: "0 or more" }),
      ...SIDES,
    }),
  ],
  { error: 'a prediction with "kind": "choice", "slider" or "curve"' },
);

const SCORE = z.strictObject(
  {
    label: TEXT,
    value: EXPRESSION,
    unit: z.string({ error: "a unit" }),
    digits: z.int().min(0).max(6).optional(),
  },
  { error: 'an object {"label", "value", "unit"}' },
);

const PATHS = z.array(TEXT, { error: "a list of parameters" });

const STEP = z.strictObject(
  {
    id: z.string({ error: "lower-case letters, digits and hyphens" }).regex(/^[a-z0-9][a-z0-9-]*$/, {
      error: "lower-case letters, digits and hyphens",
    }),
    kind: z.enum(["predict", "observe", "explain", "free"], {
      error: '"predict", "observe", "explain" or "free"',
    }),
    minutes: MINUTES,
    setUp: z.string({ error: "the part of a page's address behind the question mark" }).optional().meta({
      description:
        "What the cells begin as, as the page's address says it. Without it the run of the step before goes on.",
    }),
    prompt: HEADING,
    prediction: PREDICTION.optional(),
    until: CONDITION.optional(),
    solution: z
      .record(z.string(), z.union([z.number(), z.boolean(), z.string()]), { error: "parameters by path" })
      .optional()
      .meta({ description: "What somebody sets who does as asked; the check does the same." }),
    hints: z.array(TEXT, { error: "a list of texts" }).max(3, { error: "at most three hints" }).optional(),
    reveal: HEADING.optional(),
    claims: z.array(CONDITION, { error: "a list of conditions" }).optional().meta({
      description:
        "What the prose says of the solved state when the step's condition holds; the check proves it.",
    }),
    visible: PATHS.optional(),
    locked: PATHS.optional(),
    score: SCORE.optional(),
    teacherNote: TEXT.optional(),
  },
  { error: "a step, an object" },
);

export const LESSON_FILE = z
  .strictObject(
    {
      $schema: z.string().optional(),
      schemaVersion: z.literal(1, { error: "1" }),
      title: TEXT,
      minutes: MINUTES,
      level: z.enum(["upper secondary", "first year"], { error: '"upper secondary" or "first year"' }),
      objectives: z
        .array(TEXT, { error: "a list of texts" })
        .min(1, { error: "one objective or more" })
        .max(5, { error: "at most five objectives" }),
      notConcluded: z
        .array(TEXT, { error: "a list of texts" })
        .max(5, { error: "at most five texts" })
        .optional()
        .meta({ description: "What nobody should conclude from the lesson; for the teacher's page." }),
      seed: z.int({ error: "a whole number from 0" }).nonnegative({ error: "a whole number from 0" }),
      mesh: z.enum(["draft", "standard", "fine"], { error: '"draft", "standard" or "fine"' }).optional(),
      markdown: z.string({ error: "a text" }).optional().meta({
        description:
          "The prose itself, for a lesson of one file; without it, it stands in lesson.md beside this file.",
      }),
      steps: z
        .array(STEP, { error: "a list of steps" })
        .min(1, { error: "one step or more" })
        .max(12, { error: "at most twelve steps" }),
    },
    { error: "a lesson, an object" },
  )
  .meta({ title: "fluxtwin lesson" });

export type LessonFile = z.infer<typeof LESSON_FILE>;
export type LessonStepFile = z.infer<typeof STEP>;

/** Returns the JSON Schema of lesson files. */
export function lessonJsonSchema(): object {
  return z.toJSONSchema(LESSON_FILE, { io: "input" });
}
