/** What the grant under way costs each cell, and how much may be granted at once by what grants have cost. */
import { Subscription } from "rxjs";
import type { CellEngine } from "../../engine/cell-engine.ts";
import { createAllowance } from "./pacing.ts";

export class GrantCosts {
  readonly subscription = new Subscription();
  readonly #allowance = createAllowance();
  /** Simulated s. */
  #granted = 0;
  /** ms */
  #begun = 0;
  readonly #busySeconds: [number, number] = [0, 0];
  readonly #steps: [number, number] = [0, 0];

  constructor(engines: readonly [CellEngine, CellEngine]) {
    for (const cell of [0, 1] as const) {
      this.subscription.add(engines[cell].built$.subscribe(() => this.#allowance.clear()));
      this.subscription.add(
        engines[cell].advanced$.subscribe(({ busySeconds, samples }) => {
          this.#busySeconds[cell] += busySeconds;
          this.#steps[cell] += samples.length;
        }),
      );
    }
  }

  /** The most that may be granted at once, simulated s. */
  get limit(): number {
    return this.#allowance.limit;
  }

  /** Counts anew, for a grant of so many simulated s at `now` (ms). */
  begin(granted: number, now: number): void {
    this.#granted = granted;
    this.#begun = now;
    this.#busySeconds.fill(0);
    this.#steps.fill(0);
  }

  /** Learns from the slower cell, which sets the pace, what it has cost by `now` (ms). */
  finish(now: number): void {
    const slower = this.#busySeconds[0] >= this.#busySeconds[1] ? 0 : 1;
    this.#allowance.learn({
      granted: this.#granted,
      busySeconds: this.#busySeconds[slower],
      idleSeconds: Math.max(0, (now - this.#begun) / 1000 - this.#busySeconds[slower]),
      steps: this.#steps[slower],
    });
  }
}
