/**
 * What is compared of a measured cell and of members: the capacity that each cycle gave back, and voltages at shares of the
 * capacity of chosen half cycles. Both together say what curves of voltage over capacity say, but an error of the capacity is
 * in one number a cycle and not in every point of the curve, and a curve that is shorter is not compared where it has ended.
 */
import { measureCycles } from "../measured/cycle-quantities.ts";
import { type HalfCycle, halfCyclesOf } from "../measured/half-cycles.ts";
import type { MeasuredCycling } from "../measured/record.ts";
import { type MemberRecord, SHARES, voltageAt } from "./member-record.ts";
import type { Evidence } from "./summary.ts";

/** A number of one cycle, counted from 1 where the model's first is. */
export type Observable =
  | { readonly kind: "capacity"; readonly cycle: number }
  | {
      readonly kind: "voltage";
      readonly cycle: number;
      readonly phase: HalfCycle["phase"];
      /** Place among SHARES. */
      readonly node: number;
    };

/** Standard deviations, of noise and of what the model cannot say. */
export interface Tolerance {
  /** V */
  readonly voltage: number;
  /** Of the capacity itself. */
  readonly capacity: number;
}

/** One cycle of a measured cell. */
export interface ObservedCycle {
  /** Number in the file. */
  readonly number: number;
  /** mAh/cm2 given back. */
  readonly capacity: number;
  /** V at SHARES and the part of each that the row before has; empty without such a half cycle. */
  readonly charge: readonly ReturnType<typeof voltageAt>[];
  readonly discharge: readonly ReturnType<typeof voltageAt>[];
}

export interface Observed extends Evidence {
  readonly observables: readonly Observable[];
}

/**
 * Returns the cycles of a record whose area is known, from the cycle `first` of the file on: those that gave something back.
 * The last one of a file that still grows is no whole cycle and to be left out by whoever asks.
 */
export function observeCycles(record: MeasuredCycling, first: number): ObservedCycle[] {
  const halves = halfCyclesOf(record);
  const curve = (phase: HalfCycle["phase"], cycle: number): ReturnType<typeof voltageAt>[] => {
    const half = halves.find((own) => own.phase === phase && own.cycle === cycle);
    return half === undefined || half.capacity.length < 2
      ? []
      : SHARES.map((share) => voltageAt(half, share));
  };
  return measureCycles(record)
    .cycles.filter(({ cycle, dischargeCapacity }) => cycle >= first && dischargeCapacity > 0)
    .map(({ cycle, dischargeCapacity }) => ({
      ...{ number: cycle, capacity: dischargeCapacity },
      ...{ charge: curve("charge", cycle), discharge: curve("discharge", cycle) },
    }));
}

/**
 * Returns what cycles give as evidence: every capacity, and the curves of the cycles `curves`. Each measured voltage is
 * joined of two rows, whose noise is counted as it adds up.
 */
export function gatherEvidence(
  cycles: readonly ObservedCycle[],
  {
    curves,
    noise,
    modelError,
  }: {
    readonly curves: readonly number[];
    readonly noise: Tolerance;
    readonly modelError: Tolerance;
  },
): Observed {
  const found: { observable: Observable; value: number; variance: number }[] = [];
  cycles.forEach((own, k) => {
    const cycle = k + 1;
    const share = noise.capacity ** 2 + modelError.capacity ** 2;
    const observable = { kind: "capacity", cycle } as const;
    found.push({ observable, value: own.capacity, variance: share * own.capacity ** 2 });
    if (!curves.includes(cycle)) return;
    for (const phase of ["charge", "discharge"] as const)
      own[phase].forEach(({ voltage, before }, node) => {
        const joined = before ** 2 + (1 - before) ** 2;
        found.push({
          observable: { kind: "voltage", cycle, phase, node },
          value: voltage,
          variance: joined * noise.voltage ** 2 + modelError.voltage ** 2,
        });
      });
  });
  return {
    observables: found.map((own) => own.observable),
    data: found.map((own) => own.value),
    variance: found.map((own) => own.variance),
  };
}

/** Endings after which nothing is left to give. */
const DEAD: ReadonlySet<MemberRecord["ended"]> = new Set(["shorted", "worn-out", "empty"]);

/** Returns what a member gives of an observable; NaN where it does not tell. Of a cell that has died the capacity is 0. */
export function readMember(record: MemberRecord, observable: Observable): number {
  const at = observable.cycle - 1;
  if (observable.kind === "voltage") return record[observable.phase][at]?.[observable.node] ?? Number.NaN;
  return record.capacity[at] ?? (DEAD.has(record.ended) ? 0 : Number.NaN);
}
