/** How far a run is: a bar where stderr is a terminal, one line per cycle elsewhere. */
import { SingleBar } from "cli-progress";
import type { CycleSummary, StepSample } from "../../sim-core/index.ts";
import { hasPassed } from "./run-pace.ts";
import type { Surroundings } from "./surroundings.ts";

const HOUR = 3600;
/** s between two lines where no cycle ends. */
const QUIET_SECONDS = 30;
const FORMAT = "{name} [{bar}] {value}/{total} cycles | {state}";

export interface Progress {
  readonly advance: (last: StepSample | undefined, cycles: readonly CycleSummary[]) => void;
  readonly stop: () => void;
}

/** Returns the progress of `total` cycles of the scenario `name`, of which some are `finished` from before. */
export function createProgress(
  surroundings: Surroundings,
  name: string,
  { total, finished }: { readonly total: number; readonly finished: number },
): Progress {
  return surroundings.isTerminal ? createBar(name, total, finished) : createLines(surroundings, name, total);
}

function createBar(name: string, total: number, before: number): Progress {
  const bar = new SingleBar({ format: FORMAT, stream: process.stderr, hideCursor: true, barsize: 24 });
  let finished = before;
  bar.start(total, finished, { name, state: "starting" });
  return {
    advance(last, cycles) {
      finished += cycles.length;
      bar.update(finished, last === undefined ? {} : { state: describeStep(last) });
    },
    stop() {
      bar.stop();
    },
  };
}

function createLines(surroundings: Surroundings, name: string, total: number): Progress {
  let told = surroundings.clock();
  return {
    advance(last, cycles) {
      for (const cycle of cycles) surroundings.tell(`${name}: ${describeCycle(cycle, total)}`);
      const quiet = hasPassed(told, surroundings.clock(), QUIET_SECONDS);
      if (cycles.length === 0 && quiet && last !== undefined)
        surroundings.tell(`${name}: ${describeStep(last)}`);
      if (cycles.length > 0 || quiet) told = surroundings.clock();
    },
    stop() {},
  };
}

function describeStep(step: StepSample): string {
  const hours = (step.time / HOUR).toFixed(2);
  const capacity = step.capacity.toFixed(3);
  return `cycle ${step.cycle}, ${step.phase}, ${step.voltage.toFixed(3)} V, ${capacity} mAh/cm2, ${hours} h`;
}

function describeCycle(cycle: CycleSummary, total: number): string {
  const capacity = cycle.dischargeCapacity_mAh_cm2.toFixed(3);
  const kept = cycle.retention === null ? "" : ` ${(100 * cycle.retention).toFixed(1)} % kept,`;
  const active = (100 * cycle.activeFraction).toFixed(1);
  const jumped = cycle.jumped ? " (extrapolated)" : "";
  return `cycle ${cycle.cycle} of ${total}, ${capacity} mAh/cm2 out,${kept} ${active} % of the particles active${jumped}`;
}
