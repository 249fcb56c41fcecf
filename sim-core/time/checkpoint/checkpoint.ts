/**
 * A run as plain data, from which it goes on with the same bits in another process: the scenario as a file has it, what the
 * model is made from, the state of the cell with the memory of the run. Records and arrays that are shared stay shared, as
 * long as what stores them keeps identities (src/io/checkpoint.ts, structured clones).
 */
import type { z } from "zod";
import { InputError, type InputProblem } from "../../base/errors.ts";
import type { Model } from "../../cell/model.ts";
import type { MeshSource } from "../../remeshing/mesher.ts";
import { type ModelRecord, recallModel, recordModel } from "../../remeshing/model-record.ts";
import { describeScenario } from "../../scenario/describe.ts";
import { parseScenario } from "../../scenario/parse.ts";
import type { Scenario } from "../../scenario/record/scenario.ts";
import { resumeRun } from "../run/run.ts";
import type { HeldMemory, ResumableRun, RunMemory, RunState } from "../run/run-memory.ts";
import { HEAD, memorySchema, remadeSchema, solverSchema, stateSchema } from "./checkpoint-schema.ts";

export interface Checkpoint {
  /** As describeScenario writes it, with the live parameters of now. */
  readonly scenario: Record<string, unknown>;
  readonly model: ModelRecord;
  readonly state: Omit<RunState, "memory"> & {
    readonly memory: Omit<RunMemory, "held"> & { readonly held: RecordedHold | undefined };
  };
}

/** A held step with its model as a record. */
type RecordedHold = Omit<HeldMemory, "beyond"> & {
  readonly beyond:
    | (Omit<NonNullable<HeldMemory["beyond"]>, "model"> & { readonly model: ModelRecord })
    | undefined;
};

/** Problems that are told; a foreign record has thousands. */
const MOST_PROBLEMS = 5;

/** Returns the run as it stands. Arrays are the run's own, which it never changes. */
export function takeCheckpoint(run: Pick<ResumableRun, "model" | "state">): Checkpoint {
  const { model } = run;
  const { memory, ...state } = run.state;
  if (memory === undefined) throw new Error("broken invariant: the state of a run has its memory");
  const { held } = memory;
  const recorded = held && {
    ...held,
    beyond: held.beyond && { ...held.beyond, model: recordModel(held.beyond.model) },
  };
  return {
    scenario: describeScenario(model.scenario),
    model: recordModel(model),
    state: { ...state, memory: { ...memory, held: recorded } },
  };
}

/**
 * Returns the run again, which goes on as the one that was taken. Throws InputError where the data are no checkpoint, do not
 * fit together, or where this program makes another model of the scenario.
 */
export function resumeCheckpoint(data: unknown, meshes?: MeshSource): ResumableRun {
  check(HEAD, data, "checkpoint");
  const checkpoint = data as Checkpoint;
  refuseInfinite(checkpoint.state, "checkpoint.state");
  const scenario = parseScenario(checkpoint.scenario, { load: () => undefined });
  const model = recall(scenario, checkpoint.model, "checkpoint.model");
  const { memory, ...state } = checkpoint.state;
  check(stateSchema(model), state, "checkpoint.state");
  check(memorySchema(model), memory, "checkpoint.state.memory");
  const held = memory.held && recallHold(scenario, model, memory.held);
  return resumeRun(model, { ...state, memory: { ...memory, held } }, meshes);
}

function recallHold(scenario: Scenario, present: Model, { beyond, ...held }: RecordedHold): HeldMemory {
  const where = "checkpoint.state.memory.held";
  const model = beyond && recall(scenario, beyond.model, `${where}.beyond.model`);
  check(stateSchema(model ?? present), held.state, `${where}.state`);
  if (beyond === undefined || model === undefined) return { ...held, beyond: undefined };
  check(solverSchema(model), beyond.solver, `${where}.beyond.solver`);
  return { ...held, beyond: { ...beyond, model } };
}

function recall(scenario: Scenario, record: ModelRecord, where: string): Model {
  refuseInfinite(record, where);
  const model = recallModel(scenario, record);
  if (record.remade !== undefined) check(remadeSchema(model), record.remade, `${where}.remade`);
  return model;
}

/** Only looks: what zod returns are copies, which would be no longer shared. */
function check(schema: z.ZodType, data: unknown, where: string): void {
  const result = schema.safeParse(data);
  if (result.success) return;
  const problems = result.error.issues.slice(0, MOST_PROBLEMS).map(({ path, message }): InputProblem => {
    const got = describeValue(
      path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], data),
    );
    return { where: [where, ...path.map(String)].join("."), got, expected: expectedOf(message) };
  });
  throw new InputError(problems);
}

/** Where a schema has no words of its own, the library's have another form than the project's. */
function expectedOf(message: string): string {
  const kind = /^Invalid input: expected (\w+)/.exec(message)?.[1];
  if (kind === undefined) return message;
  return kind === "object" ? "a record" : `a value of the kind ${kind}`;
}

function describeValue(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${(value as Float64Array).length}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "a record";
  if (value === "") return "an empty text";
  return value === undefined ? "nothing" : String(value).slice(0, 40);
}

/** No number of a state is infinite or none, whatever it is called. */
function refuseInfinite(value: unknown, where: string, seen = new Set<object>()): void {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new InputError([{ where, got: String(value), expected: "a finite number" }]);
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Float64Array) {
    const k = value.findIndex((own) => !Number.isFinite(own));
    if (k >= 0) refuseInfinite(value[k], `${where}.${k}`);
    return;
  }
  if (ArrayBuffer.isView(value)) return;
  for (const [key, own] of Object.entries(value)) refuseInfinite(own, `${where}.${key}`, seen);
}
