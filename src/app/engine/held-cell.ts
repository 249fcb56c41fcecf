/** One cell that a worker holds: its run, the changes it has yet to come to, and what the page knows of it. */
import type { CycleSummary, FrameMesh, Run, RunEvent, StepSample } from "../../../sim-core/index.ts";
import type { BegunCell } from "./cell-origins.ts";
import type { KeptCell, ParameterValues } from "./messages.ts";
import type { PendingEvents } from "./pending-events.ts";

/** s of computing between two times that a cell is kept; storing one takes some 10 ms here and on the page. */
const KEEP_INTERVAL = 5;

/** What happens while a cell goes on, step by step. */
export interface Happenings {
  readonly samples: StepSample[];
  readonly cycles: CycleSummary[];
  readonly events: RunEvent[];
  readonly notices: string[];
}

function noHappenings(): Happenings {
  return { samples: [], cycles: [], events: [], notices: [] };
}

export class HeldCell<R extends Run, Source> {
  readonly begun: BegunCell<R, Source>;
  readonly pending: PendingEvents;
  #toldMesh: FrameMesh;
  #toldValues: string;
  #unkeptSeconds = 0;
  /** Not told yet. */
  #happenings = noHappenings();

  /** `values` are the first that the page is told of, with the mesh as it is. */
  constructor(begun: BegunCell<R, Source>, pending: PendingEvents, values: ParameterValues) {
    this.begun = begun;
    this.pending = pending;
    this.#toldMesh = begun.run.mesh;
    this.#toldValues = JSON.stringify(values);
  }

  get run(): R {
    return this.begun.run;
  }

  /** Goes on by one step, up to `untilTime` (s) or the next change at most; returns whether it waits for a mesh. */
  step(untilTime: number): boolean {
    this.pending.actDue(this.run);
    const until = Math.min(untilTime, this.pending.nextTime);
    const result = this.run.advance({ untilTime: until, maximumSteps: 1 });
    this.#happenings.samples.push(...result.samples);
    this.#happenings.cycles.push(...result.cycles);
    this.#happenings.events.push(...result.events);
    this.#happenings.notices.push(...result.notices);
    return result.waiting;
  }

  /** Returns what has happened since this was asked last. */
  takeHappenings(): Happenings {
    const taken = this.#happenings;
    this.#happenings = noHappenings();
    return taken;
  }

  /** Returns the cell as it stands, for another worker or a later time to go on from. */
  keep(take: (run: R) => unknown): KeptCell {
    return { record: take(this.run), since: this.begun.since };
  }

  /** Returns the mesh where the page has not been told of it, and takes it for told. */
  newMesh(): FrameMesh | undefined {
    const { mesh } = this.run;
    if (mesh === this.#toldMesh) return undefined;
    this.#toldMesh = mesh;
    return mesh;
  }

  /** Returns the values where they are not those that the page has been told of, and takes them for told. */
  newValues(values: ParameterValues): ParameterValues | undefined {
    const told = JSON.stringify(values);
    if (told === this.#toldValues) return undefined;
    this.#toldValues = told;
    return values;
  }

  /** Returns the cell as it is to be kept, after `busySeconds` more of computing; undefined while that is too early. */
  keepAfter(busySeconds: number, take: (run: R) => unknown): KeptCell | undefined {
    this.#unkeptSeconds += busySeconds;
    if (this.#unkeptSeconds < KEEP_INTERVAL || this.run.status.kind !== "running") return undefined;
    this.#unkeptSeconds = 0;
    return this.keep(take);
  }
}
