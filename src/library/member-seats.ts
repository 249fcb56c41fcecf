/** Where members of an ensemble are computed, one after another in each seat: in a worker, or in this thread. */
import { createGeometryCache } from "../../sim-core/index.ts";
import type { MemberProgress, MemberReport, MemberResult, PostedMember } from "./members.ts";
import { nodeModule } from "./node-modules.ts";
import { solveMember } from "./solve-member.ts";

/** A worker as a page has it, whose program is `serveMembers()` of `fluxtwin/worker`. A web worker is one. */
export interface MemberWorker {
  /** Hands a member over: plain data. */
  postMessage(member: unknown): void;
  /** Ends it, whatever it does. */
  terminate(): void;
  /** Called with what it reports. */
  onmessage: ((event: MessageEvent) => void) | null;
  /** Called where it cannot start, or breaks down. */
  onerror: ((event: ErrorEvent) => void) | null;
}

/** A place where one member at a time is computed. */
export interface Seat {
  /** Resolves to what came of the member; never rejects, but may never resolve once it has been stopped. */
  solve(member: PostedMember, onProgress: (progress: MemberProgress) => void): Promise<MemberResult>;
  stop(): void;
}

/** Returns a seat in workers that `start` starts: another one, where one has broken down. */
export function createWorkerSeat(start: () => MemberWorker): Seat {
  let worker: MemberWorker | undefined;
  const stop = (): void => {
    if (worker === undefined) return;
    // What it tells of its end is about no later member.
    worker.onmessage = null;
    worker.onerror = null;
    worker.terminate();
    worker = undefined;
  };
  return {
    solve: (posted, onProgress) =>
      new Promise((resolve) => {
        const giveUp = (reason: string): void => {
          stop();
          const message = `The worker broke down${reason === "" ? "." : `: ${reason}`}`;
          resolve({ ok: false, member: posted.member, problems: [], message });
        };
        try {
          worker ??= start();
          worker.onerror = ({ message }) => giveUp(message ?? "");
          worker.onmessage = ({ data }: MessageEvent<MemberReport>) => {
            if (data.kind === "result") resolve(data.result);
            else onProgress(data.progress);
          };
          worker.postMessage(posted);
        } catch (error) {
          giveUp(error instanceof Error ? error.message : String(error));
        }
      }),
    stop,
  };
}

/** Returns a seat in this thread, which lets others in after every few time steps. */
export function createSeatHere(): Seat {
  const shared = createGeometryCache();
  let stopped = false;
  return {
    async solve(posted, onProgress) {
      const turns = solveMember(posted, shared);
      let turn = turns.next();
      for (; !turn.done; turn = turns.next()) {
        turn.value.forEach(onProgress);
        await nextTurn();
        if (stopped) return new Promise(() => undefined);
      }
      return turn.value;
    },
    stop() {
      stopped = true;
    },
  };
}

/** Resolves behind the messages that wait already. */
function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Starts a worker whose program lies beside this one: a worker thread in Node, else a web worker. */
export function startWorker(): MemberWorker {
  // In a variable, so that bundlers leave it alone: a bundled page starts its own.
  const here = import.meta.url;
  const program = new URL("./member-worker.js", here);
  const threads = nodeModule("node:worker_threads");
  if (threads === undefined) return new Worker(program, { type: "module" });
  const thread = new threads.Worker(program);
  const worker: MemberWorker = {
    postMessage: (member) => thread.postMessage(member),
    terminate: () => void thread.terminate(),
    ...{ onmessage: null, onerror: null },
  };
  const tell = (message: string): void => worker.onerror?.({ message } as ErrorEvent);
  thread.on("message", (data) => worker.onmessage?.({ data } as MessageEvent));
  thread.on("error", ({ message }) => tell(message));
  thread.on("exit", (code) => tell(`it ended with ${code}`));
  return worker;
}

/** Returns how many workers can compute at a time here. */
export function countCores(): number {
  return nodeModule("node:os")?.availableParallelism() ?? navigator.hardwareConcurrency;
}
