/** The program of the page's worker that explains: one order, then its reports. It is ended with the runs that it has begun. */
import { InputError, layProtocol, type Scenario } from "../../sim-core/index.ts";
import { describeBreakdown } from "../app/engine/breakdown.ts";
import type { ExplainOrder, ExplainReport } from "../attribution/messages.ts";
import { readCheaply } from "../io/cheap-model.ts";
import { explain } from "./explain.ts";
import type { MemberWorker } from "./member-seats.ts";
import { parseScenario } from "./scenario.ts";
import { shipped } from "./scenarios.ts";

const startWorker = (): MemberWorker =>
  new Worker(new URL("./member-worker.ts", import.meta.url), { type: "module" });

const report = (own: ExplainReport): void => postMessage(own);

addEventListener("message", async ({ data }: MessageEvent<ExplainOrder>) => {
  const { scenario, overrides, events, protocol, cycle, workers } = data;
  try {
    const read = (own: typeof overrides): Scenario =>
      parseScenario(layProtocol(shipped(scenario), protocol), {
        load: shipped,
        overrides: own,
        events,
        cycles: cycle,
      });
    const parsed = readCheaply(read, overrides);
    const onProgress = (progress: Omit<ExplainReport & { kind: "progress" }, "kind">): void =>
      report({ kind: "progress", ...progress });
    const answer = await explain(parsed, { cycle, workers, startWorker, onProgress });
    if (answer.ok) report({ kind: "explained", explanation: answer });
    else report({ kind: "refused", message: `A run could not be made ${answer.message}` });
  } catch (error) {
    const message = error instanceof InputError ? error.message : describeBreakdown(error);
    report({ kind: "refused", message });
  }
});
