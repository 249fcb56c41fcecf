/** The state of a run as bytes and back: the same file that the terminal program writes and reads as checkpoint.flux. */
import packageRecord from "../../package.json" with { type: "json" };
import { readCheckpoint, writeCheckpoint } from "../io/checkpoint.ts";

/** The version of this package, such as "0.2.0"; it stands in every serialised state. */
export const VERSION: string = packageRecord.version;

/**
 * A run as plain data: records, texts, numbers and typed arrays, which a structured clone copies. Lengths in m, other
 * quantities in SI. What is in `model` and `state` belongs to the solver and may change from version to version; what is to
 * be seen of the cell is in its frame and ledger.
 */
export interface RunState {
  /** The scenario as a file has it, every value with its unit, with the live parameters of now. */
  readonly scenario: Readonly<Record<string, unknown>>;
  /** What the mesh and the particles are made from. */
  readonly model: object;
  /** The cell and what the solvers remember. */
  readonly state: object;
}

/**
 * Returns the bytes of a state, some 0.1 to 1 MB on the draft and standard meshes: packed, with a checksum, the same for the
 * same state on every engine.
 */
export function serialiseState(state: RunState): Uint8Array<ArrayBuffer> {
  return writeCheckpoint(state, VERSION);
}

/**
 * Returns the state of serialised bytes, for `resumeRun` to look at; `name` stands for them in messages. Throws `InputError`
 * where they are of another kind, torn, changed, or of a newer format. A checkpoint.flux of the terminal program will do.
 */
export function restoreState(bytes: Uint8Array, name = "state"): RunState {
  return readCheckpoint(bytes, name) as RunState;
}
