/** What has been read since reading began: at the pinned point, and of every particle, in both cells. */
import { auditTime, combineLatest, defer, map, type Observable } from "rxjs";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import { createPointReader, type PointReading } from "../reading/point.ts";
import { TimeSeries } from "../reading/time-series.ts";
import type { FramePair } from "./clock/newest-frames.ts";
import type { Session } from "./session.ts";

/** ms between two readings. */
const INTERVAL = 200;

/** What a cell says of the pinned point, now and since it was pinned. */
export interface PointLog {
  readonly now: PointReading | undefined;
  /** Rows are values of PointReading. */
  readonly since: TimeSeries;
}

export type PointLogs = readonly [PointLog, PointLog];

type Watched = Pick<Session, "viewing" | "store">;

/** Returns the frames that are shown, as often as they are read. */
export function framesToRead({ viewing }: Pick<Session, "viewing">): Observable<FramePair> {
  return viewing.frames$.pipe(auditTime(INTERVAL));
}

/** Returns the readings at the pinned point, undefined while there is none; another point, or other cells, begin anew. */
export function watchPoint({ viewing, store }: Watched): Observable<PointLogs | undefined> {
  return defer(() => {
    const readers = [createPointReader(), createPointReader()] as const;
    const series = [new TimeSeries(), new TimeSeries()] as const;
    let pinned = store.state.pin;
    const take = (frame: Frame | undefined, mesh: FrameMesh | undefined, cell: 0 | 1): PointLog => {
      const since = series[cell];
      if (pinned === undefined || !belongTogether(frame, mesh)) return { now: undefined, since };
      const now = readers[cell](frame!, mesh!, pinned);
      since.add(frame!.time, now.values);
      return { now, since };
    };
    return combineLatest([framesToRead({ viewing }), store.select("pin")]).pipe(
      map(([frames, pin]) => {
        if (pin !== pinned) for (const own of series) own.clear();
        pinned = pin;
        if (pin === undefined) return undefined;
        const { meshes } = viewing;
        return [take(frames[0], meshes[0], 0), take(frames[1], meshes[1], 1)] as const;
      }),
    );
  });
}

/** Whether the mesh is there, and the frame is one of it: a frame that was left is not read with the mesh that comes next. */
export function belongTogether(frame: Frame | undefined, mesh: FrameMesh | undefined): boolean {
  return frame !== undefined && mesh !== undefined && frame.meshVersion === mesh.version;
}

/** Mean lithium content, then current (A/m2) of every particle at each time. */
export type ParticleLogs = readonly [TimeSeries, TimeSeries];

/** Returns what the particles have done since this is watched; other cells begin anew. */
export function watchParticles({ viewing }: Pick<Session, "viewing">): Observable<ParticleLogs> {
  return defer(() => {
    const series: ParticleLogs = [new TimeSeries(), new TimeSeries()];
    const counts = [0, 0];
    return framesToRead({ viewing }).pipe(
      map((frames: FramePair): ParticleLogs => {
        frames.forEach((frame, cell) => {
          if (frame === undefined) return;
          const { particleStoichiometry: content, particleCurrent: current, time } = frame;
          const own = series[cell as 0 | 1];
          if (counts[cell] !== content.length) own.clear();
          counts[cell] = content.length;
          const row = new Float32Array(2 * content.length);
          row.set(content);
          row.set(current, content.length);
          own.add(time, row);
        });
        return [...series] as const;
      }),
    );
  });
}
