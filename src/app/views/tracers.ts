/**
 * Tracers of lithium ions: points carried through the mesh with a velocity proportional to the solved ionic
 * current density (linear in each triangle; two-step Adams-Bashforth). The flux has no sources inside the electrolyte, so a
 * population of even density stays even when those that leave re-enter where current enters, in proportion to it.
 */
import { TRACER_SPEED } from "./exaggeration.ts";
import { createWalker, type Walker } from "./mesh-walk.ts";
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

/** The tracers, and what carries them. */
interface Swarm {
  readonly field: TracerField;
  readonly walker: Walker;
  readonly random: () => number;
  readonly triangles: Int32Array /* [count] */;
  readonly weights: Float64Array /* [count*3] */;
  /** s since it entered. */
  readonly age: Float32Array /* [count] */;
  /** Flux at the step before. */
  readonly previous: Float64Array /* [count*2] */;
  readonly streaks: Float32Array;
  /** Running sums: of twice the areas of the triangles, and of the current through the gates. */
  readonly area: Float64Array;
  readonly inflow: Float64Array;
  /** Room for one vector. */
  readonly pair: Float64Array /* [2] */;
}

/** Returns `count` tracers spread evenly over the electrolyte; the same seed gives the same tracers. */
export function createTracers(field: TracerField, count: number, seed: number): Tracers {
  const swarm: Swarm = {
    field,
    walker: createWalker(field.topology, field.nodes),
    random: createUniform(seed),
    triangles: new Int32Array(count),
    weights: new Float64Array(3 * count),
    age: new Float32Array(count),
    previous: new Float64Array(2 * count),
    streaks: new Float32Array(STREAK_STRIDE * count),
    area: cumulativeArea(field),
    inflow: new Float64Array(field.gates.length),
    pair: new Float64Array(2),
  };
  const { age, inflow, streaks } = swarm;
  const gateEnds = orientGates(field);
  for (let tracer = 0; tracer < count; tracer++) {
    spreadAnywhere(swarm);
    age[tracer] = FADE_IN;
    carry(swarm, tracer, 0);
    store(swarm, tracer);
    writeStreak(swarm, tracer);
  }
  return {
    streaks,
    refresh() {
      accumulateInflow(field.nodes, gateEnds, inflow);
    },
    advance(seconds) {
      const step = Math.min(seconds, LONGEST_STEP);
      for (let tracer = 0; tracer < count; tracer++) {
        recall(swarm, tracer);
        if (carry(swarm, tracer, step)) age[tracer] = age[tracer]! + step;
        else {
          enterThroughGate(swarm);
          age[tracer] = 0;
        }
        store(swarm, tracer);
        writeStreak(swarm, tracer);
      }
    },
  };
}

function spreadAnywhere({ walker, random, area }: Swarm): void {
  walker.triangle = upperBound(area, random() * area[area.length - 1]!);
  const root = Math.sqrt(random());
  const share = random();
  walker.weights[0] = 1 - root;
  walker.weights[1] = root * (1 - share);
  walker.weights[2] = root * share;
}

function enterThroughGate(swarm: Swarm): void {
  const { field, walker, random, inflow } = swarm;
  const total = inflow.length > 0 ? inflow[inflow.length - 1]! : 0;
  if (!(total > 0)) {
    spreadAnywhere(swarm);
    return;
  }
  const gate = field.gates[upperBound(inflow, random() * total)]!;
  walker.triangle = Math.floor(gate / 3);
  const edge = gate % 3;
  const share = random();
  walker.weights[edge] = 0;
  walker.weights[(edge + 1) % 3] = share;
  walker.weights[(edge + 2) % 3] = 1 - share;
}

/** Moves by the mean of the flux now and its trend since the last step; false when the boundary was met. */
function carry({ walker, pair, age, previous }: Swarm, tracer: number, seconds: number): boolean {
  walker.sample(1, pair);
  const nowX = pair[0]!;
  const nowY = pair[1]!;
  const fresh = age[tracer]! === 0;
  const trendX = fresh ? 0 : nowX - previous[2 * tracer]!;
  const trendY = fresh ? 0 : nowY - previous[2 * tracer + 1]!;
  previous[2 * tracer] = nowX;
  previous[2 * tracer + 1] = nowY;
  const reach = TRACER_SPEED * seconds;
  return walker.move(reach * (nowX + 0.5 * trendX), reach * (nowY + 0.5 * trendY));
}

function writeStreak({ field, walker, pair, age, previous, streaks }: Swarm, tracer: number): void {
  walker.sample(0, pair);
  const headX = pair[0]!;
  const headY = field.drawnHeight(headX, pair[1]!);
  const fluxX = previous[2 * tracer]!;
  const fluxY = previous[2 * tracer + 1]!;
  const speed = TRACER_SPEED * Math.sqrt(fluxX * fluxX + fluxY * fluxY);
  const length = Math.min(STREAK_LONGEST, Math.max(STREAK_SHORTEST, STREAK_TIME * speed));
  const back = speed > 0 ? (length * TRACER_SPEED) / speed : 0;
  const at = STREAK_STRIDE * tracer;
  streaks[at] = headX;
  streaks[at + 1] = headY;
  streaks[at + 2] = headX - back * fluxX;
  streaks[at + 3] = headY - back * fluxY;
  streaks[at + 4] = Math.min(1, age[tracer]! / FADE_IN) * (0.12 + (0.88 * speed) / (speed + FAINT_SPEED));
}

/** Puts the walker where a tracer is, and the other way about. */
function recall({ walker, triangles, weights }: Swarm, tracer: number): void {
  walker.triangle = triangles[tracer]!;
  walker.weights[0] = weights[3 * tracer]!;
  walker.weights[1] = weights[3 * tracer + 1]!;
  walker.weights[2] = weights[3 * tracer + 2]!;
}

function store({ walker, triangles, weights }: Swarm, tracer: number): void {
  triangles[tracer] = walker.triangle;
  weights[3 * tracer] = walker.weights[0]!;
  weights[3 * tracer + 1] = walker.weights[1]!;
  weights[3 * tracer + 2] = walker.weights[2]!;
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
