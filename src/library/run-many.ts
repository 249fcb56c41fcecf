/** Many cells at once: an ensemble of scenarios over workers, each result as it comes. */
import { describeGeometry, examineGeometry, InputError, type InputProblem } from "../../sim-core/index.ts";
import { createQueue } from "./member-queue.ts";
import {
  countCores,
  createSeatHere,
  createWorkerSeat,
  type MemberWorker,
  type Seat,
  startWorker,
} from "./member-seats.ts";
import type { MemberProgress, MemberRequest, MemberResult, PostedMember } from "./members.ts";
import { parseScenario } from "./scenario.ts";

/** How an ensemble is computed; what comes of it does not depend on that. */
export interface ManyOptions {
  /** So many at a time; by default as many as there are cores. 0: in this thread, which others get between time steps. */
  readonly workers?: number;
  /**
   * Starts a worker whose program calls `serveMembers()` of `fluxtwin/worker`. A page that is bundled brings its own:
   * `() => new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" })`.
   */
  readonly startWorker?: () => MemberWorker;
  /** Called for each cycle that a member has ended, before its result comes. */
  readonly onProgress?: (progress: MemberProgress) => void;
  /** Ends all members; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Computes every scenario of `requests` to its end and yields the results as they come, in no particular order: `member` is
 * the place among the requests. Each is what a run alone gives, to the bit, however many workers there are; members of one
 * geometry share what follows from it. A member that cannot be built, or breaks down, is a value and not the end of the
 * others. Leaving the loop early ends what is still computed. Throws `InputError` at once, before anything is computed, with
 * every problem of every scenario: `scenarios[3].cell.cRate: got "fast"; expected ...`.
 */
export function runMany(
  requests: readonly MemberRequest[],
  options: ManyOptions = {},
): AsyncGenerator<MemberResult, void, undefined> {
  const { workers = countCores(), signal } = options;
  const problems: InputProblem[] = [];
  if (!(Number.isInteger(workers) && workers >= 0))
    problems.push({ where: "workers", got: String(workers), expected: "a whole number from 0" });
  const members = listOf(requests, problems).map((request, member) => prepare(request, member, problems));
  if (problems.length > 0) throw new InputError(problems);
  signal?.throwIfAborted();
  return stream(members, { ...options, workers });
}

/** The requests that there are; what is no list of them goes to `problems`. */
function listOf(requests: unknown, problems: InputProblem[]): readonly MemberRequest[] {
  if (Array.isArray(requests)) return requests;
  problems.push({
    where: "scenarios",
    got: requests === undefined ? "nothing" : typeof requests,
    expected: "a list of requests, each with a source",
  });
  return [];
}

/** A member on its way, and what its geometry is. */
interface Prepared {
  readonly posted: PostedMember;
  readonly geometry: string;
}

/** Reads a scenario and looks at its geometry; what is wrong goes to `problems`. */
function prepare(request: MemberRequest, member: number, problems: InputProblem[]): Prepared {
  const { load = () => undefined, loadText = () => undefined, ...rest } = request ?? { source: undefined };
  const files: Record<string, unknown> = {};
  const texts: Record<string, string> = {};
  let geometry = "";
  try {
    const scenario = parseScenario(rest.source, {
      ...rest,
      load: (name) => {
        files[name] = load(name);
        return files[name];
      },
      loadText: (name) => {
        const text = loadText(name);
        if (text !== undefined) texts[name] = text;
        return text;
      },
    });
    examineGeometry(scenario);
    geometry = describeGeometry(scenario);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems.map((own) => ({ ...own, where: `scenarios[${member}].${own.where}` })));
  }
  return { posted: { ...rest, member, files, texts }, geometry };
}

async function* stream(
  members: readonly Prepared[],
  { workers, signal, onProgress = () => undefined, ...options }: ManyOptions & { readonly workers: number },
): AsyncGenerator<MemberResult, void, undefined> {
  const queue = createQueue(members);
  const over = new AbortController();
  const arrivals = createArrivals<MemberResult>(signal, over.signal);
  const start = options.startWorker ?? startWorker;
  const seats: Seat[] =
    workers === 0
      ? [createSeatHere()]
      : Array.from({ length: Math.min(workers, members.length) }, () => createWorkerSeat(start));
  const tell = (progress: MemberProgress): void => {
    try {
      onProgress(progress);
    } catch (error) {
      arrivals.fail(error);
    }
  };
  const fill = async (seat: Seat): Promise<void> => {
    let next = queue.take();
    while (next !== undefined && !over.signal.aborted) {
      arrivals.add(await seat.solve(next.posted, tell));
      next = queue.take(next.geometry);
    }
    seat.stop();
  };
  const end = (): void => {
    over.abort();
    for (const seat of seats) seat.stop();
  };
  // Also while nobody asks for the next result.
  signal?.addEventListener("abort", end, { once: true });
  try {
    for (const seat of seats) void fill(seat);
    for (let left = members.length; left > 0; left--) yield await arrivals.next();
  } finally {
    signal?.removeEventListener("abort", end);
    end();
  }
}

/** What has come and has not been asked for yet. */
function createArrivals<T>(signal: AbortSignal | undefined, over: AbortSignal) {
  const waiting: T[] = [];
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;
  signal?.addEventListener("abort", () => wake(), { signal: over });
  return {
    add(value: T): void {
      waiting.push(value);
      wake();
    },
    /** Makes `next` throw what whoever listens has thrown. */
    fail(error: unknown): void {
      failure ??= { error };
      wake();
    },
    async next(): Promise<T> {
      for (;;) {
        signal?.throwIfAborted();
        if (failure !== undefined) throw failure.error;
        const first = waiting.shift();
        if (first !== undefined) return first;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
