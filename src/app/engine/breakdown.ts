/** Why a cell broke down, in a sentence for a person: no stack, no name of an error. */

/** How engines word that memory was refused: arrays, buffers, WebAssembly. */
const MEMORY = /alloc|out of memory|array length|array size|array buffer|too large|memory/i;

/** Returns the sentence for whatever was thrown. */
export function describeBreakdown(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (isMemory(error, message)) {
    return "There was not enough memory for it. A coarser mesh, fewer particles or another tab closed may help.";
  }
  const first = message.split("\n")[0]!.trim();
  return `A mistake in the program ended it${first === "" ? "" : `: ${first}`}${/[.!?]$/.test(first) ? "" : "."}`;
}

function isMemory(error: unknown, message: string): boolean {
  const isKind =
    error instanceof RangeError ||
    (typeof WebAssembly !== "undefined" && error instanceof WebAssembly.RuntimeError) ||
    (error instanceof Error && error.name === "InternalError");
  return isKind && MEMORY.test(message) && !/stack|recursion/i.test(message);
}
