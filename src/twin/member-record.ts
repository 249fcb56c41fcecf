/** What is kept of a member's run: capacities, curves of voltage at fixed shares of each half cycle, and states, cycle by cycle. */
import type { CycleSummary, RunStatus, StepSample } from "../../sim-core/index.ts";
import { type HalfCycle, halfCyclesOf } from "../measured/half-cycles.ts";

/** Shares of the capacity of a half cycle at which its voltage is compared. */
export const SHARES: readonly number[] = [0.1, 0.3, 0.5, 0.7, 0.9];

/** States of the cell whose bands are told, by their names in the table of cycles. */
export const STATES = [
  "activeFraction",
  "interphaseThickness_nm",
  "intergranularLithium_mol_m2",
  "voidFraction",
] as const satisfies readonly (keyof CycleSummary)[];

export type StateName = (typeof STATES)[number];

/** A run cycle by cycle, from the first; of a cell that has died all that it had. */
export interface MemberRecord {
  readonly ended: RunStatus["kind"] | "refused";
  /** mAh/cm2 given back, [cycle]. */
  readonly capacity: readonly number[];
  /** s since the cell was built, at the end of each cycle. */
  readonly end: readonly number[];
  /** V at the shares, [cycle][share]; empty where there was no such half cycle. */
  readonly charge: readonly (readonly number[])[];
  readonly discharge: readonly (readonly number[])[];
  /** [cycle] */
  readonly states: Readonly<Record<StateName, readonly (number | null)[]>>;
  /** The cycle in which it shorted. */
  readonly shortCycle: number | null;
}

/** A run that has come to its end. */
export interface EndedRun {
  readonly status: Pick<RunStatus, "kind">;
  readonly samples: readonly StepSample[];
  readonly cycles: readonly CycleSummary[];
}

const DIGITS = 9;
const round = (value: number): number => Number(value.toPrecision(DIGITS));

/** Returns what is kept of a run. */
export function recordMember({ status, samples, cycles }: EndedRun): MemberRecord {
  const curves = curvesOf(samples);
  const listed = (phase: HalfCycle["phase"]): number[][] =>
    cycles.map(({ cycle }) => curves.get(`${phase} ${cycle}`) ?? []);
  const states = Object.fromEntries(
    STATES.map((name) => [name, cycles.map((own) => roundOrNull(own[name]))]),
  ) as unknown as MemberRecord["states"];
  return {
    ended: status.kind,
    capacity: cycles.map((own) => round(own.dischargeCapacity_mAh_cm2)),
    end: cycles.map((own) => own.start_s + own.duration_s),
    ...{ charge: listed("charge"), discharge: listed("discharge"), states },
    shortCycle: cycles.find(({ shorted }) => shorted)?.cycle ?? null,
  };
}

/** What is kept of a member whose values are impossible together. */
export function refusedMember(): MemberRecord {
  const states = Object.fromEntries(STATES.map((name) => [name, []])) as unknown as MemberRecord["states"];
  return { ended: "refused", capacity: [], end: [], charge: [], discharge: [], states, shortCycle: null };
}

function curvesOf(samples: readonly StepSample[]): Map<string, number[]> {
  const halves = halfCyclesOf({
    time: Float64Array.from(samples, ({ time }) => time),
    voltage: Float64Array.from(samples, ({ voltage }) => voltage),
    current: Float64Array.from(samples, ({ currentDensity }) => currentDensity),
    step: Int32Array.from(samples, ({ stepCount }) => stepCount),
    cycle: Int32Array.from(samples, ({ cycle }) => cycle),
  });
  const found = new Map<string, number[]>();
  for (const half of halves) {
    const name = `${half.phase} ${half.cycle}`;
    if (!found.has(name))
      found.set(
        name,
        SHARES.map((share) => round(voltageAt(half, share).voltage)),
      );
  }
  return found;
}

/** Returns the voltage at a share of a half cycle, and the part of it that the row before has, 0 to 1. */
export function voltageAt(
  { capacity, voltage }: Pick<HalfCycle, "capacity" | "voltage">,
  share: number,
): { readonly voltage: number; readonly before: number } {
  const place = share * (capacity.at(-1) ?? 0);
  const after = Math.max(
    1,
    capacity.findIndex((own) => own >= place),
  );
  const [from, to] = [capacity[after - 1] ?? 0, capacity[after] ?? 0];
  const before = to > from ? (to - place) / (to - from) : 0;
  return { voltage: before * (voltage[after - 1] ?? 0) + (1 - before) * (voltage[after] ?? 0), before };
}

function roundOrNull(value: number | null | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? round(value) : null;
}
