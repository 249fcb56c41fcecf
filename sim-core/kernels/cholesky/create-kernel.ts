/** The numeric phase of a factorisation in the faster form that can be had. */
import { assertInvariant } from "../../base/errors.ts";
import type { CholeskySymbolic } from "../../linalg/ordering/symbolic.ts";
import type { KernelOptions } from "../kernel-form.ts";
import type { CholeskyKernel } from "./cholesky-kernel.ts";
import { layOutMemory } from "./layout.ts";
import type { Precision } from "./precision.ts";
import { createTypescriptKernel } from "./typescript-kernel.ts";
import { createWasmKernel } from "./wasm-kernel.ts";

/** Returns a kernel that allocates here and never again; fails only where WebAssembly is asked for and cannot be had. */
export function createCholeskyKernel(
  symbolic: CholeskySymbolic,
  precision: Precision,
  { kernels }: KernelOptions,
): CholeskyKernel {
  if (kernels === "typescript") return createTypescriptKernel(symbolic, precision);
  const fast = createWasmKernel(symbolic, precision);
  assertInvariant(fast !== null || kernels === undefined, "the kernels that were asked for can be had");
  return fast ?? createTypescriptKernel(symbolic, precision);
}

/** Returns the bytes that such a kernel takes, known from the analysis alone. */
export function planKernelMemory(symbolic: CholeskySymbolic, precision: Precision): number {
  return layOutMemory(symbolic, precision).bytes;
}
