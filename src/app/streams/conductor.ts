/**
 * The one clock of both cells. At every tick of the screen: if both have answered, show what they answered and grant
 * the next piece of time to both, so that they stand at the same simulated time in every shown frame and the slower
 * one sets the pace. What was granted is finished, so that standing cells stand at the same time; a cell that was started
 * again is awaited. Without a grant the workers do nothing: pausing stops the work, and so does a hidden tab,
 * which has no ticks. A standing cell is asked for its frame again when that is to hold more than the one shown.
 */
import { BehaviorSubject, type Observable, Subscription } from "rxjs";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import { type CellEngine, type EngineStatus, hasEnded } from "../engine/cell-engine.ts";
import { askedIncrement, createAllowance, createSpeedMeter, roundTime, timeOfChange } from "./pacing.ts";
import { createSilenceWatch } from "./silence.ts";

export interface ClockReading {
  /** Simulated time of the shown frames, s. */
  readonly time: number;
  /** Simulated s per s as measured; undefined while standing or not yet known. */
  readonly measuredSpeed: number | undefined;
  /** Set while running as fast as possible to an asked time, s. */
  readonly catchUpTo: number | undefined;
  /** Set while one cell, which was started again, makes up for what the other has done, s. */
  readonly awaited: number | undefined;
}

/** The newest frames of both cells; undefined for one that has none yet. */
export type FramePair = readonly [Frame | undefined, Frame | undefined];

/** The meshes that belong to a pair of frames. */
export type MeshPair = readonly [FrameMesh | undefined, FrameMesh | undefined];

export interface Demand {
  readonly playing: boolean;
  /** Simulated s per s. */
  readonly speed: number;
  /** Whether frames are to hold stress and displacement. */
  readonly stress: boolean;
}

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

/** s of playing that one single step is worth. */
export const STEP_SECONDS = 0.1;

