/** In which form the kernels run, for those outside who choose or tell it. */
export type { KernelOptions } from "./wasm/memory.ts";
export { type KernelForm, kernelInUse } from "./wasm/module.ts";
