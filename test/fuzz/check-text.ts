/** Whether texts are understood or refused in words. */
import { type FormulaError, parseFormula } from "../../sim-core/scenario/functions/formula.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { writeStepText } from "../../sim-core/scenario/protocol/write-protocol.ts";
import { parameterBounds } from "../../src/app/streams/parameter-lookup.ts";
import { decodeState, encodeState } from "../../src/app/streams/url-state.ts";
import { listDifferences } from "../time/same-bits.ts";
import { judgeRefusal } from "./check-run.ts";
import { loadIfShipped } from "./load-shipped.ts";
import type { Verdict } from "./verdict.ts";

const HEAD = { schemaVersion: 1, name: "fuzz", extends: "ncm" };
const bounds = parameterBounds();

/** A formula gives numbers, as a function of x alone and as an open circuit it is refused or lies within its bounds. */
export function checkFormula(text: string): Verdict {
  try {
    const evaluate = parseFormula(text);
    for (const x of [0, 0.3, 0.5, 1]) {
      if (typeof evaluate(x) !== "number") return { fault: `gives ${String(evaluate(x))}`, tag: "read" };
      if (!Object.is(evaluate(x), evaluate(x))) return { fault: "gives two values", tag: "read" };
    }
  } catch (error) {
    const { name, message } = error as FormulaError;
    if ((error as object).constructor.name !== "FormulaError")
      return { fault: `threw ${name}: ${message}`, tag: "thrown" };
  }
  try {
    const { ncm } = parseScenario({ ...HEAD, ncm: { openCircuitPotential: text } }, { load: loadIfShipped });
    const odd = [0, 0.25, 0.5, 0.9, 1].find((x) => !Number.isFinite(ncm.openCircuitPotential.evaluate(x)));
    return odd === undefined ? { tag: "read" } : { fault: `no number at x = ${odd}`, tag: "read" };
  } catch (error) {
    return judgeRefusal(error);
  }
}

/** A sentence is refused, or means the same when it is written and read again. */
export function checkSentence(text: string): Verdict {
  const read = (sentence: string) =>
    parseScenario({ ...HEAD, protocol: { repeat: 1, steps: [sentence] } }, { load: loadIfShipped }).protocol
      .blocks[0]!.steps[0]!;
  try {
    const { text: _, ...step } = read(text) as ReturnType<typeof read> & { text?: string };
    const sentence = writeStepText(step as Parameters<typeof writeStepText>[0]);
    const { text: __, ...again } = read(sentence) as typeof step & { text?: string };
    const [difference] = listDifferences(roundAll(again), roundAll(step));
    return difference === undefined
      ? { tag: "read" }
      : { fault: `written as "${sentence}", which means something else: ${difference}`, tag: "read" };
  } catch (error) {
    return judgeRefusal(error);
  }
}

/** Conversions between units may move the last digits. */
function roundAll(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, own: unknown) => (typeof own === "number" ? Number(own.toPrecision(6)) : own)),
  );
}

/** A link gives a state within bounds, which comes back from its own link. */
export function checkLink(search: string): Verdict {
  const { state, time, notices } = decodeState(search, bounds);
  for (const [path, value] of Object.entries(state.parameters)) {
    const bound = bounds.get(path);
    if (bound === undefined) return { fault: `the parameter ${path}`, tag: "read" };
    const isWithin = typeof value !== "number" || (value >= bound.minimum && value <= bound.maximum);
    if (!isWithin) return { fault: `${path} = ${value}`, tag: "read" };
  }
  const again = decodeState(encodeState(state, time), bounds);
  const [difference] = listDifferences(again.state, state);
  if (difference !== undefined) return { fault: `comes back with another ${difference}`, tag: "read" };
  if (again.notices.length > 0)
    return { fault: `its own link is questioned: ${again.notices[0]}`, tag: "read" };
  return { tag: notices.length > 0 ? "questioned" : "read" };
}
