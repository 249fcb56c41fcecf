/** A protocol as a script for PyBaMM 26.10: sentences in its words, with amperes of the whole cell. */

import { roundDigits } from "../parameters/parameters.ts";
import type { Block, Limit, Protocol, ProtocolStep, Rate, RunEnd } from "../record/scenario.ts";
import { showQuantity } from "./protocol-units.ts";

/** The cell that gives densities their amperes. */
export interface ExperimentCell {
  /** m2 */
  readonly electrodeArea: number;
  /** 1/h: the cell's own. */
  readonly cRate: number;
}

/** A script, or what of the protocol none can say: a sentence a part. */
export type WrittenExperiment =
  | { readonly script: string; readonly left: readonly string[] }
  | { readonly refused: readonly string[] };

const HOUR = 3600;
/** C/m2 of 1 Ah/m2 */
const AMPERE_HOUR = 3600;

/** Returns the script. */
export function writePythonExperiment(protocol: Protocol, cell: ExperimentCell): WrittenExperiment {
  const refused: string[] = [];
  const lists = protocol.blocks.flatMap((block) => writeBlock(block, cell, refused));
  if (refused.length > 0) return { refused };
  const whole = lists.join("\n    + ");
  const inner = lists.length === 1 && !whole.includes(" * ") ? whole : `(${whole})`;
  const list = protocol.repeat === 1 ? whole : `${inner} * ${protocol.repeat}`;
  const { termination, left } = writeEnds(protocol.end, cell);
  return {
    script: `import pybamm\n\nexperiment = pybamm.Experiment(\n    ${list}${termination},\n)\n`,
    left,
  };
}

/** A block with a check is a pass of so many and the check, over and over, and what is left. */
function writeBlock({ repeat, steps, check }: Block, cell: ExperimentCell, refused: string[]): string[] {
  const list = (own: readonly ProtocolStep[], times: number): string =>
    `[(${own.map((step) => `"${sayStep(step, cell, refused)}", `).join("")})]${times === 1 ? "" : ` * ${times}`}`.replace(
      /, \)\]/,
      own.length === 1 ? ",)]" : ")]",
    );
  if (check === undefined) return [list(steps, repeat)];
  const turns = Math.floor(repeat / check.every);
  const rest = repeat - turns * check.every;
  const passes = `(${list(steps, check.every)} + ${list(check.steps, 1)}) * ${turns}`;
  return [...(turns > 0 ? [passes] : []), ...(rest > 0 ? [list(steps, rest)] : [])];
}

function sayStep(step: ProtocolStep, cell: ExperimentCell, refused: string[]): string {
  const say = (why: string): string => {
    refused.push(why);
    return "";
  };
  if (step.ambient !== undefined) say("temperature or pressure that a step changes");
  if (step.kind === "profile") return say(`the profile "${step.profile.name}"`);
  const durations = step.until
    .filter(({ kind }) => kind === "duration")
    .map(({ value }) => sayDuration(value));
  const limits = step.until
    .filter(({ kind }) => kind !== "duration")
    .map((limit) => sayLimit(limit, cell) ?? say(`an end by ${WORDS[limit.kind] ?? limit.kind}`));
  if (limits.length > 1) say("two ends of a step besides its duration");
  if (durations.length > 1) say("two durations of a step");
  const ends = [
    ...durations.map((text) => `for ${text}`),
    ...limits.map((text) => (durations.length > 0 ? `or until ${text}` : `until ${text}`)),
  ];
  return [sayAction(step, cell), ...ends].join(" ");
}

const WORDS: Partial<Record<Limit["kind"], string>> = {
  voltageRate: "dV/dt",
  currentRate: "dI/dt",
  stateOfCharge: "state of charge",
  capacity: "capacity",
};

function sayAction(step: Exclude<ProtocolStep, { kind: "profile" }>, cell: ExperimentCell): string {
  if (step.kind === "rest") return "Rest";
  if (step.kind === "hold") return `Hold at ${roundDigits(step.voltage)} V`;
  return `${step.kind === "charge" ? "Charge" : "Discharge"} at ${sayRate(step.rate, cell)}`;
}

function sayRate(rate: Rate, { electrodeArea, cRate }: ExperimentCell): string {
  if (rate.kind === "cell") return showQuantity("cRate", cRate);
  if (rate.kind === "cRate") return showQuantity("cRate", rate.value);
  const unit = rate.kind === "currentDensity" ? "A" : "W";
  return `${roundDigits(rate.value * electrodeArea)} ${unit}`;
}

function sayLimit({ kind, value }: Limit, { electrodeArea }: ExperimentCell): string | undefined {
  if (kind === "voltage") return `${roundDigits(value)} V`;
  return kind === "currentDensity" ? `${roundDigits(value * electrodeArea)} A` : undefined;
}

/** It knows hours, minutes and seconds. */
function sayDuration(seconds: number): string {
  const [count, unit] =
    seconds % HOUR === 0
      ? [seconds / HOUR, "hour"]
      : seconds % 60 === 0
        ? [seconds / 60, "minute"]
        : [roundDigits(seconds), "second"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function writeEnds(
  ends: readonly RunEnd[],
  { electrodeArea }: ExperimentCell,
): { readonly termination: string; readonly left: readonly string[] } {
  const written: string[] = [];
  const left: string[] = [];
  for (const { kind, value } of ends) {
    if (kind === "retentionBelow") written.push(`"${roundDigits(100 * value)}% capacity"`);
    else if (kind === "voltageBelow") written.push(`"${roundDigits(value)}V"`);
    else if (kind === "capacityBelow")
      written.push(`"${roundDigits((value * electrodeArea) / AMPERE_HOUR)}Ah capacity"`);
    else left.push(kind === "cyclesReached" ? `the end after ${value} cycles` : "an end of the run");
  }
  const list = written.length === 1 ? written[0] : `[${written.join(", ")}]`;
  return { termination: written.length === 0 ? "" : `,\n    termination=${list}`, left };
}
