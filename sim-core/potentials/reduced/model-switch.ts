/** Which of the two models solves, and when they are compared: counts solves and failures, and says what it decided. */
import type { ReducedMemory } from "../solver-memory.ts";

export type SwitchMemory = Pick<ReducedMemory, "sinceCheck" | "failures" | "exact" | "notices">;

/** After so many cycles in which the full model had to take over it stays. */
const LARGEST_FAILURES = 3;

export class ModelSwitch {
  readonly #checkInterval: number;
  #sinceCheck: number;
  #failures = 0;
  #exact = false;
  #notices: string[] = [];

  /** `checkInterval`: solves of the reduced model between two comparisons; the first one is at once. */
  constructor(checkInterval: number) {
    this.#checkInterval = checkInterval;
    this.#sinceCheck = checkInterval;
  }

  /** The full model solves. */
  get exact(): boolean {
    return this.#exact;
  }

  /** Counts a solve of the reduced model; returns whether it is to be compared with the full one. */
  isDue(): boolean {
    this.#sinceCheck++;
    if (this.#sinceCheck < this.#checkInterval) return false;
    this.#sinceCheck = 0;
    return true;
  }

  /** The next solve is compared. */
  checkNext(): void {
    this.#sinceCheck = this.#checkInterval;
  }

  /** From the next solve on the full model solves, for a `reason` that a sentence begins with. */
  takeOver(reason: string): void {
    this.#exact = true;
    this.#failures++;
    const until = this.#failures < LARGEST_FAILURES ? "until the cycle ends" : "from here on";
    this.#notices.push(`${reason}; the full model solves ${until}`);
  }

  /** A cycle begins: the reduced model may try again, unless it failed too often. */
  renew(): void {
    if (this.#failures < LARGEST_FAILURES) this.#exact = false;
  }

  /** Returns what was decided since the last call, in sentences. */
  takeNotices(): string[] {
    const taken = this.#notices;
    this.#notices = [];
    return taken;
  }

  remember(): SwitchMemory {
    return {
      sinceCheck: this.#sinceCheck,
      failures: this.#failures,
      exact: this.#exact,
      notices: this.#notices,
    };
  }

  recall({ sinceCheck, failures, exact, notices }: SwitchMemory): void {
    this.#sinceCheck = sinceCheck;
    this.#failures = failures;
    this.#exact = exact;
    this.#notices = [...notices];
  }
}
