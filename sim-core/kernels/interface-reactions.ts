/**
 * Charge transfer at all nodes of the interfaces at once: what drives the nodes of each ring, the current densities,
 * and the balance with what is injected. Nodes of one ring come after those of another, the front's behind the last
 * ring's. In WebAssembly where that can be had, two nodes at a time; the law is kinetics/butler-volmer.ts.
 */
import { FARADAY, GAS_CONSTANT } from "../base/constants.ts";
import { cbrt } from "../base/elementary.ts";
import { solveInterface, solveInterfaces } from "../kinetics/butler-volmer.ts";
import {
  allocateArrays,
  type KernelMemory,
  type KernelOptions,
  type Lengths,
  openMemory,
  sumLengths,
} from "./wasm/memory.ts";

export interface ReactionShape {
  /** Nodes of ring p are start[p] ... start[p+1]-1. */
  readonly start: ArrayLike<number> /* [nRing+1] */;
  /** All nodes, the front's among them. */
  readonly count: number;
}

type NodeName = "potential" | "injection" | "drive" | "exchange" | "resistance";
type FoundName = "density" | "gain" | "last" | "slope" | "residual";
type RingName = "driving" | "ringExchange" | "ringResistance" | "crossing";
type ArrayName = "arcLength" | NodeName | FoundName | RingName;

/** Owner of its arrays, which the caller reads and writes between calls. */
export interface InterfaceReactions {
  readonly arcLength: Float64Array /* [start[nRing]], m */;
  readonly potential: Float64Array /* [count], V: of the electrolyte */;
  readonly injection: Float64Array /* [count], A/m */;
  readonly drive: Float64Array /* [count], V */;
  readonly exchange: Float64Array /* [count], A/m2 */;
  readonly resistance: Float64Array /* [count], ohm m2 */;
  /** Local current density, kept as the warm start of the next evaluation. */
  readonly density: Float64Array /* [count], A/m2 */;
  /** d(density)/d(drive) in S/m2, and the drive it was found at: with the density, the next evaluation's start. */
  readonly gain: Float64Array /* [count] */;
  readonly last: Float64Array /* [count], V */;
  readonly slope: Float64Array /* [count], d(current)/d(drive), S/m */;
  readonly residual: Float64Array /* [count + nRing], A/m */;
  /** Potential that drives the nodes of each ring, its exchange current density and film, and its current. */
  readonly driving: Float64Array /* [nRing], V */;
  readonly ringExchange: Float64Array /* [nRing], A/m2 */;
  readonly ringResistance: Float64Array /* [nRing], ohm m2 */;
  readonly crossing: Float64Array /* [nRing], A/m */;
  /** On the nodes of the rings: drive = driving - potential; exchange and resistance are their ring's. */
  driveRings(): void;
  /**
   * Writes `density` and `gain` of all nodes for their drives at `temperature` (K), from the last ones, with a
   * relative error of at most about `accuracy`; in TypeScript to machine precision.
   */
  react(temperature: number, accuracy: number): void;
  /**
   * On the nodes of the rings: slope = length gain, residual = injection - length density, and `crossing` = the
   * rings' sums of length density. Returns the sum of absolute residuals, A/m.
   */
  balanceRings(): number;
}

/** Returns the numbers that reactions keep for so many nodes, of which `ringNodes` are those of `rings` rings. */
export function countReactionNumbers(count: number, ringNodes: number, rings: number): number {
  return sumLengths(listArrays(count, ringNodes, rings));
}

/** Returns reactions on interfaces of this shape; `arcLength` [start[nRing]] in m. They allocate here and never again. */
export function createInterfaceReactions(
  { start, count }: ReactionShape,
  arcLength: ArrayLike<number>,
  options: KernelOptions = {},
): InterfaceReactions {
  const rings = start.length - 1;
  const lengths = listArrays(count, start[rings], rings);
  const memory = openMemory(lengths, { start: start.length }, options);
  memory?.words.start.set(start);
  const arrays = memory?.arrays ?? allocateArrays(lengths);
  arrays.arcLength.set(arcLength);
  return memory === null ? createTypescriptReactions(start, arrays) : createWasmReactions(memory);
}

