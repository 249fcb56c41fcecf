/** Lines that lie over every layer: where painted electrolyte ends, its cracks and the chain of lithium that crossed it. */
import type { Frame } from "../../../sim-core/index.ts";

/** Floats per line: x, y of both ends, um, as drawn. */
export const LINE_STRIDE = 4;

export interface Lines {
  /** Longer than needed: the first `count` lines count. */
  readonly ends: Float32Array /* [>= count*LINE_STRIDE] */;
  readonly count: number;
}

export interface Marks {
  readonly patches: Lines;
  readonly cracks: Lines;
  readonly short: Lines;
}

interface OwnLines extends Lines {
  ends: Float32Array;
  count: number;
}

export function createMarks(): Marks {
  const none = (): OwnLines => ({ ends: new Float32Array(0), count: 0 });
  return { patches: none(), cracks: none(), short: none() };
}

/** Copies the lines of a frame to where they are drawn; `heightOf` is that of the electrolyte. */
export function copyMarks(
  marks: Marks,
  { patchOutline, crackSegments, shortPath }: Pick<Frame, "patchOutline" | "crackSegments" | "shortPath">,
  heightOf: (x: number, y: number) => number,
): void {
  copyLines(marks.patches as OwnLines, patchOutline, heightOf);
  copyLines(marks.cracks as OwnLines, crackSegments, heightOf);
  const short = marks.short as OwnLines;
  reserve(short, Math.max(0, shortPath.length / 2 - 1));
  for (let line = 0; line < short.count; line++) {
    for (let end = 0; end < 2; end++) {
      const from = 2 * (line + end);
      const to = LINE_STRIDE * line + 2 * end;
      short.ends[to] = shortPath[from]!;
      short.ends[to + 1] = heightOf(shortPath[from]!, shortPath[from + 1]!);
    }
  }
}

/** Of both ends, x and y in um as solved. */
function copyLines(
  lines: OwnLines,
  ends: ArrayLike<number>,
  heightOf: (x: number, y: number) => number,
): void {
  reserve(lines, ends.length / LINE_STRIDE);
  for (let k = 0; k < ends.length; k += 2) {
    lines.ends[k] = ends[k]!;
    lines.ends[k + 1] = heightOf(ends[k]!, ends[k + 1]!);
  }
}

/** Room grows by doubling, so that growing cracks do not ask for a new buffer with every frame. */
function reserve(lines: OwnLines, count: number): void {
  lines.count = count;
  const room = lines.ends.length / LINE_STRIDE;
  if (count > room) lines.ends = new Float32Array(LINE_STRIDE * Math.max(count, 2 * room, 16));
}
