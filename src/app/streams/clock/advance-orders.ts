/** Orders to the cells to go on, each answered with a frame, and whether that frame was to hold stress. */
import { Subscription } from "rxjs";
import type { CellEngine } from "../../engine/cell-engine.ts";
import { type EngineStatus, hasEnded } from "../../engine/engine-status.ts";

export class AdvanceOrders {
  readonly subscription = new Subscription();
  readonly #engines: readonly CellEngine[];
  readonly #needsStress: () => boolean;
  /** Whether stress was asked for with the newest frame of each cell. */
  readonly #withStress = [false, false];

  constructor(engines: readonly CellEngine[], needsStress: () => boolean) {
    this.#engines = engines;
    this.#needsStress = needsStress;
    engines.forEach((engine, cell) => {
      this.subscription.add(
        engine.built$.subscribe(() => {
          this.#withStress[cell] = false;
        }),
      );
    });
  }

  advance(engine: CellEngine, untilTime: number): void {
    const stress = this.#needsStress();
    this.#withStress[this.#engines.indexOf(engine)] = stress;
    engine.advance(untilTime, { stress });
  }

  /** Asks cells that stand for a frame with stress where there is none yet. */
  complete(): void {
    if (!this.#needsStress()) return;
    for (const [cell, engine] of this.#engines.entries()) {
      if (!this.#withStress[cell] && !engine.busy && canBeSeen(engine.status)) {
        this.advance(engine, engine.time);
      }
    }
  }
}

/** A cell that has ended can still be looked at; one that was never built or lost its worker cannot. */
function canBeSeen(status: EngineStatus): boolean {
  return status.kind === "running" || status.kind === "shorted" || hasEnded(status);
}
