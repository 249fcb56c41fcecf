/** Whether two records of a run are the same to the last bit, NaN and the sign of zero included; undefined is absent. */

/** Returns the paths at which `one` and `other` differ, at most ten. */
export function listDifferences(one: unknown, other: unknown, path = "", found: string[] = []): string[] {
  if (found.length >= 10 || Object.is(one, other)) return found;
  if (!isRecord(one) || !isRecord(other) || one.constructor !== other.constructor) {
    found.push(`${path}: ${String(one)} and ${String(other)}`);
    return found;
  }
  if (ArrayBuffer.isView(one) && ArrayBuffer.isView(other)) {
    const [a, b] = [bytesOf(one), bytesOf(other)];
    if (a.length !== b.length) found.push(`${path}: ${a.length} and ${b.length} bytes`);
    else if (!a.every((byte, k) => byte === b[k])) found.push(`${path}: other bytes`);
    return found;
  }
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)]))
    listDifferences(one[key], other[key], `${path}.${key}`, found);
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
