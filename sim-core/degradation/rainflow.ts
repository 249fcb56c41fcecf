/**
 * Strain swings by rainflow (ASTM E1049-85), streaming, for many particles at once. A history is a stack of turning
 * points that no later swing has outgrown; what outgrows the last swing closes it and goes on with the one before, as
 * if it had never been interrupted. So no swing depends on how it was cut into steps, rests or pulses.
 *
 * Contraction opens contacts, hence a life of N swings is one of N contractions: of the standard's half cycles those
 * that contract count whole and those that expand not at all, a closed cycle has one of either and counts once. One
 * charge with its discharge is one swing. Each is told while it grows, range by range, so nothing has to be taken back.
 * Example, contraction upwards: -2, 1, -3, 5, -1, 3, -4, 4, -2 holds contractions of 3, 8, 4 and 8.
 */

/**
 * Turning points that are kept of each particle: 16 swings within one another. A fading cell's cycles are such: each
 * within the last. Where there are more, the pair is forgotten without which the others change least: each time by a
 * 14th of the largest range at most, and by far less where cycles differ by a percent.
 */
export const OPEN_POINTS = 32;

/**
 * Strain below which a reversal is none, so that what a solver leaves of a rest fills no memory. A swing of 1e-6 is to a
 * threshold of 7.5 % as 1 to 75000, and at the fourth power as 1 to 3e19.
 */
export const STRAIN_RESOLUTION = 1e-6;

/**
 * Histories of all particles, a plain record. Points are stoichiometries of mean and surface, not strains, so that a
 * change of the lattice's parameters is no swing.
 */
export interface OpenSwings {
  /** Turning points that are kept [nParticle], 1 to OPEN_POINTS. */
  readonly kept: Uint8Array;
  /** Turning points, oldest first [nParticle*OPEN_POINTS]. */
  readonly mean: Float64Array;
  readonly surface: Float64Array;
  /** Of the swing that led to each: mean stoichiometry that current moved and how long it flowed, s. */
  readonly moved: Float64Array;
  readonly flowed: Float64Array;
  /** The same of the swing under way, up to where it has come farthest [nParticle]. */
  readonly headMean: Float64Array;
  readonly headSurface: Float64Array;
  readonly headMoved: Float64Array;
  readonly headFlowed: Float64Array;
  /** What has passed since, on a way back that is no swing yet [nParticle]. */
  readonly backMoved: Float64Array;
  readonly backFlowed: Float64Array;
}

export interface SwingRules {
  /** Strain by which a particle has contracted at these stoichiometries; any zero. */
  readonly contraction: (mean: number, surface: number) => number;
  /**
   * Called as the contraction under way, or one that it goes on with, grows from range to range; `rate` in 1/s is the
   * stoichiometry that current has moved in it over the time in which it flowed, mean of both ends, 0 where none did.
   */
  readonly grow: (particle: number, from: number, to: number, rate: number) => void;
}

export interface SwingFollower {
  /**
   * Takes a particle to stoichiometries `mean` and `surface`: `moved` is what current moved of the mean, positive either
   * way, `flowed` for how long it flowed, s.
   */
  advance(particle: number, mean: number, surface: number, moved: number, flowed: number): void;
  readonly swings: OpenSwings;
}

/** Returns the histories of particles that stand at these stoichiometries [nParticle]. */
export function startSwings(mean: ArrayLike<number>, surface: ArrayLike<number>): OpenSwings {
  const count = mean.length;
  const spread = (values: ArrayLike<number>): Float64Array => {
    const out = new Float64Array(count * OPEN_POINTS);
    for (let p = 0; p < count; p++) out[p * OPEN_POINTS] = values[p];
    return out;
  };
  return {
    kept: new Uint8Array(count).fill(1),
    mean: spread(mean),
    surface: spread(surface),
    moved: new Float64Array(count * OPEN_POINTS),
    flowed: new Float64Array(count * OPEN_POINTS),
    headMean: Float64Array.from(mean),
    headSurface: Float64Array.from(surface),
    headMoved: new Float64Array(count),
    headFlowed: new Float64Array(count),
    backMoved: new Float64Array(count),
    backFlowed: new Float64Array(count),
  };
}

/** Returns `swings` with no history but the present of the `chosen`: a contact that forms anew is free of strain. */
export function restartSwings(swings: OpenSwings, chosen: ArrayLike<number>): OpenSwings {
  const next = copyPoints(copyHeads(swings));
  for (let p = 0; p < chosen.length; p++) {
    if (chosen[p] === 0) continue;
    next.kept[p] = 1;
    next.mean[p * OPEN_POINTS] = next.headMean[p];
    next.surface[p * OPEN_POINTS] = next.headSurface[p];
    for (const part of [next.headMoved, next.headFlowed, next.backMoved, next.backFlowed]) part[p] = 0;
  }
  return next;
}

/** Follows the histories `before`, which stay as they are, through one step. */
export function followSwings(before: OpenSwings, rules: SwingRules): SwingFollower {
  return new SwingStep(before, rules);
}

class SwingStep implements SwingFollower {
  private own: OpenSwings;
  private hasPoints = false;

  constructor(
    before: OpenSwings,
    private readonly rules: SwingRules,
  ) {
    this.own = copyHeads(before);
  }

  get swings(): OpenSwings {
    return this.own;
  }

