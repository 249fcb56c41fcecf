/** The solver's log in words, as curves and as a file. */
import type { RejectedStep, SolverStep } from "../../../../sim-core/index.ts";
import { type Column, formatTable } from "../../../io/csv.ts";
import type { Curve } from "../chart-data.ts";
import { describeNumber } from "../sentences.ts";

/** Returns what was tried and not taken, such as "12.5 s: error found too large"; empty where nothing was. */
export function describeRejected(rejected: readonly RejectedStep[]): string {
  return rejected.map(({ timeStep, reason }) => `${describeNumber(timeStep, 3)} s: ${reason}`).join("; ");
}

/** Returns the size of the steps over time, h and s, of each cell. */
export function stepCurves(logs: readonly (readonly SolverStep[])[]): Curve[] {
  return logs.map((steps) => ({
    x: steps.map(({ time }) => time / 3600),
    y: steps.map(({ timeStep }) => timeStep),
  }));
}

type Row = SolverStep & { readonly cell: string };

const whole = (label: string, value: (row: Row) => number): Column<Row> => ({ label, kind: "whole", value });
const real = (label: string, value: (row: Row) => number): Column<Row> => ({ label, kind: "real", value });
const text = (label: string, value: (row: Row) => string): Column<Row> => ({ label, kind: "text", value });

const columns: readonly Column<Row>[] = [
  text("cell", ({ cell }) => cell),
  real("time_s", ({ time }) => time),
  real("timeStep_s", ({ timeStep }) => timeStep),
  whole("cycle", ({ cycle }) => cycle),
  text("phase", ({ phase }) => phase),
  whole("order", ({ order }) => order),
  real("localError_V", ({ localError }) => localError),
  real("residual", ({ residual }) => residual),
  whole("newtonCorrections", ({ corrections }) => corrections),
  whole("triangularSolves", ({ solves }) => solves),
  whole("factorisations", ({ factorisations }) => factorisations),
  whole("limitTrials", ({ trials }) => trials),
  whole("rejected", ({ rejected }) => rejected.length),
  text("rejectedBecause", ({ rejected }) => describeRejected(rejected)),
];

/** Returns the steps of both cells as CSV, A first. */
export function formatSolverLog(logs: readonly (readonly SolverStep[])[]): string {
  const rows = logs.flatMap((steps, k) => steps.map((step) => ({ ...step, cell: "AB"[k]! })));
  return formatTable(columns, rows);
}
