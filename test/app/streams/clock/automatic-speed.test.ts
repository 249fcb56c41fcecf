import { Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import { type Frame, PARTICLE_ACTIVE, PARTICLE_DETACHED } from "../../../../sim-core/index.ts";
import { AutomaticSpeed } from "../../../../src/app/streams/clock/automatic-speed.ts";
import type { FramePair } from "../../../../src/app/streams/clock/newest-frames.ts";

function frame({ cycle = 2, lost = 0, cRate = 0.5, depleted = 0, cracks = 0 }): Frame {
  return {
    ...{ cycle, cRate },
    particleStatus: Uint8Array.from({ length: 5 }, (_, p) =>
      p < lost ? PARTICLE_DETACHED : PARTICLE_ACTIVE,
    ),
    frontDepleted: Uint8Array.of(0, depleted),
    crackSegments: new Float32Array(4 * cracks),
    shortPath: new Float32Array(0),
  } as unknown as Frame;
}

function watched() {
  const frames$ = new Subject<FramePair>();
  const ticks$ = new Subject<number>();
  const automatic = new AutomaticSpeed({ frames$, ticks$, least: 1, most: 1e5 });
  const see = (now: number, a: Frame, b = a): number => {
    frames$.next([a, b]);
    ticks$.next(now);
    return automatic.speed;
  };
  ticks$.next(0);
  return { automatic, see };
}

describe("the automatic speed", () => {
  it("shows the first cycle in half a minute and those in which nothing new happens in two seconds", () => {
    const { automatic, see } = watched();
    expect(automatic.speed).toBe(480);
    expect(see(10, frame({ cycle: 1 }))).toBe(480);
    expect(see(20, frame({}))).toBe(7200);
    expect(see(30, frame({ cRate: 1 }))).toBe(3600);
    // At rest as before; and no faster than anything can be.
    expect(see(40, frame({ cRate: 0 }))).toBe(3600);
    expect(see(50, frame({ cRate: 0.01 }))).toBe(1e5);
  });

  it("slows down for four seconds after something new in either cell", () => {
    for (const happening of [{ lost: 1 }, { depleted: 1 }, { cracks: 1 }]) {
      const { see } = watched();
      expect(see(1000, frame({}))).toBe(7200);
      expect(see(2000, frame({}), frame(happening))).toBe(480);
      expect(see(4900, frame({}), frame(happening))).toBe(480);
      expect(see(5100, frame({}), frame(happening))).toBe(7200);
      // Going back in time is no news.
      expect(see(6000, frame({}))).toBe(7200);
    }
  });
});
