/**
 * Runs that every engine must compute to the same bits, each as one hash of all its samples, cycles and events and
 * of its last frame. Needs nothing but the core and Web Crypto, so that any engine can load the bundle of it.
 */

import ncm from "../../scenarios/ncm.json" with { type: "json" };
import tomo from "../../scenarios/tomo-ncm.json" with { type: "json" };
import * as elementary from "../../sim-core/base/elementary.ts";
import { createRandom } from "../../sim-core/base/random.ts";
import {
  type Advance,
  createRun,
  type KernelForm,
  kernelInUse,
  parseScenario,
} from "../../sim-core/index.ts";

interface Case {
  readonly scenario: unknown;
  readonly overrides: Readonly<Record<string, string | number>>;
  readonly maximumSteps?: number;
  /** How it has to end, so that nobody compares runs that did not get there. */
  readonly status: "finished" | "shorted" | "running";
}

/** Thin, fast and without pressure: lithium crosses the electrolyte within a few cycles. */
const SHORTING = {
  mesh: "draft",
  "cell.cRate": 3,
  "cell.stackPressure": 0,
  "electrolyte.thickness": 30,
  "intergranular.shortFraction": 0.02,
};

const CASES: Readonly<Record<KernelForm, Readonly<Record<string, Case>>>> = {
  wasm: {
    ncm: {
      scenario: ncm,
      overrides: { mesh: "draft", "protocol.repeat": 2 },
      status: "finished",
    },
    "tomo-ncm": { scenario: tomo, overrides: {}, maximumSteps: 12, status: "running" },
    short: { scenario: ncm, overrides: SHORTING, status: "shorted" },
  },
  typescript: {
    "ncm in TypeScript": {
      scenario: ncm,
      overrides: { mesh: "draft", "protocol.repeat": 1 },
      status: "finished",
    },
  },
};

/** Draws of each elementary function. */
const DRAWS = 20_000;

/**
 * Returns the hash of each case of kernels in that form by its name; throws where a run does not end as it should. To
 * be called once in a process or worker: it hides WebAssembly from the core, which looks for it once.
 */
export async function hashRuns(form: KernelForm): Promise<Record<string, string>> {
  if (form === "typescript") Reflect.deleteProperty(globalThis, "WebAssembly");
  if (kernelInUse() !== form) throw new Error(`the kernels run in ${kernelInUse()}, not in ${form}`);
  const hashes: Record<string, string> = { elementary: await hashOf(sampleElementary()) };
  for (const [name, { scenario, overrides, maximumSteps, status }] of Object.entries(CASES[form])) {
    const run = createRun(parseScenario(scenario, { load: () => ncm, overrides }));
    const told: Advance = run.advance(maximumSteps === undefined ? {} : { maximumSteps });
    if (told.status.kind !== status) throw new Error(`${name} ended otherwise: ${told.status.message}`);
    hashes[name] = await hashOf([told, run.mesh, run.frame({ stress: true })]);
  }
  return hashes;
}

/** Values of every function on arguments of all sizes, where it has any. */
function sampleElementary(): Float64Array[] {
  return Object.entries(elementary).map(([name, call]) => {
    const random = createRandom(1, name);
    return Float64Array.from({ length: DRAWS }, () => {
      const [a, b] = [sized(random.uniform()), sized(random.uniform())];
      return (call as (a: number, b: number) => number)(a, b);
    });
  });
}

/** A number of either sign and a size of 1e-8 to 1e8 for a fraction of 1. */
function sized(fraction: number): number {
  const part = 2 * fraction - 1;
  const size = elementary.exp(36 * Math.abs(part) - 18);
  return part < 0 ? -size : size;
}

async function hashOf(value: unknown): Promise<string> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  collectBytes(value, parts);
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bits of every number of a value, and its texts and keys in their order. */
function collectBytes(value: unknown, parts: Uint8Array<ArrayBuffer>[]): void {
  if (typeof value === "number") {
    // A NaN has many forms, and an engine may choose.
    parts.push(Number.isNaN(value) ? textBytes("NaN") : new Uint8Array(Float64Array.of(value).buffer));
  } else if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    if (value instanceof Float64Array && value.some(Number.isNaN)) collectBytes(Array.from(value), parts);
    else parts.push(new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength).slice());
  } else if (value !== null && typeof value === "object") {
    for (const [key, own] of Object.entries(value)) {
      parts.push(textBytes(key));
      collectBytes(own, parts);
    }
  } else parts.push(textBytes(String(value)));
}

function textBytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${text}\n`);
}
