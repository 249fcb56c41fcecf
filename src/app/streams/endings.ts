/** How a cell has ended, in words: what happened, why, and what one could try. */
import { parameterOf } from "../../../sim-core/index.ts";
import { type EngineStatus, hasStopped } from "../engine/engine-status.ts";
import type { ParameterValues } from "../engine/messages.ts";
import { describeValue, typesetUnit } from "./parameter-lookup.ts";

/** Something to try: another value of a parameter, with which both cells begin again. */
export interface Trial {
  readonly path: string;
  readonly value: number;
  /** Such as "C-rate 1.5 C". */
  readonly words: string;
}

export interface Ending {
  /** A few words. */
  readonly title: string;
  /** Sentences. */
  readonly what: string;
  readonly why: string;
  readonly trials: readonly Trial[];
  /** Whether the cell has broken down, or its solution; otherwise it has come to an end as it was to. */
  readonly grave: boolean;
}

type EndKind = Exclude<EngineStatus["kind"], "building" | "running" | "lost">;

/** What to try: by what factor a parameter is to be changed. */
type Change = readonly [path: string, factor: number];

const SLOWER: Change = ["cell.cRate", 0.5];
const FASTER: Change = ["cell.cRate", 2];
const THICKER: Change = ["electrolyte.thickness", 2];
const STRONGER_CONTACT: Change = ["contactLoss.threshold", 1.2];

const endings: Readonly<Record<EndKind, Pick<Ending, "title" | "why" | "grave"> & { trials: Change[] }>> = {
  shorted: {
    title: "Short circuit",
    why:
      "Where lithium is plated faster than the front can take it, it grows between the grains of the electrolyte. A chain of it " +
      "has reached the cathode: electrons now take that way, and the voltage is gone.",
    trials: [SLOWER, THICKER],
    grave: true,
  },
  "worn-out": {
    title: "End of life",
    why:
      "Particles that have lost their contact take no more part. Those that are left carry all of the current, so that the " +
      "voltage meets its limits at once.",
    trials: [SLOWER, STRONGER_CONTACT],
    grave: true,
  },
  empty: {
    title: "Empty",
    why: "What is asked for is a discharge, and the cell meets its lower voltage at once at this rate.",
    trials: [SLOWER],
    grave: false,
  },
  completed: {
    title: "Finished",
    why: "The protocol has no further step.",
    trials: [FASTER, SLOWER],
    grave: false,
  },
  "end-condition": {
    title: "End condition met",
    why: "The protocol says when to stop, and that has come true.",
    trials: [FASTER, SLOWER],
    grave: false,
  },
  failed: {
    title: "The solver could not go on",
    why:
      "No state of the cell was found that satisfies its equations with this current. That is a limit of the solution; a real " +
      "cell would have left its range of voltages here.",
    trials: [SLOWER],
    grave: true,
  },
  refused: {
    title: "This cell cannot be built",
    why: "Its parameters contradict each other, or leave no room for the particles. Undo the last change, or reset all.",
    trials: [],
    grave: true,
  },
};

/** Returns how the cell has ended, undefined while it has not; `values` are its parameters, display units. */
export function describeEnding(status: EngineStatus, values: ParameterValues): Ending | undefined {
  if (!hasStopped(status) || !("message" in status) || status.kind === "lost") return undefined;
  const { trials, ...words } = endings[status.kind];
  const known = trials.flatMap((change) => describeTrial(change, values));
  return { ...words, what: asSentence(status.message), trials: known };
}

/** None where the parameter has no value, or none that far off. */
function describeTrial([path, factor]: Change, values: ParameterValues): Trial[] {
  const entry = parameterOf(path);
  const present = values[path];
  if (entry?.kind !== "number" || typeof present !== "number") return [];
  const value = Number((present * factor).toPrecision(3));
  if (value < entry.minimum || value > entry.maximum) return [];
  const unit = typesetUnit(entry.unit);
  const written = unit === "" ? describeValue(entry, value) : `${value} ${unit}`;
  return [{ path, value, words: `${entry.name} ${written}` }];
}

/** Returns `words` with a capital at their beginning and a full stop at their end. */
export function asSentence(words: string): string {
  const whole = words.trim();
  const start = whole.charAt(0).toUpperCase() + whole.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
