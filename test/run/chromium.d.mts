/** Path of a Chromium that starts, installing one where that is possible; null where none can be had. */
export function findChromium(say: (line: string) => void): Promise<string | null>;
export function chromiumMissing(): string;
