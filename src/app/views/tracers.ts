/**
 * Tracers of lithium ions: points carried through the mesh with a velocity proportional to the solved ionic
 * current density (linear in each triangle; two-step Adams-Bashforth). The flux has no sources inside the electrolyte, so a
 * population of even density stays even when those that leave re-enter where current enters, in proportion to it.
 */
import { TRACER_SPEED } from "./exaggeration.ts";
import { createWalker } from "./mesh-walk.ts";
import {
  accumulateInflow,
  cumulativeArea,
  orientGates,
  STREAK_STRIDE,
  type TracerField,
} from "./tracer-field.ts";

/** Longest time, s, that one step may carry a tracer: a tab that slept must not fling them. */
const LONGEST_STEP = 0.05;
const FADE_IN = 0.4;
/** Streak: where the tracer was this long ago, within these lengths in um. */
const STREAK_TIME = 0.25;
const STREAK_SHORTEST = 0.6;
const STREAK_LONGEST = 13;
/** Below this screen speed (um/s) a tracer fades: it marks a flux too small to follow. */
const FAINT_SPEED = 1.5;

export interface Tracers {
  readonly streaks: Float32Array /* [count*STREAK_STRIDE] */;
  /** Takes a new flux: gates open in proportion to the current that enters through them. */
  refresh(): void;
  /** Carries all tracers on by `seconds` of screen time and rewrites `streaks`. */
  advance(seconds: number): void;
}

/** Returns `count` tracers spread evenly over the electrolyte; the same seed gives the same tracers. */
export function createTracers(field: TracerField, count: number, seed: number): Tracers {
  const { topology, gates } = field;
  const walker = createWalker(topology, field.nodes);
  const random = createUniform(seed);
  const triangles = new Int32Array(count);
  const weights = new Float64Array(3 * count);
  const age = new Float32Array(count);
  const streaks = new Float32Array(STREAK_STRIDE * count);
  const area = cumulativeArea(field);
  const inflow = new Float64Array(gates.length);
  const gateEnds = orientGates(field);
  const flux = new Float64Array(2);
  const previous = new Float64Array(2 * count);
  const head = new Float64Array(2);

  function spreadAnywhere(): void {
    walker.triangle = upperBound(area, random() * area[area.length - 1]!);
    const root = Math.sqrt(random());
    const share = random();
    walker.weights[0] = 1 - root;
    walker.weights[1] = root * (1 - share);
    walker.weights[2] = root * share;
  }

  function enterThroughGate(): void {
    const total = inflow.length > 0 ? inflow[inflow.length - 1]! : 0;
    if (!(total > 0)) {
      spreadAnywhere();
      return;
    }
    const gate = gates[upperBound(inflow, random() * total)]!;
    walker.triangle = Math.floor(gate / 3);
    const edge = gate % 3;
    const share = random();
    walker.weights[edge] = 0;
    walker.weights[(edge + 1) % 3] = share;
    walker.weights[(edge + 2) % 3] = 1 - share;
  }

  /** Moves by the mean of the flux now and its trend since the last step; false when the boundary was met. */
  function carry(tracer: number, seconds: number): boolean {
    walker.sample(1, flux);
    const nowX = flux[0]!;
    const nowY = flux[1]!;
    const fresh = age[tracer]! === 0;
    const trendX = fresh ? 0 : nowX - previous[2 * tracer]!;
    const trendY = fresh ? 0 : nowY - previous[2 * tracer + 1]!;
    previous[2 * tracer] = nowX;
    previous[2 * tracer + 1] = nowY;
    const reach = TRACER_SPEED * seconds;
    return walker.move(reach * (nowX + 0.5 * trendX), reach * (nowY + 0.5 * trendY));
  }

  function writeStreak(tracer: number): void {
    walker.sample(0, head);
    const headY = field.drawnHeight(head[0]!, head[1]!);
    const fluxX = previous[2 * tracer]!;
    const fluxY = previous[2 * tracer + 1]!;
    const speed = TRACER_SPEED * Math.sqrt(fluxX * fluxX + fluxY * fluxY);
    const length = Math.min(STREAK_LONGEST, Math.max(STREAK_SHORTEST, STREAK_TIME * speed));
    const back = speed > 0 ? (length * TRACER_SPEED) / speed : 0;
    const at = STREAK_STRIDE * tracer;
    streaks[at] = head[0]!;
    streaks[at + 1] = headY;
    streaks[at + 2] = head[0]! - back * fluxX;
    streaks[at + 3] = headY - back * fluxY;
    streaks[at + 4] = Math.min(1, age[tracer]! / FADE_IN) * (0.12 + (0.88 * speed) / (speed + FAINT_SPEED));
  }

  function store(tracer: number): void {
    triangles[tracer] = walker.triangle;
    weights[3 * tracer] = walker.weights[0]!;
    weights[3 * tracer + 1] = walker.weights[1]!;
    weights[3 * tracer + 2] = walker.weights[2]!;
  }

  for (let tracer = 0; tracer < count; tracer++) {
    spreadAnywhere();
    age[tracer] = FADE_IN;
    carry(tracer, 0);
    store(tracer);
    writeStreak(tracer);
  }

  return {
    streaks,
    refresh() {
      accumulateInflow(field.nodes, gateEnds, inflow);
    },
    advance(seconds) {
      const step = Math.min(seconds, LONGEST_STEP);
      for (let tracer = 0; tracer < count; tracer++) {
        walker.triangle = triangles[tracer]!;
        walker.weights[0] = weights[3 * tracer]!;
        walker.weights[1] = weights[3 * tracer + 1]!;
        walker.weights[2] = weights[3 * tracer + 2]!;
        if (carry(tracer, step)) age[tracer] = age[tracer]! + step;
        else {
          enterThroughGate();
          age[tracer] = 0;
        }
        store(tracer);
        writeStreak(tracer);
      }
    },
  };
}

/** Marsaglia's xorshift32: where tracers start is decoration, but repeatable. */
function createUniform(seed: number): () => number {
  let state = seed | 0 || 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}

/** Returns the first index whose running sum exceeds the value. */
function upperBound(sums: Float64Array, value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
