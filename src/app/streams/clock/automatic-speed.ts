/**
 * A speed that hurries through cycles in which nothing new happens and goes slowly through the first one and for a while
 * after something has happened in either cell: a particle lost, lithium used up, a crack, a short circuit.
 */
import { BehaviorSubject, distinctUntilChanged, type Observable, Subscription } from "rxjs";
import { type Frame, PARTICLE_ACTIVE } from "../../../../sim-core/index.ts";
import type { FramePair } from "./newest-frames.ts";

export interface AutomaticSpeedParts {
  /** Of the moment that is looked at. */
  readonly frames$: Observable<FramePair>;
  /** Ticks of the screen, ms. */
  readonly ticks$: Observable<number>;
  /** Simulated s per s. */
  readonly least: number;
  readonly most: number;
}

/** s of watching that a cycle takes while nothing new happens, and while something does. */
const CALM_CYCLE = 2;
const CLOSE_CYCLE = 30;
/** s of watching for which something new is looked at closely. */
const ATTENTION = 4;
/** s; of a charge and a discharge at C/2, until a current has been seen. */
const FIRST_PERIOD = 4 * 3600;

/** What has happened in a cell for good. */
interface Happened {
  readonly lost: number;
  readonly kinds: number;
}

export class AutomaticSpeed {
  readonly subscription = new Subscription();
  readonly #bounds: Pick<AutomaticSpeedParts, "least" | "most">;
  readonly #speed$: BehaviorSubject<number>;
  readonly #happened: [Happened | undefined, Happened | undefined] = [undefined, undefined];
  #period = FIRST_PERIOD;
  #isFirstCycle = true;
  #now = 0;
  /** Until when it goes slowly, ms. */
  #closeUntil = 0;

  constructor({ frames$, ticks$, ...bounds }: AutomaticSpeedParts) {
    this.#bounds = bounds;
    this.#speed$ = new BehaviorSubject(this.#ask());
    this.subscription.add(frames$.subscribe((frames) => this.#see(frames)));
    this.subscription.add(
      ticks$.subscribe((now) => {
        this.#now = now;
        this.#speed$.next(this.#ask());
      }),
    );
  }

  /** Simulated s per s. */
  get speed(): number {
    return this.#speed$.value;
  }

  get speed$(): Observable<number> {
    return this.#speed$.pipe(distinctUntilChanged());
  }

  #ask(): number {
    const isClose = this.#isFirstCycle || this.#now < this.#closeUntil;
    const speed = this.#period / (isClose ? CLOSE_CYCLE : CALM_CYCLE);
    const { least, most } = this.#bounds;
    return Number(Math.min(most, Math.max(least, speed)).toPrecision(2));
  }

  #see(frames: FramePair): void {
    const known = frames.filter((frame) => frame !== undefined);
    // At rest the one before stands.
    const cRate = Math.max(0, ...known.map((frame) => frame.cRate));
    if (cRate > 0) this.#period = (2 * 3600) / cRate;
    this.#isFirstCycle = known.every(({ cycle }) => cycle <= 1);
    for (const cell of [0, 1] as const) {
      const frame = frames[cell];
      const before = this.#happened[cell];
      const now = frame === undefined ? undefined : happenedIn(frame);
      this.#happened[cell] = now;
      if (before === undefined || now === undefined) continue;
      const isNew = now.lost > before.lost || (now.kinds & ~before.kinds) !== 0;
      if (isNew) this.#closeUntil = this.#now + 1000 * ATTENTION;
    }
  }
}

function happenedIn({ particleStatus, frontDepleted, crackSegments, shortPath }: Frame): Happened {
  let lost = 0;
  for (const status of particleStatus) if (status !== PARTICLE_ACTIVE) lost += 1;
  const kinds = [frontDepleted.includes(1), crackSegments.length > 0, shortPath.length > 0];
  return { lost, kinds: kinds.reduce((sum, is, bit) => sum + (is ? 1 << bit : 0), 0) };
}
