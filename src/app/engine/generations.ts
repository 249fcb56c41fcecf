/** Which generation of a cell the page means: one per restart, and one per file that is taken in place of the cell. */
import type { CellReport } from "./messages.ts";

export class Generations {
  #current = 0;
  #last = 0;
  /** The one that a file is to be. */
  #offered: number | undefined;

  get current(): number {
    return this.#current;
  }

  /** Returns the next one, which is the current one from now on. */
  begin(): number {
    this.#current = ++this.#last;
    this.#offered = undefined;
    return this.#current;
  }

  /** Returns the next one, which is the current one once a report says that it was built. */
  offer(): number {
    this.#offered = ++this.#last;
    return this.#offered;
  }

  /** Returns whether the report is of the current one, which it may make so. */
  accept({ kind, generation }: CellReport): boolean {
    if (kind === "built" && generation === this.#offered) this.#current = generation;
    if (generation !== this.#current) return false;
    if (kind === "unopened") this.#offered = undefined;
    return true;
  }
}
