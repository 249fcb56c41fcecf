/** Files that were built with the page, brought to where they are used. */

/** Returns what `read` makes of the file at `address`; undefined where it does not come, or is none. */
export async function fetchBuilt<T>(
  address: string,
  read: (answer: Response) => Promise<T | undefined>,
  options: RequestInit = {},
): Promise<T | undefined> {
  try {
    const answer = await fetch(address, options);
    return answer.ok ? await read(answer) : undefined;
  } catch {
    return undefined;
  }
}

/** How a packed file is read, and ms after which whoever waits does without it. */
export interface Reading<T> {
  readonly decode: (bytes: Uint8Array) => T;
  readonly patience: number;
}

/** Returns what the file at `address`, in a zlib stream, holds; undefined where it does not come in time, or is none. */
export function fetchPacked<T>(address: string, { decode, patience }: Reading<T>): Promise<T | undefined> {
  const unpack = async ({ body }: Response): Promise<T | undefined> => {
    if (body === null) return undefined;
    const unpacked = body.pipeThrough(new DecompressionStream("deflate"));
    return decode(new Uint8Array(await new Response(unpacked).arrayBuffer()));
  };
  return fetchBuilt(address, unpack, { signal: AbortSignal.timeout(patience) });
}