function listArrays(count: number, ringNodes: number, rings: number): Lengths<ArrayName> {
  return {
    arcLength: ringNodes,
    potential: count,
    injection: count,
    drive: count,
    exchange: count,
    resistance: count,
    density: count,
    gain: count,
    last: count,
    slope: count,
    residual: count + rings,
    driving: rings,
    ringExchange: rings,
    ringResistance: rings,
    crossing: rings,
  };
}

type Arrays = Readonly<Record<ArrayName, Float64Array>>;

function createTypescriptReactions(start: ArrayLike<number>, arrays: Arrays): InterfaceReactions {
  const { arcLength, potential, injection, drive, exchange, resistance } = arrays;
  const { density, gain, slope, residual, driving, ringExchange, ringResistance, crossing } = arrays;
  return {
    ...arrays,
    driveRings() {
      for (let p = 0; p + 1 < start.length; p++) {
        for (let k = start[p]; k < start[p + 1]; k++) {
          drive[k] = driving[p] - potential[k];
          exchange[k] = ringExchange[p];
          resistance[k] = ringResistance[p];
        }
      }
    },
    react: (temperature) => solveInterfaces({ drive, exchange, resistance, temperature }, density, gain),
    balanceRings() {
      let norm = 0;
      for (let p = 0; p + 1 < start.length; p++) {
        let sum = 0;
        for (let k = start[p]; k < start[p + 1]; k++) {
          const current = arcLength[k] * density[k];
          slope[k] = arcLength[k] * gain[k];
          residual[k] = injection[k] - current;
          sum += current;
          norm += Math.abs(residual[k]);
        }
        crossing[p] = sum;
      }
      return norm;
    },
  };
}

function createWasmReactions({
  kernels,
  arrays,
  words,
}: KernelMemory<ArrayName, "start">): InterfaceReactions {
  const at = Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [name, array.byteOffset]),
  ) as Record<ArrayName, number>;
  const startAt = words.start.byteOffset;
  const rings = words.start.length - 1;
  const count = arrays.drive.length;
  return {
    ...arrays,
    driveRings() {
      const { driving, ringExchange, ringResistance, potential, drive, exchange, resistance } = at;
      const nodal = [drive, exchange, resistance] as const;
      kernels.driveRings(startAt, rings, driving, ringExchange, ringResistance, potential, ...nodal);
    },
    react(temperature, accuracy) {
      const { drive, exchange, resistance, last, density, gain } = at;
      const thermal = (2 * GAS_CONSTANT * temperature) / FARADAY;
      // Halley's error is the cube of its relative step over about 12.
      const lastStep = cbrt(accuracy);
      const found = [last, density, gain] as const;
      const missed = kernels.solveInterfaces(drive, exchange, resistance, count, thermal, lastStep, ...found);
      if (missed > 0) solveMissed(arrays, temperature, missed);
    },
    balanceRings() {
      const { arcLength, density, gain, injection, slope, residual, crossing } = at;
      const found = [slope, residual, crossing] as const;
      return kernels.balanceRings(startAt, rings, arcLength, density, gain, injection, ...found);
    },
  };
}

/** Solves the nodes one by one that the kernel marked with a negative gain, `missed` of them. */
function solveMissed(
  { drive, exchange, resistance, density, gain }: Arrays,
  temperature: number,
  missed: number,
): void {
  const found = new Float64Array(2);
  for (let k = 0, left = missed; left > 0; k++) {
    if (gain[k] >= 0) continue;
    solveInterface(drive[k], exchange[k], resistance[k], temperature, found, density[k]);
    density[k] = found[0];
    gain[k] = found[1];
    left--;
  }
}
