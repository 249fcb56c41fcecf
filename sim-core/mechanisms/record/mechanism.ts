/**
 * A mechanism: what a law does to a cell, as one record that the loops of the program go through. It says what it holds
 * from the start, how that goes on in a step, how it goes over to another mesh, where it keeps lithium, what of it is an
 * event and what of it a cycle tells. Each hook may be absent.
 */
import type { FrontTransfer } from "../../anode/front-transfer.ts";
import type { CycleSummary, EventKind, LithiumLedger } from "../../cell/frame.ts";
import type { MeshedParts, Model } from "../../cell/model.ts";
import type { CellState, ElectrolyteState, FrontState, MechanicsState, OwnState } from "../../cell/state.ts";
import type { Boundary } from "../../potentials/boundary.ts";

export interface Mechanism {
  /** As it is called in the state, too. */
  readonly name: string;
  /** Section of docs/physics.md. */
  readonly source: string;
  /** Groups of the parameter table. */
  readonly parameters: readonly string[];
  /** State of its own in a new cell; undefined where the scenario leaves it off. */
  readonly initial?: (model: Model) => OwnState | undefined;
  /** State of its own after a step. */
  readonly advance?: (model: Model, step: FinishedStep) => OwnState;
  /** State of its own between two steps, for pictures; that of the earlier one where absent. */
  readonly interpolate?: (from: OwnState, to: OwnState, between: Between) => OwnState;
  /**
   * State of its own after a cycle that is jumped, which does what the one from `from` to `to` did; that of before where
   * absent.
   */
  readonly jump?: (own: OwnState, solved: { readonly from: OwnState; readonly to: OwnState }) => OwnState;
  /** What it has changed by the end of a half-cycle whose contractions have just been made, and of a cycle. */
  readonly atHalfCycleEnd?: (model: Model, state: CellState) => CellState;
  readonly atCycleEnd?: (model: Model, state: CellState) => CellState;
  /** What of it another mesh has to be told, from the old mesh's model and state. */
  readonly remap?: (model: Model, state: CellState, remapping: Remapping) => Remapped;
  /** Where it keeps lithium. */
  readonly lithium?: (model: Model, inventory: Inventory) => LithiumCount;
  /** What a state shows of it that may happen for the first time. */
  readonly happened?: (model: Model, state: CellState) => readonly Happened[];
  /** What a finished cycle tells of it. */
  readonly summarise?: (model: Model, state: CellState) => Partial<CycleSummary>;
  /** Temperature of the cell, K, where it has one of its own. */
  readonly temperature?: (own: OwnState) => number;
}

/** A step that has just been made; `after` has everything but states of mechanisms' own. */
export interface FinishedStep {
  readonly before: CellState;
  readonly after: Omit<CellState, "own">;
  readonly own: OwnState;
  readonly dt: number /* s */;
}

export type Between = (a: number, b: number) => number;

/** Two meshes of one cell, and the way between them. */
export interface Remapping {
  readonly from: Boundary;
  readonly to: MeshedParts;
  readonly front: FrontTransfer;
  /** Perimeters, each from its first node round to the first node again. */
  readonly rings: readonly FrontTransfer[];
  /** Densities [nFront] over the front as meshed, C/m2 or m, with the same content on its new nodes. */
  readonly remapDensity: (density: Float64Array) => Float64Array;
}

/** Members of the state on another mesh; the others stay as they are. */
export interface Remapped {
  readonly front?: Partial<FrontState>;
  readonly electrolyte?: Partial<ElectrolyteState>;
  readonly mechanics?: MechanicsState | undefined;
  readonly own?: OwnState;
}

/** What holds lithium. */
export type Inventory = Pick<CellState, "particles" | "front" | "electrolyte">;

/** Places of the ledger. */
export type LithiumPlace = Exclude<
  keyof LithiumLedger,
  "initial" | "drawn" | "residual" | "chargeImbalance" | "anode"
>;

/** Amounts in mol per m of depth; `anodeCharge`: what it adds to the metal of the front, C/m. */
export type LithiumCount = Partial<Record<LithiumPlace | "anodeCharge", number>>;

export interface Happened {
  readonly kind: EventKind;
  /** How many places show it. */
  readonly count: number;
  /** A sentence for a person. */
  readonly message: string;
}

/** Returns how many of the values hold. */
export function countWhere(
  values: ArrayLike<number>,
  holds: (value: number, index: number) => boolean,
): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) if (holds(values[k], k)) total++;
  return total;
}

/** Returns the mean over the front, weighted by its length. */
export function averageOverFront({ geometry }: CellState, quantityAt: (k: number) => number): number {
  const { frontLength } = geometry;
  let weighted = 0;
  let total = 0;
  for (let k = 0; k < frontLength.length; k++) weighted += frontLength[k] * quantityAt(k);
  for (let k = 0; k < frontLength.length; k++) total += frontLength[k];
  return weighted / total;
}
