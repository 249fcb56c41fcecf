/** Lines through the cells: which kind one is, and one of another kind in its place. */
import type { CutLine } from "../reading/line-cut.ts";
import type { FramePair, MeshPair } from "../streams/clock/newest-frames.ts";

/** Along the layers, through all of them, or any other. */
export type LineKind = "across" | "through" | "drawn";

/** um */
export interface LineRoom {
  readonly width: number;
  /** Up to the collector of the anode. */
  readonly height: number;
  /** Height of the middle of the cathode. */
  readonly middle: number;
}

/** Returns the room of the cells that are shown; undefined before there are any. */
export function roomForLines(frames: FramePair, meshes: MeshPair): LineRoom | undefined {
  const mesh = meshes[0] ?? meshes[1];
  const frame = frames[0] ?? frames[1];
  if (mesh === undefined || frame === undefined) return undefined;
  return { width: mesh.width, height: frame.collectorY, middle: Math.round(mesh.cathodeThickness / 2) };
}

export function kindOfLine([x1, y1, x2, y2]: CutLine): LineKind {
  if (y1 === y2) return "across";
  return x1 === x2 ? "through" : "drawn";
}

/** Returns a line of that kind through the middle of the line there is, `line` itself where it is of the kind. */
export function lineOfKind(kind: LineKind, line: CutLine, { width, height }: LineRoom): CutLine {
  if (kindOfLine(line) === kind) return line;
  const [x1, y1, x2, y2] = line;
  const x = tidy(Math.min(width, Math.max(0, (x1 + x2) / 2)));
  const y = tidy(Math.min(height, Math.max(0, (y1 + y2) / 2)));
  if (kind === "across") return [0, y, tidy(width), y];
  if (kind === "through") return [x, 0, x, tidy(height)];
  return [tidy(0.2 * width), tidy(0.1 * height), tidy(0.8 * width), tidy(0.6 * height)];
}

/** Returns the line that is chosen, or the one to begin with: across the middle of the cathode. */
export function lineShown(cut: CutLine | undefined, { width, middle }: LineRoom): CutLine {
  return cut ?? [0, middle, tidy(width), middle];
}

/** To a tenth of a um: addresses stay short. */
export function tidy(value: number): number {
  return Math.round(10 * value) / 10 + 0;
}
