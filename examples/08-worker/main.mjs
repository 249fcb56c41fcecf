// A cell in a web worker, seen as an Observable: the page grants seven and a half minutes at a time and asks for the next as
// soon as the last one has come, so that unsubscribing is pausing. Any bundler that knows `new Worker(new URL(...))` builds it.
import { concatMap, EMPTY, expand, filter, firstValueFrom, from, fromEvent, last, map, range } from "rxjs";

const worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
/** @type {import("rxjs").Observable<import("fluxtwin/worker").CellReport>} */
const report$ = fromEvent(worker, "message").pipe(map((event) => /** @type {MessageEvent} */ (event).data));

/**
 * Posts a command and resolves to its answer.
 *
 * @param {import("fluxtwin/worker").CellCommand} command
 */
function ask(command) {
  const answer = firstValueFrom(report$.pipe(filter(({ generation }) => generation === command.generation)));
  worker.postMessage(command);
  return answer;
}

const scenario = { schemaVersion: 1, name: "mine", extends: "ncm", mesh: "draft", cell: { cRate: "1C" } };
const built = await ask({ kind: "restart", generation: 1, request: { scenario, overrides: {}, events: [] } });
if (built.kind !== "built") throw new Error("message" in built ? built.message : built.kind);

/**
 * Emits the report of the cell at a time (s). One answer may fall short of it, so that nobody waits for a hard stretch.
 *
 * @param {number} untilTime
 */
function reach(untilTime) {
  const step = async () => {
    const report = await ask({ kind: "advance", generation: 1, untilTime, frame: {} });
    if (report.kind !== "advanced") throw new Error("message" in report ? report.message : report.kind);
    return report;
  };
  return from(step()).pipe(
    expand(({ frame, status }) => (status.kind === "running" && frame.time < untilTime ? step() : EMPTY)),
    last(),
  );
}

const frame$ = range(1, 8).pipe(
  concatMap((k) => reach(450 * k)),
  map(({ frame }) => frame),
);

frame$.subscribe({
  next: ({ time, voltage }) => {
    const line = document.createElement("li");
    line.textContent = `${time.toFixed(0)} s: ${voltage.toFixed(6)} V`;
    document.querySelector("#voltages")?.append(line);
  },
  complete: () => {
    worker.terminate();
    document.body.dataset.state = "complete";
  },
});
