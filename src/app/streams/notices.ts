/** Sentences for the person. */
import { Subject, type Subscription } from "rxjs";

export interface Notice {
  readonly words: string;
  /** Stays until it is dismissed. */
  readonly lasting: boolean;
}

/** What the run of a cell had to say. */
export interface CellNote {
  readonly cell: 0 | 1;
  readonly words: string;
}

/** Most that wait for somebody to hear them. */
const MOST_WAITING = 20;

/** What there is to tell; what was told before anybody listened is kept for the first who does. */
export class Notices {
  readonly #told$ = new Subject<Notice>();
  #waiting: readonly Notice[] = [];

  next(notice: Notice): void {
    if (this.#told$.observed) this.#told$.next(notice);
    else this.#waiting = [...this.#waiting, notice].slice(-MOST_WAITING);
  }

  subscribe(listener: (notice: Notice) => void): Subscription {
    const subscription = this.#told$.subscribe(listener);
    const waiting = this.#waiting;
    this.#waiting = [];
    waiting.forEach(listener);
    return subscription;
  }
}
