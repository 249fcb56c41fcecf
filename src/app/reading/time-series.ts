/** What has been read since something is looked at: a row of values at each time, of which not too many are kept. */

/** Rows that are kept at most; beyond that every second one goes, the newest stays. */
const MOST_ROWS = 480;

export class TimeSeries {
  #times: number[] = [];
  #rows: ArrayLike<number>[] = [];

  /** s, rising. */
  get times(): readonly number[] {
    return this.#times;
  }

  /** One for each time; what has no value is not a number. */
  get rows(): readonly ArrayLike<number>[] {
    return this.#rows;
  }

  /** Adds a row; what was later is of a run that has been left, and what was read at this time stands until now. */
  add(time: number, row: ArrayLike<number>): void {
    let kept = this.#times.length;
    while (kept > 0 && this.#times[kept - 1]! >= time) kept--;
    this.#times.length = kept;
    this.#rows.length = kept;
    this.#times.push(time);
    this.#rows.push(row);
    if (this.#times.length <= MOST_ROWS) return;
    const last = this.#times.length - 1;
    const stays = (_: unknown, k: number): boolean => (last - k) % 2 === 0;
    this.#times = this.#times.filter(stays);
    this.#rows = this.#rows.filter(stays);
  }

  clear(): void {
    this.#times = [];
    this.#rows = [];
  }
}
