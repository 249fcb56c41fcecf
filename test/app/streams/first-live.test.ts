import { BehaviorSubject } from "rxjs";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { EngineStatus } from "../../../src/app/engine/engine-status.ts";
import { untilLive } from "../../../src/app/streams/first-live.ts";
import type { Session } from "../../../src/app/streams/session.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function wait() {
  const clock$ = new BehaviorSubject({ time: 0 });
  const statuses = [0, 1].map(() => new BehaviorSubject<EngineStatus>({ kind: "building" }));
  let over = false;
  const engines = statuses.map((status$) => ({ status$ }));
  void untilLive({ conductor: { clock$ }, engines } as unknown as Session).then(() => {
    over = true;
  });
  const isOver = async (after = 0): Promise<boolean> => {
    await vi.advanceTimersByTimeAsync(after);
    return over;
  };
  return { clock$, statuses, isOver };
}

it("waits for cells that are being built and that stand, and no longer once they move", async () => {
  const { clock$, statuses, isOver } = wait();
  for (const status$ of statuses) status$.next({ kind: "running" });
  clock$.next({ time: 0 });
  expect(await isOver(100)).toBe(false);
  clock$.next({ time: 0.5 });
  expect(await isOver()).toBe(true);
});

it("waits no longer where one of them cannot be built", async () => {
  const { statuses, isOver } = wait();
  expect(await isOver(100)).toBe(false);
  statuses[1]!.next({ kind: "refused", message: "too thin" });
  expect(await isOver()).toBe(true);
});

it("does not wait for ever", async () => {
  const { isOver } = wait();
  expect(await isOver(2999)).toBe(false);
  expect(await isOver(2)).toBe(true);
});
