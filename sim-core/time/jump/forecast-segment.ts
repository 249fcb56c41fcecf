/**
 * A segment of a cycle to come, from those of solved cycles. What changes from cycle to cycle follows three numbers: the drive,
 * so what the particles' films make of the current that each particle carries, (R0 + mean film) times crowding; the crowding
 * itself, for resistances that do not grow; and the square root of time, for what else does. Every load is a straight line
 * in them through the newest cycle, the same for all particles, by least squares over the older ones, in which the drive
 * comes first. What a particle differs from the mean stays. Fatigue has its rate, which is the crowding's, taken out before.
 */
import { exp, log, pow } from "../../base/elementary.ts";
import type { CycleSegment, SolvedCycle } from "../../cell/cycle-memory.ts";
import type { Model } from "../../cell/model.ts";

/**
 * How firmly drive, crowding and time are held at no influence, as a share of all that is known to have changed: where cycles
 * differ in one way only, the drive explains it.
 */
const STIFFNESS = [1e-6, 1e-3, 1e-3];

export interface Forecast {
  /** As CycleSegment has them, 0 where the particle takes no part; [nParticle] each. */
  readonly contactFatigue: Float64Array;
  readonly crackFatigue: Float64Array;
  readonly largest: Float64Array;
  readonly breathing: Float64Array;
  /** Stoichiometry at the end less that of the newest cycle, mean and of the surface; the same for all particles. */
  readonly shift: number;
  readonly surfaceShift: number;
  /** V, mean over what was charged and what was discharged; 0 where nothing was. */
  readonly chargeVoltage: number;
  readonly dischargeVoltage: number;
  /** What the fatigue of contacts differs by, as a share, from that without any trend. */
  readonly trend: number;
}

/** What is to come: when, and how crowded the particles are that take part. */
export interface Conditions {
  /** When the cycle begins, s, and the mean resistance of the particles' films then, ohm m2. */
  readonly startTime: number;
  readonly film: number;
  readonly crowding: number;
  readonly active: Uint8Array /* [nParticle] */;
}

type Loads = "contactFatigue" | "crackFatigue" | "largest" | "breathing";

/** Returns segment `index` of a cycle under `conditions`; `solved` newest first, 2 or more. */
export function forecastSegment(
  { scenario }: Pick<Model, "scenario">,
  solved: readonly SolvedCycle[],
  index: number,
  conditions: Conditions,
): Forecast {
  const segment = solved[0].segments[index];
  const { rateExponent } = scenario.contactLoss;
  const weights = weighOlder(solved, index, conditions);
  const crowded = conditions.crowding / segment.crowding;
  const follow = (quantity: Quantity): number => followOlder(solved, index, weights, quantity);
  const fatigue: Quantity = (one, p) => logOf(one.contactFatigue[p]) - rateExponent * log(one.crowding);
  const grow = (load: Loads, exponent: number): Float64Array => {
    const factor = exp(follow((one, p) => logOf(one[load][p]) - exponent * log(one.crowding)));
    const rate = factor * pow(crowded, exponent);
    return segment[load].map((own, p) => (conditions.active[p] === 1 ? own * rate : 0));
  };
  const voltage = (
    energy: "chargedEnergy" | "dischargedEnergy",
    charge: "charged" | "discharged",
  ): number => {
    if (!(segment[charge] > 0)) return 0;
    const meanOf = (one: CycleSegment): number => (one[charge] > 0 ? one[energy] / one[charge] : Number.NaN);
    return meanOf(segment) + follow(meanOf);
  };
  return {
    contactFatigue: grow("contactFatigue", rateExponent),
    crackFatigue: grow("crackFatigue", 1),
    largest: grow("largest", 0),
    breathing: grow("breathing", 0),
    shift: follow((one, p) => one.mean[p]),
    surfaceShift: follow((one, p) => one.surface[p]),
    chargeVoltage: voltage("chargedEnergy", "charged"),
    dischargeVoltage: voltage("dischargedEnergy", "discharged"),
    trend: Math.abs(follow(fatigue)),
  };
}

type Quantity = (one: CycleSegment, p: number) => number;

/** Not a number where there is nothing to take the logarithm of: such a particle tells no trend. */
function logOf(value: number): number {
  return value > 0 ? log(value) : Number.NaN;
}

/** What a segment is compared by: drive, crowding and square root of time, each as a share of the newest cycle's. */
function compareWith(newest: Conditions, { film, crowding, startTime }: Conditions): number[] {
  const crowded = crowding / newest.crowding;
  const drive = newest.film > 0 ? (film / newest.film) * crowded : crowded;
  return [drive - 1, crowded - 1, Math.sqrt(startTime / newest.startTime) - 1];
}

/** Returns by how much of its change from the newest cycle to each older one a quantity will have changed. */
function weighOlder(solved: readonly SolvedCycle[], index: number, conditions: Conditions): number[] {
  const at = ({ film, tally, segments }: SolvedCycle): Conditions => ({
    ...{ film, startTime: tally.startTime },
    ...{ crowding: segments[index].crowding, active: segments[index].active },
  });
  const newest = at(solved[0]);
  const known = solved.slice(1).map((cycle) => compareWith(newest, at(cycle)));
  const asked = compareWith(newest, conditions);
  const normal = asked.map((_, i) => asked.map((_, j) => known.reduce((sum, x) => sum + x[i] * x[j], 0)));
  const scale = normal.reduce((sum, row, i) => sum + row[i], 0);
  normal.forEach((row, i) => {
    row[i] += STIFFNESS[i] * scale;
  });
  const solution = solveSmall(normal, asked);
  return known.map((x) => x.reduce((sum, own, i) => sum + own * solution[i], 0));
}

/** Solves a symmetric positive definite system by elimination. */
function solveSmall(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const count = rows.length;
  for (let k = 0; k < count; k++) {
    for (let i = k + 1; i < count; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= count; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  const solution = new Array<number>(count).fill(0);
  for (let k = count - 1; k >= 0; k--) {
    let rest = rows[k][count];
    for (let j = k + 1; j < count; j++) rest -= rows[k][j] * solution[j];
    solution[k] = rest / rows[k][k];
  }
  return solution;
}

/** Change of a quantity, mean over the particles that took part in both cycles that are compared. */
function followOlder(
  solved: readonly SolvedCycle[],
  index: number,
  weights: readonly number[],
  quantity: Quantity,
): number {
  let change = 0;
  solved.slice(1).forEach(({ segments }, k) => {
    change += weights[k] * meanChange(solved[0].segments[index], segments[index], quantity);
  });
  return change;
}

function meanChange(newest: CycleSegment, older: CycleSegment, quantity: Quantity): number {
  let sum = 0;
  let count = 0;
  for (let p = 0; p < newest.active.length; p++) {
    if (newest.active[p] === 0 || older.active[p] === 0) continue;
    const change = quantity(older, p) - quantity(newest, p);
    if (Number.isNaN(change)) continue;
    sum += change;
    count++;
  }
  return count > 0 ? sum / count : 0;
}
