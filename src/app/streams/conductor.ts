/**
 * The one clock of both cells. At every tick of the screen: if both have answered, show what they answered and grant
 * the next piece of time to both, so that they stand at the same simulated time in every shown frame and the slower
 * one sets the pace. Without a grant the workers do nothing: pausing stops the work, and so does a hidden tab,
 * which has no ticks.
 */
import { BehaviorSubject, type Observable, Subscription } from "rxjs";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import type { CellEngine } from "../engine/cell-engine.ts";
import { askedIncrement, createAllowance, createSpeedMeter } from "./pacing.ts";

export interface ClockReading {
  /** Simulated time of the shown frames, s. */
  readonly time: number;
  /** Simulated s per s as measured; undefined while standing or not yet known. */
  readonly measuredSpeed: number | undefined;
  /** Set while running as fast as possible to an asked time, s. */
  readonly catchUpTo: number | undefined;
}

/** The newest frames of both cells; undefined for one that has none yet. */
export type FramePair = readonly [Frame | undefined, Frame | undefined];

/** The meshes that belong to a pair of frames. */
export type MeshPair = readonly [FrameMesh | undefined, FrameMesh | undefined];

export interface ConductorParts {
  readonly engines: readonly [CellEngine, CellEngine];
  /** Ticks of the screen, ms. */
  readonly ticks$: Observable<number>;
  readonly demand: () => { readonly playing: boolean; readonly speed: number };
}

export interface Conductor {
  readonly frames$: Observable<FramePair>;
  /** Of the frames that were shown last. */
  readonly meshes: MeshPair;
  readonly clock$: Observable<ClockReading>;
  readonly clock: ClockReading;
  /** Goes on by the time that a tenth of a second of playing would take, once. */
  step(): void;
  /** Runs as fast as possible until `time` (s); undefined calls it off. */
  catchUp(time: number | undefined): void;
  dispose(): void;
}

/** s of playing that one single step is worth. */
export const STEP_SECONDS = 0.1;

export function createConductor(parts: ConductorParts): Conductor {
  const { engines } = parts;
  const frames$ = new BehaviorSubject<FramePair>([undefined, undefined]);
  const clock$ = new BehaviorSubject<ClockReading>({
    time: 0,
    measuredSpeed: undefined,
    catchUpTo: undefined,
  });
  const meter = createSpeedMeter();
  const subscriptions = new Subscription();
  const newest: [Frame | undefined, Frame | undefined] = [undefined, undefined];
  const allowance = createAllowance();
  let costs: { busySeconds: number; steps: number }[] = [];
  let granted = 0;
  const meshes: [FrameMesh | undefined, FrameMesh | undefined] = [undefined, undefined];
  let shownMeshes: MeshPair = [undefined, undefined];
  let fresh = false;
  let stepsAsked = 0;
  let catchUpTo: number | undefined;
  let lastGrant: number | undefined;
  let shownTime = 0;

  engines.forEach((engine, cell) => {
    const keep = (frame: Frame): void => {
      newest[cell] = frame;
      fresh = true;
    };
    subscriptions.add(
      engine.built$.subscribe((report) => {
        allowance.clear();
        meshes[cell] = report.mesh;
        keep(report.frame);
      }),
    );
    subscriptions.add(
      engine.status$.subscribe(({ kind }) => {
        if (kind !== "refused" || newest[cell] === undefined) return;
        newest[cell] = undefined;
        fresh = true;
      }),
    );
    subscriptions.add(
      engine.advanced$.subscribe((report) => {
        costs.push({ busySeconds: report.busySeconds, steps: report.samples.length });
        keep(report.frame);
      }),
    );
  });

  const show = (now: number): void => {
    fresh = false;
    const slower = costs.toSorted((a, b) => b.busySeconds - a.busySeconds)[0];
    if (slower !== undefined) allowance.learn({ granted, ...slower });
    costs = [];
    const time = Math.max(newest[0]?.time ?? 0, newest[1]?.time ?? 0);
    if (time < shownTime) meter.clear();
    else if (lastGrant !== undefined) meter.add(time - shownTime, (now - lastGrant) / 1000);
    shownTime = time;
    shownMeshes = [meshes[0], meshes[1]];
    if (catchUpTo !== undefined && time >= catchUpTo) catchUpTo = undefined;
    frames$.next([newest[0], newest[1]]);
    clock$.next({ time, measuredSpeed: lastGrant === undefined ? undefined : meter.speed, catchUpTo });
  };

  const grant = (now: number): void => {
    const running = engines.filter((engine) => engine.status.kind === "running");
    const { playing, speed } = parts.demand();
    const elapsed = lastGrant === undefined ? 1 / 60 : (now - lastGrant) / 1000;
    let increment = 0;
    if (catchUpTo !== undefined) increment = Math.min(allowance.limit, catchUpTo - shownTime);
    else if (stepsAsked > 0) {
      stepsAsked -= 1;
      increment = speed * STEP_SECONDS;
    } else if (playing) increment = Math.min(allowance.limit, askedIncrement(speed, elapsed));
    if (increment <= 0 || running.length === 0) {
      stand();
      return;
    }
    lastGrant = now;
    granted = increment;
    for (const engine of running) engine.advance(shownTime + increment);
  };

  const stand = (): void => {
    if (lastGrant === undefined) return;
    lastGrant = undefined;
    meter.clear();
    clock$.next({ time: shownTime, measuredSpeed: undefined, catchUpTo });
  };

  const tick = (now: number): void => {
    if (engines.some((engine) => engine.busy)) return;
    if (fresh) show(now);
    grant(now);
  };
  subscriptions.add(parts.ticks$.subscribe(tick));

  return {
    frames$,
    get meshes() {
      return shownMeshes;
    },
    clock$,
    get clock() {
      return clock$.value;
    },
    step() {
      stepsAsked += 1;
    },
    catchUp(time) {
      catchUpTo = time !== undefined && time > shownTime ? time : undefined;
      clock$.next({ ...clock$.value, catchUpTo });
    },
    dispose: () => subscriptions.unsubscribe(),
  };
}
