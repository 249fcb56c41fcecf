/**
 * A memory of WebAssembly that is just as large as the arrays in it: a kernel lists its arrays by name with their
 * lengths, and the same list counts and allocates.
 */
import { assertInvariant } from "../../base/errors.ts";
import { instantiateKernels, type KernelForm, supportsWasm, type WasmKernels } from "./module.ts";

export interface KernelOptions {
  /** Which form of the kernel; without it the faster one that there is. */
  readonly kernels?: KernelForm;
}

/** Lengths of arrays, by name. */
export type Lengths<Name extends string> = Readonly<Record<Name, number>>;

export interface KernelMemory<Name extends string, Word extends string> {
  readonly kernels: WasmKernels;
  readonly buffer: ArrayBuffer;
  /** Zeroed, one behind the other in the order of the list; the first one lies at address 0. */
  readonly arrays: Readonly<Record<Name, Float64Array>>;
  readonly words: Readonly<Record<Word, Uint32Array>>;
}

/** Returns the sum of the lengths. */
export function sumLengths(lengths: Lengths<string>): number {
  return Object.values(lengths).reduce((sum, length) => sum + length, 0);
}

/** Returns zeroed arrays of these lengths in the memory of the language. */
export function allocateArrays<Name extends string>(
  lengths: Lengths<Name>,
): Readonly<Record<Name, Float64Array>> {
  return mapLengths(lengths, (length) => new Float64Array(length));
}

/**
 * Returns the kernels with a memory for arrays of doubles and words of 4 bytes, or null where they are to run in
 * TypeScript: as asked for, or since WebAssembly cannot be had. Fails where WebAssembly is asked for and cannot be had.
 */
export function openMemory<Name extends string, Word extends string>(
  lengths: Lengths<Name>,
  wordLengths: Lengths<Word>,
  { kernels: form }: KernelOptions,
): KernelMemory<Name, Word> | null {
  if (form === "typescript") return null;
  const bytes = 8 * sumLengths(lengths) + 4 * sumLengths(wordLengths);
  if (!supportsWasm(bytes)) {
    assertInvariant(form === undefined, "the kernels that were asked for can be had");
    return null;
  }
  const { kernels, memory: buffer } = instantiateKernels(bytes);
  let free = 0;
  const take = (length: number, each: number): number => {
    const at = free;
    free += each * length;
    return at;
  };
  // Doubles first, so that they are aligned.
  const arrays = mapLengths(lengths, (length) => new Float64Array(buffer, take(length, 8), length));
  const words = mapLengths(wordLengths, (length) => new Uint32Array(buffer, take(length, 4), length));
  return { kernels, buffer, arrays, words };
}

function mapLengths<Name extends string, T>(
  lengths: Lengths<Name>,
  allocate: (length: number) => T,
): Readonly<Record<Name, T>> {
  const entries = (Object.entries(lengths) as [Name, number][]).map(
    ([name, length]) => [name, allocate(length)] as const,
  );
  return Object.fromEntries(entries) as Record<Name, T>;
}
