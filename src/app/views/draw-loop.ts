/** When the stage is drawn: on animation frames, when something changed, and all along while tracers move. */

/** Tracers on fast displays: no more than about 60 pictures a second. */
const SHORTEST_INTERVAL = 13;

export interface DrawLoop {
  /** Asks for a picture. */
  invalidate(): void;
  stop(): void;
}

export interface DrawLoopParts {
  /** Draws; `seconds` since the picture before, 0 while nothing moves. */
  readonly draw: (seconds: number) => void;
  readonly moves: () => boolean;
  /** True while there is no context to draw on. */
  readonly isLost: () => boolean;
}

export function createDrawLoop({ draw, moves, isLost }: DrawLoopParts): DrawLoop {
  let dirty = true;
  let request = 0;
  let lastDrawn = 0;
  let stopped = false;

  function onFrame(now: number): void {
    request = 0;
    if (isLost()) return;
    const moving = moves();
    const elapsed = now - lastDrawn;
    if (dirty || elapsed >= SHORTEST_INTERVAL) {
      dirty = false;
      draw(moving ? Math.max(0, elapsed) / 1000 : 0);
      lastDrawn = now;
    }
    if (moving) ask();
  }

  function ask(): void {
    if (request === 0 && !stopped) request = requestAnimationFrame(onFrame);
  }

  return {
    invalidate() {
      dirty = true;
      ask();
    },
    stop() {
      stopped = true;
      cancelAnimationFrame(request);
    },
  };
}
