/** NAME.meta.json beside a file of the Battery Data Format that a live feed writes. */

export interface Sidecar {
  /** False while the feed still writes; undefined where it does not say. */
  readonly finalized?: boolean;
  readonly instrument?: string;
  readonly startedAt?: string;
}

/** Returns what the text tells; an empty record where it is not JSON, which only takes away what it would have added. */
export function readSidecar(text: string): Sidecar {
  let data: Readonly<Record<string, unknown>>;
  try {
    data = Object(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch {
    return {};
  }
  const textOf = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => data[key]).find((own) => typeof own === "string" && own !== "") as string | undefined;
  const instrument = textOf("instrument", "device", "source");
  const startedAt = textOf("started_at", "start_time", "created_at");
  return {
    ...(typeof data.finalized === "boolean" && { finalized: data.finalized }),
    ...(instrument !== undefined && { instrument }),
    ...(startedAt !== undefined && { startedAt }),
  };
}
