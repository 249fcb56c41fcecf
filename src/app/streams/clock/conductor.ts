/**
 * The one clock of both cells. At every tick of the screen: if both have answered, show what they answered and grant
 * the next piece of time to both, so that they stand at the same simulated time in every shown frame and the slower
 * one sets the pace. What was granted is finished, so that standing cells stand at the same time; a cell that was started
 * again is awaited. Without a grant the workers do nothing: pausing stops the work, and so does a hidden tab,
 * which has no ticks. A standing cell is asked for its frame again when that is to hold more than the one shown.
 */
import { BehaviorSubject, type Observable, Subscription } from "rxjs";
import type { CellEngine } from "../../engine/cell-engine.ts";
import { AdvanceOrders } from "./advance-orders.ts";
import { reachedTime } from "./cell-times.ts";
import { ClockFace, type ClockReading } from "./clock-face.ts";
import { GrantCosts } from "./grant-costs.ts";
import { Grants } from "./grants.ts";
import { type FramePair, type MeshPair, NewestFrames } from "./newest-frames.ts";
import { timeOfChange } from "./pacing.ts";
import { type Demand, Playback } from "./playback.ts";
import { createSilenceWatch } from "./silence.ts";

export interface ConductorParts {
  readonly engines: readonly [CellEngine, CellEngine];
  /** Ticks of the screen, ms. */
  readonly ticks$: Observable<number>;
  readonly demand: () => Demand;
}

export interface Conductor {
  readonly frames$: Observable<FramePair>;
  /** Of the frames that were shown last. */
  readonly meshes: MeshPair;
  readonly clock$: Observable<ClockReading>;
  readonly clock: ClockReading;
  /** What both cells have been asked to reach, s; 0 before anything was. */
  readonly horizon: number;
  /** When a change that is made now acts in both cells, s: not before they have reached what they were asked for. */
  readonly changeTime: number;
  /** The latest time that a change which was made before now may be dated and not have acted, s. */
  readonly nearTime: number;
  /** Goes on by the time that a tenth of a second of playing would take, once. */
  step(): void;
  /** Runs as fast as possible until `time` (s); undefined calls it off. */
  catchUp(time: number | undefined): void;
  dispose(): void;
}

/** Returns the clock of both cells, which stand until the first tick. */
export function createConductor(parts: ConductorParts): Conductor {
  return new TickedConductor(parts);
}

class TickedConductor implements Conductor {
  readonly #engines: readonly CellEngine[];
  readonly #frames$ = new BehaviorSubject<FramePair>([undefined, undefined]);
  readonly #newest: NewestFrames;
  readonly #face = new ClockFace();
  readonly #playback: Playback;
  readonly #orders: AdvanceOrders;
  readonly #grants: Grants;
  readonly #watchSilence: (now: number) => void;
  readonly #subscriptions = new Subscription();
  #shownMeshes: MeshPair = [undefined, undefined];

  constructor({ engines, ticks$, demand }: ConductorParts) {
    this.#engines = engines;
    this.#newest = new NewestFrames(engines);
    this.#playback = new Playback(demand);
    this.#orders = new AdvanceOrders(engines, () => demand().stress);
    this.#watchSilence = createSilenceWatch(engines);
    const costs = new GrantCosts(engines);
    this.#grants = new Grants({
      engines,
      orders: this.#orders,
      costs,
      playback: this.#playback,
      face: this.#face,
    });
    for (const { subscription } of [this.#newest, this.#orders, costs, this.#grants]) {
      this.#subscriptions.add(subscription);
    }
    this.#subscriptions.add(ticks$.subscribe((now) => this.#tick(now)));
  }

  get frames$(): Observable<FramePair> {
    return this.#frames$;
  }

  get meshes(): MeshPair {
    return this.#shownMeshes;
  }

  get clock$(): Observable<ClockReading> {
    return this.#face.reading$;
  }

  get clock(): ClockReading {
    return this.#face.reading;
  }

  get horizon(): number {
    return this.#grants.horizon;
  }

  get changeTime(): number {
    const { speed, moving } = this.#playback;
    if (!moving) return this.horizon;
    return timeOfChange(this.horizon, Math.min(speed, this.#face.measuredSpeed ?? speed));
  }

  get nearTime(): number {
    return timeOfChange(this.horizon, this.#playback.speed);
  }

  step(): void {
    this.#playback.step();
  }

  catchUp(time: number | undefined): void {
    this.#playback.catchUp(time !== undefined && time > reachedTime(this.#engines) ? time : undefined);
    this.#face.aim(this.#playback.catchUpTo);
  }

  dispose(): void {
    this.#subscriptions.unsubscribe();
  }

  #tick(now: number): void {
    this.#watchSilence(now);
    if (this.#engines.some(({ busy }) => busy)) return;
    if (this.#newest.fresh) this.#show(now);
    this.#grants.goOn(now);
    this.#orders.complete();
  }

  #show(now: number): void {
    const { frames, meshes } = this.#newest.take();
    const time = reachedTime(this.#engines);
    const { moving } = this.#grants;
    this.#face.mark(time, { now, moving });
    this.#shownMeshes = meshes;
    this.#playback.reach(time);
    this.#frames$.next(frames);
    this.#face.tell(moving, { catchUpTo: this.#playback.catchUpTo, awaited: this.#grants.awaited });
  }
}
