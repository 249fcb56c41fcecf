/** What a pointer does on the picture while the hand is held. */

/** On the canvas, CSS px. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One stroke of the hand, from press to release. */
export interface Stroke {
  /** Goes on to a point of the canvas, CSS px. */
  draw(to: Point): void;
  /** Does what is done at once or at its end, and says so. */
  end(): void;
  /** Another finger has come: what has not been done is left. */
  cancel?(): void;
}
