/** Looks at a cell that was lent with one instrument, as the terminal does: the same functions, the same state. */
import {
  differentiateCapacity,
  InputError,
  measureDepthProfile,
  measureImpedance,
  type Reading,
  type ResumableRun,
  resumeCheckpoint,
  takeSlice,
  titrateCell,
} from "../../../sim-core/index.ts";
import { readCheckpoint } from "../../io/checkpoint.ts";
import { describeBreakdown } from "./breakdown.ts";
import type {
  InstrumentName,
  InstrumentOrder,
  InstrumentReport,
  InstrumentResults,
  MeasuredState,
  Measurement,
} from "./instrument-messages.ts";

/** What a chart of dQ/dV shows of a cell: the step that runs or has ended last, and the one before. */
const CURVES = 2;

type Progress = (done: number, count: number) => void;
type Instruments = {
  readonly [Name in InstrumentName]: (
    run: ResumableRun,
    order: InstrumentOrder,
    onProgress: Progress,
  ) => InstrumentResults[Name];
};

const instruments: Instruments = {
  impedance({ model, state }, _order, onProgress) {
    const spectrum = measureImpedance(model, state, {}, onProgress);
    if (spectrum.ok) return { points: spectrum.points };
    throw new InputError([{ where: "impedance", got: spectrum.reason, expected: "a spectrum" }]);
  },
  depthProfile: ({ model, state }) => ({ points: measureDepthProfile(model, state) }),
  curves: ({ scenario }, { readings }) => ({
    capacity: lastCurves(readings),
    pulses: titrateCell(scenario, readings),
  }),
  tomography: ({ model, state }) => ({ slice: takeSlice(model, state) }),
};

/** Carries out the order and tells how far it is and what came of it; never throws. */
export function measureCell(order: InstrumentOrder, report: (own: InstrumentReport) => void): void {
  try {
    const run = resumeCheckpoint(readCheckpoint(order.cell));
    const { instrument } = order;
    const found = instruments[instrument](run, order, (done, count) =>
      report({ kind: "progress", done, count }),
    );
    report({ kind: "measured", measurement: { instrument, at: describeState(run), found } as Measurement });
  } catch (error) {
    const message = error instanceof InputError ? error.message : describeBreakdown(error);
    report({ kind: "refused", message });
  }
}

/** A run that is resumed stands at the end of its last time step. */
function describeState(run: ResumableRun): MeasuredState {
  const { cycle, phase, voltage } = run.frame();
  const { time, cursor } = run.state;
  return {
    cycles: cursor.finished ? cursor.cycle : cursor.cycle - 1,
    time_s: time,
    ...{ cycle, phase, voltage },
  };
}

function lastCurves(readings: readonly Reading[]): InstrumentResults["curves"]["capacity"] {
  const rows = differentiateCapacity(readings);
  const steps = [...new Set(rows.map(({ stepCount }) => stepCount))].slice(-CURVES);
  return rows.filter(({ stepCount }) => steps.includes(stepCount));
}