  advance(p: number, mean: number, surface: number, moved: number, flowed: number): void {
    const { headMean, headSurface, backMoved, backFlowed } = this.own;
    const { contraction } = this.rules;
    const head = contraction(headMean[p], headSurface[p]);
    const now = contraction(mean, surface);
    const base = this.levelOf(p, this.own.kept[p] - 1);
    const turned = (now - head) * (head - base) < 0;
    backMoved[p] += moved;
    backFlowed[p] += flowed;
    if (turned && Math.abs(now - head) <= STRAIN_RESOLUTION) return;
    if (turned) this.turn(p);
    this.extend(p, turned ? head : base, head, now);
    headMean[p] = mean;
    headSurface[p] = surface;
    backMoved[p] = 0;
    backFlowed[p] = 0;
  }

  /** Points change at reversals only. */
  private ownPoints(): OpenSwings {
    if (!this.hasPoints) this.own = copyPoints(this.own);
    this.hasPoints = true;
    return this.own;
  }

  private levelOf(p: number, k: number): number {
    const at = p * OPEN_POINTS + k;
    return this.rules.contraction(this.own.mean[at], this.own.surface[at]);
  }

  /** The swing under way ends where it has come farthest, and another begins. */
  private turn(p: number): void {
    const swings = this.ownPoints();
    if (swings.kept[p] === OPEN_POINTS) forgetLeast(p, swings, (k) => this.levelOf(p, k));
    const at = p * OPEN_POINTS + swings.kept[p]++;
    swings.mean[at] = swings.headMean[p];
    swings.surface[at] = swings.headSurface[p];
    swings.moved[at] = swings.headMoved[p];
    swings.flowed[at] = swings.headFlowed[p];
    swings.headMoved[p] = 0;
    swings.headFlowed[p] = 0;
  }

  /** The swing under way has outgrown the last one: closes that and goes on with the one before. */
  private close(p: number): void {
    const swings = this.ownPoints();
    const last = p * OPEN_POINTS + swings.kept[p] - 1;
    if (swings.kept[p] === 2) {
      // The last one was the first of all: half a cycle, which nothing will go on with.
      for (const part of pointsOf(swings)) part[last - 1] = part[last];
      swings.kept[p] = 1;
      return;
    }
    swings.headMoved[p] = swings.moved[last - 1];
    swings.headFlowed[p] = swings.flowed[last - 1];
    swings.kept[p] -= 2;
  }

  /** Takes the swing under way, which began at strain `start`, from where it has come farthest on to strain `to`. */
  private extend(p: number, start: number, head: number, to: number): void {
    // Copies of the points leave these arrays where they are.
    const { headMoved, headFlowed, backMoved, backFlowed } = this.own;
    let base = start;
    let from = head;
    let moved = backMoved[p];
    let flowed = backFlowed[p];
    for (;;) {
      const kept = this.own.kept[p];
      const last = kept > 1 ? this.levelOf(p, kept - 2) : Number.NaN;
      const closes = Math.abs(to - base) >= Math.abs(last - base);
      const end = closes ? last : to;
      const share = closes && to !== from ? Math.min(1, Math.max(0, (end - from) / (to - from))) : 1;
      const movedBefore = headMoved[p];
      const flowedBefore = headFlowed[p];
      headMoved[p] = movedBefore + share * moved;
      headFlowed[p] = flowedBefore + share * flowed;
      if (to > base && end > from) {
        const after = headFlowed[p] > 0 ? headMoved[p] / headFlowed[p] : 0;
        const before = flowedBefore > 0 ? movedBefore / flowedBefore : after;
        this.rules.grow(p, from - base, end - base, (before + after) / 2);
      }
      moved *= 1 - share;
      flowed *= 1 - share;
      from = end;
      if (!closes) return;
      this.close(p);
      base = this.levelOf(p, this.own.kept[p] - 1);
    }
  }
}

/** Forgets the two neighbouring turning points of `p` without which the ranges of the others change least. */
function forgetLeast(p: number, swings: OpenSwings, levelOf: (k: number) => number): void {
  const range = Array.from({ length: OPEN_POINTS - 1 }, (_, k) => Math.abs(levelOf(k + 1) - levelOf(k)));
  // The first two bound the largest swing of all and stay.
  let least = 2;
  for (let k = 3; k + 2 < OPEN_POINTS; k++) {
    if (range[k - 1] - range[k + 1] < range[least - 1] - range[least + 1]) least = k;
  }
  const first = p * OPEN_POINTS + least;
  // What led to the first of the two led, but for the swing between them, to the next.
  swings.moved[first + 2] = swings.moved[first];
  swings.flowed[first + 2] = swings.flowed[first];
  for (const part of pointsOf(swings)) part.copyWithin(first, first + 2, (p + 1) * OPEN_POINTS);
  swings.kept[p] -= 2;
}

function pointsOf(swings: OpenSwings): Float64Array[] {
  return [swings.mean, swings.surface, swings.moved, swings.flowed];
}

function copyPoints(swings: OpenSwings): OpenSwings {
  return {
    ...swings,
    kept: swings.kept.slice(),
    mean: swings.mean.slice(),
    surface: swings.surface.slice(),
    moved: swings.moved.slice(),
    flowed: swings.flowed.slice(),
  };
}

function copyHeads(swings: OpenSwings): OpenSwings {
  return {
    ...swings,
    headMean: swings.headMean.slice(),
    headSurface: swings.headSurface.slice(),
    headMoved: swings.headMoved.slice(),
    headFlowed: swings.headFlowed.slice(),
    backMoved: swings.backMoved.slice(),
    backFlowed: swings.backFlowed.slice(),
  };
}
