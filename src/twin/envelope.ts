/**
 * A twin as a Battery Twin Envelope (BTE 0.1 of battwin): what cell, by which model, in which state, from which data, and which
 * version came before. Only names and forms of the open format are used. Numbers that are not whole stand as text where the
 * format does not type them, since its hash depends on how a language writes them.
 */

import { show } from "./fit-result.ts";
import type { TwinCycle } from "./follow.ts";
import type { TwinPlan } from "./plan.ts";

/** The version before, of which there is none for the first. */
export interface EnvelopeLink {
  readonly number: number;
  /** "sha256:" and the digest of its canonical text. */
  readonly hash: string;
}

export interface EnvelopeFacts {
  readonly plan: TwinPlan;
  readonly cycle: TwinCycle;
  /** Name of the measured file. */
  readonly data: string;
  /** RFC 3339, in UTC, without fractions: when the cycle ended, or when the file was last written. */
  readonly asOf: string;
  readonly version: string;
  readonly previous: EnvelopeLink | undefined;
}

const VERSION = "0.1.1";
/** Health above it is none of the format. */
const HEALTHIEST = 1.5;

/** A number that the format types as real: written with a decimal point in any case, as its hash wants it. */
class Real {
  readonly value: number;
  constructor(value: number) {
    this.value = Number(value.toFixed(6));
  }
}

type Json = string | number | boolean | Real | readonly Json[] | { readonly [key: string]: Json };

/** Returns the canonical text: keys in order, no blanks, ASCII alone; whoever hashes it gets the version's hash. */
export function writeEnvelope({ plan, cycle, data, asOf, version, previous }: EnvelopeFacts): string {
  const { p5, p50, p95 } = cycle.retention;
  const tool = `fluxtwin ${version}`;
  return write({
    bte_version: VERSION,
    id: `urn:fluxtwin:${plan.name}`,
    identity: { label: plan.name },
    models: [
      {
        kind: "custom",
        name: plan.scenario.title || plan.scenario.name,
        source: "plan.json",
        solver_hint: "fluxtwin",
      },
    ],
    state: {
      as_of: asOf,
      state_of_health: new Real(Math.min(HEALTHIEST, Math.max(0, p50))),
      cycle_count: cycle.cycle,
      method: "ensemble of simulated cells, assimilated cycle by cycle",
      source_data: data,
    },
    state_history: [],
    data: [{ kind: "bdf", uri: data, role: "cycling" }],
    provenance: { created: asOf, tool },
    extensions: {
      "fluxtwin:retention": { p5: show(p5), p50: show(p50), p95: show(p95) },
      "fluxtwin:explained": cycle.explained,
      "fluxtwin:parameters": Object.fromEntries(
        cycle.parameters.map(({ path, unit, best, interval: [low, high], told }) => [
          path,
          { best: show(best), p5: show(low), p95: show(high), unit, told },
        ]),
      ),
    },
    version: {
      number: (previous?.number ?? 0) + 1,
      ...(previous && { previous: previous.hash }),
      changed: previous ? ["extensions", "state"] : [],
      timestamp: asOf,
    },
  });
}

function write(value: Json): string {
  if (value instanceof Real) return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value);
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (typeof value !== "object")
    return JSON.stringify(value).replace(
      /[\u007f-\uffff]/g,
      (own) => `\\u${own.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, own]) => `${write(key)}:${write(own)}`).join(",")}}`;
}
