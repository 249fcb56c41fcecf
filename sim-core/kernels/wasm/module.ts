/** The compiled WebAssembly module of the kernels, made at first use; no fetch, so nothing to wait for. */
import { KERNELS } from "./kernels.ts";

/** The part of the JavaScript interface of WebAssembly that is used, which no library for the language declares. */
declare const WebAssembly: {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (descriptor: { initial: number; maximum: number }) => WasmMemory;
  readonly Instance: new (
    module: object,
    imports: { env: { memory: WasmMemory } },
  ) => { readonly exports: Readonly<Record<string, unknown>> };
};
declare const atob: (text: string) => string;

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** The numeric phase of a factorisation. All arguments are addresses in bytes; see assembly/cholesky. */
export interface CholeskyExports {
  scatter(places: number, values: number, count: number): void;
  gather(places: number, values: number, count: number): void;
  clearSteps(step: number, end: number): void;
  factor(front: number, end: number, least: number, pack: number): number;
  forward(front: number, end: number, buffer: number): void;
  backward(front: number, end: number, buffer: number): void;
  forwardSteps(step: number, end: number, buffer: number): void;
  backwardSteps(step: number, end: number, buffer: number): void;
  forwardBlock(front: number, end: number, work: number, block: number): void;
  backwardBlock(front: number, end: number, work: number, block: number): void;
}

/** All arguments but counts and numbers are addresses in bytes; see assembly. */
export interface WasmKernels extends CholeskyExports {
  /** The same in single precision, each by its name with `Single` behind. */
  readonly [name: `${string}Single`]: unknown;
  dot(x: number, y: number, count: number): number;
  sumMagnitudes(x: number, count: number): number;
  addScaled(factor: number, x: number, y: number, count: number): void;
  turnDirection(ratio: number, z: number, p: number, count: number): void;
  crossRings(
    start: number,
    count: number,
    slope: number,
    v: number,
    own: number,
    base: number,
    sign: number,
    out: number,
    crossing: number,
  ): void;
  crossFront(slope: number, v: number, base: number, sign: number, out: number, count: number): void;
  closeRings(count: number, own: number, conductance: number, crossing: number, out: number): number;
  driveRings(
    start: number,
    count: number,
    level: number,
    exchange: number,
    resistance: number,
    potential: number,
    drive: number,
    exchangeOut: number,
    resistanceOut: number,
  ): void;
  balanceRings(
    start: number,
    count: number,
    length: number,
    density: number,
    gain: number,
    injection: number,
    slope: number,
    residual: number,
    crossing: number,
  ): number;
  solveInterfaces(
    drive: number,
    exchange: number,
    resistance: number,
    count: number,
    thermal: number,
    lastStep: number,
    last: number,
    current: number,
    slope: number,
  ): number;
  respondParticles(batch: number, list: number, count: number, passes: number): void;
  expandRings(
    start: number,
    count: number,
    nodes: number,
    waves: number,
    wave: number,
    share: number,
    level: number,
    tops: number,
    flows: number,
    high: number,
    wide: number,
  ): void;
  multiplyDense(matrix: number, rows: number, columns: number, vector: number, out: number): void;
}

const PAGE = 0x1_0000;
/** The address space of 32 bits. */
const LARGEST = 0x1_0000_0000;

let compiled: object | null | undefined;

/** Returns the module, or null where WebAssembly or its vector instructions are missing. */
function compile(): object | null {
  if (compiled !== undefined) return compiled;
  const bytes = Uint8Array.from(atob(KERNELS), (letter) => letter.charCodeAt(0));
  // A name that is not there at all may be asked for its type only.
  const missing = typeof WebAssembly === "undefined";
  compiled = missing || !WebAssembly.validate(bytes) ? null : new WebAssembly.Module(bytes);
  return compiled;
}

/** In which form the kernels run. */
export type KernelForm = "wasm" | "typescript";

/**
 * Returns the form of the kernels here: TypeScript where WebAssembly or its vector instructions are missing. Each form
 * gives the same bits everywhere, but the two add in another order and differ from each other by round-off: a run is
 * the same run only in the same form.
 */
export function kernelInUse(): KernelForm {
  return compile() === null ? "typescript" : "wasm";
}

/** Whether kernels with a memory of so many bytes can be had here. */
export function supportsWasm(bytes: number): boolean {
  return bytes <= LARGEST && compile() !== null;
}

/** Returns kernels on a memory of their own, zeroed and of fixed size; throws where supportsWasm is false. */
export function instantiateKernels(bytes: number): { kernels: WasmKernels; memory: ArrayBuffer } {
  const module = compile();
  if (module === null) throw new Error("broken invariant: WebAssembly with vectors is missing");
  // A maximum above the initial size would reserve address space that many memories run out of.
  const pages = Math.max(1, Math.ceil(bytes / PAGE));
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  return { kernels: instance.exports as unknown as WasmKernels, memory: memory.buffer };
}