export function createConductor(parts: ConductorParts): Conductor {
  const { engines } = parts;
  const frames$ = new BehaviorSubject<FramePair>([undefined, undefined]);
  const clock$ = new BehaviorSubject<ClockReading>({
    time: 0,
    measuredSpeed: undefined,
    catchUpTo: undefined,
    awaited: undefined,
  });
  const meter = createSpeedMeter();
  const subscriptions = new Subscription();
  const newest: [Frame | undefined, Frame | undefined] = [undefined, undefined];
  const meshes: [FrameMesh | undefined, FrameMesh | undefined] = [undefined, undefined];
  const allowance = createAllowance();
  const cost = { granted: 0, busySeconds: [0, 0], steps: [0, 0] };
  let shownMeshes: MeshPair = [undefined, undefined];
  /** Whether stress was asked for with the newest frame of each cell. */
  const withStress = [false, false];
  let fresh = false;
  let stepsAsked = 0;
  let catchUpTo: number | undefined;
  /** What both cells are to reach before anything further is granted. */
  let target: { readonly time: number; readonly awaited: boolean } | undefined;
  let lastGrant: number | undefined;
  const watchSilence = createSilenceWatch(engines);
  let lastMark = 0;
  let shownTime = 0;

  const keep = (cell: number, frame: Frame | undefined): void => {
    newest[cell] = frame;
    fresh = true;
  };
  engines.forEach((engine, cell) => {
    subscriptions.add(
      engine.built$.subscribe((report) => {
        allowance.clear();
        // With both cells anew; where it is one of them, the other may be under way.
        if (engines.every(({ time }) => time === 0)) target = undefined;
        meshes[cell] = report.mesh;
        withStress[cell] = false;
        keep(cell, report.frame);
      }),
    );
    subscriptions.add(
      engine.advanced$.subscribe((report) => {
        cost.busySeconds[cell]! += report.busySeconds;
        cost.steps[cell]! += report.samples.length;
        meshes[cell] = report.mesh ?? meshes[cell];
        keep(cell, report.frame);
      }),
    );
    subscriptions.add(
      engine.status$.subscribe(({ kind }) => {
        if (kind === "refused" && newest[cell] !== undefined) keep(cell, undefined);
      }),
    );
  });

  const advance = (engine: CellEngine, untilTime: number): void => {
    const { stress } = parts.demand();
    withStress[engines.indexOf(engine)] = stress;
    engine.advance(untilTime, { stress });
  };

  /** Asks cells that stand for a frame with stress where there is none yet. */
  const complete = (): void => {
    if (!parts.demand().stress) return;
    for (const [cell, engine] of engines.entries()) {
      if (!withStress[cell] && !engine.busy && canBeSeen(engine.status)) advance(engine, engine.time);
    }
  };

  const running = (): CellEngine[] => engines.filter((engine) => engine.status.kind === "running");

  /** The time that every cell that runs, or will, has reached. */
  const reachedTime = (): number => {
    const live = engines.filter(({ status: { kind } }) => kind === "running" || kind === "building");
    const times = live.map((engine) => engine.time);
    return times.length > 0 ? Math.min(...times) : Math.max(...engines.map((engine) => engine.time));
  };

  const horizon = (): number => {
    const cells = running();
    if (target !== undefined && cells.length > 0) return target.time;
    return Math.max(...(cells.length > 0 ? cells : engines).map((engine) => engine.time));
  };

  const awaited = (): number | undefined => (target?.awaited === true ? target.time : undefined);

  const show = (now: number): void => {
    fresh = false;
    const time = reachedTime();
    if (time < shownTime) meter.clear();
    else if (lastGrant !== undefined) meter.add(time - shownTime, (now - lastMark) / 1000);
    lastMark = now;
    shownTime = time;
    shownMeshes = [meshes[0], meshes[1]];
    if (catchUpTo !== undefined && time >= catchUpTo) catchUpTo = undefined;
    frames$.next([newest[0], newest[1]]);
    const measuredSpeed = lastGrant === undefined ? undefined : meter.speed;
    clock$.next({ time, measuredSpeed, catchUpTo, awaited: awaited() });
  };

  /** Cells that answered before they were there are asked again. */
  const goOn = (): boolean => {
    if (target === undefined) return false;
    const { time } = target;
    const behind = running().filter((engine) => engine.time < time);
    if (behind.length > 0) {
      for (const engine of behind) advance(engine, time);
      return true;
    }
    if (!target.awaited) {
      const slower = cost.busySeconds[0]! >= cost.busySeconds[1]! ? 0 : 1;
      const { granted, busySeconds, steps } = cost;
      allowance.learn({ granted, busySeconds: busySeconds[slower]!, steps: steps[slower]! });
    }
    target = undefined;
    return false;
  };

  /** Returns the time to go to from `from`; the same time when nothing is asked for. */
  const nextTime = (from: number, now: number): number => {
    const { playing, speed } = parts.demand();
    if (catchUpTo !== undefined) return Math.min(roundTime(from + allowance.limit), catchUpTo);
    if (stepsAsked > 0) return roundTime(from + speed * STEP_SECONDS);
    const elapsed = lastGrant === undefined ? 1 / 60 : (now - lastGrant) / 1000;
    return playing ? roundTime(from + Math.min(allowance.limit, askedIncrement(speed, elapsed))) : from;
  };

  /** A cell that was started again is brought to where the other one is, before both go on. */
  const bringUp = (cells: readonly CellEngine[]): boolean => {
    const farthest = Math.max(...cells.map((engine) => engine.time));
    const time = Math.max(farthest, roundTime(farthest + 0.000499));
    const behind = cells.filter((engine) => time - engine.time > 0.001);
    if (behind.length === 0 || behind.length === cells.length) return false;
    target = { time, awaited: true };
    meter.clear();
    for (const engine of cells) if (engine.time < time) advance(engine, time);
    clock$.next({ ...clock$.value, awaited: time });
    return true;
  };

  const grant = (now: number): void => {
    const cells = running();
    if (cells.length > 1 && bringUp(cells)) return;
    const from = Math.max(...cells.map((engine) => engine.time));
    const time = nextTime(from, now);
    if (cells.length === 0 || time <= from) {
      stand();
      return;
    }
    if (lastGrant === undefined) lastMark = now;
    lastGrant = now;
    const stepping = catchUpTo === undefined && stepsAsked > 0;
    if (stepping) stepsAsked -= 1;
    target = { time, awaited: false };
    cost.granted = time - from;
    cost.busySeconds.fill(0);
    cost.steps.fill(0);
    for (const engine of cells) advance(engine, time);
  };

  const stand = (): void => {
    if (lastGrant === undefined) return;
    lastGrant = undefined;
    meter.clear();
    clock$.next({ time: shownTime, measuredSpeed: undefined, catchUpTo, awaited: undefined });
  };

  const tick = (now: number): void => {
    watchSilence(now);
    if (engines.some((engine) => engine.busy)) return;
    if (fresh) show(now);
    if (!goOn()) grant(now);
    complete();
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
    get horizon() {
      return horizon();
    },
    get changeTime() {
      const { playing, speed } = parts.demand();
      const isMoving = playing || catchUpTo !== undefined;
      return isMoving ? timeOfChange(horizon(), Math.min(speed, meter.speed ?? speed)) : horizon();
    },
    get nearTime() {
      return timeOfChange(horizon(), parts.demand().speed);
    },
    step() {
      stepsAsked += 1;
    },
    catchUp(time) {
      catchUpTo = time !== undefined && time > reachedTime() ? time : undefined;
      clock$.next({ ...clock$.value, catchUpTo });
    },
    dispose: () => subscriptions.unsubscribe(),
  };
}

/** A cell that has ended can still be looked at; one that was never built or lost its worker cannot. */
function canBeSeen(status: EngineStatus): boolean {
  return status.kind === "running" || status.kind === "shorted" || hasEnded(status);
}
