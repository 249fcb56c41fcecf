/** Files that were built with the page and packed, brought to where they are used. */

/** How a file is read, and ms after which whoever waits does without it. */
export interface Reading<T> {
  readonly decode: (bytes: Uint8Array) => T;
  readonly patience: number;
}

/** Returns what the file at `address`, in a zlib stream, holds; undefined where it does not come in time, or is none. */
export async function fetchPacked<T>(
  address: string,
  { decode, patience }: Reading<T>,
): Promise<T | undefined> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(patience) });
    if (!answer.ok || answer.body === null) return undefined;
    const unpacked = answer.body.pipeThrough(new DecompressionStream("deflate"));
    return decode(new Uint8Array(await new Response(unpacked).arrayBuffer()));
  } catch {
    return undefined;
  }
}
