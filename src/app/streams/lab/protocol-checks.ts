/** Asks the workers of the cells what their reader of scenarios says of a protocol. */
import { filter, firstValueFrom, map, take } from "rxjs";
import type { CellEngine } from "../../engine/cell-engine.ts";
import type { CellRequest, ProtocolCheck } from "../../engine/messages.ts";

export class ProtocolChecks {
  readonly #engines: readonly [CellEngine, CellEngine];
  readonly #requestOf: (cell: 0 | 1) => CellRequest;
  #ticket = 0;

  constructor(engines: readonly [CellEngine, CellEngine], requestOf: (cell: 0 | 1) => CellRequest) {
    this.#engines = engines;
    this.#requestOf = requestOf;
  }

  /** Resolves with what is to be said of the text, or of the protocol of the cell's scenario where it is undefined. */
  ask(cell: 0 | 1, text: string | undefined): Promise<ProtocolCheck> {
    const ticket = ++this.#ticket;
    const answer = firstValueFrom(
      this.#engines[cell].checked$.pipe(
        filter((report) => report.ticket === ticket),
        take(1),
        map(({ check }) => check),
      ),
    );
    this.#engines[cell].check({ ...this.#requestOf(cell), protocol: text }, ticket);
    return answer;
  }
}
