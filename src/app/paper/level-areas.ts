/** Triangles of one level each as areas with one outline: a picture of many triangles becomes a few shapes. */

/** Places on a raster as fine as a printer's, so that outlines are short to write. */
export interface RasterPoints {
  /** [nPoint], whole numbers. */
  readonly x: Int32Array;
  readonly y: Int32Array;
}

/**
 * Returns the path of the area of each level: edges between triangles of one level are left out, the others are followed
 * round. `levels` [nTriangle].
 */
export function outlineLevels(
  { x, y }: RasterPoints,
  triangles: ArrayLike<number>,
  levels: ArrayLike<number>,
): Map<number, string> {
  const loops = new Map<number, Map<number, number[]>>();
  for (const [level, from, to] of listBorders(x.length, triangles, levels)) {
    const own = loops.get(level) ?? new Map<number, number[]>();
    loops.set(level, own);
    const ends = own.get(from);
    if (ends === undefined) own.set(from, [to]);
    else ends.push(to);
  }
  return new Map(Array.from(loops, ([level, next]) => [level, followBorders(next, { x, y })]));
}

/** Edges with their level on the left, as level, first and second point. */
function listBorders(
  nPoint: number,
  triangles: ArrayLike<number>,
  levels: ArrayLike<number>,
): [number, number, number][] {
  const levelOfEdge = new Map<number, number>();
  const edges = function* (): Generator<[number, number, number]> {
    for (let t = 0; 3 * t < triangles.length; t++) {
      for (let k = 0; k < 3; k++)
        yield [levels[t]!, triangles[3 * t + k]!, triangles[3 * t + ((k + 1) % 3)]!];
    }
  };
  for (const [level, from, to] of edges()) levelOfEdge.set(from * nPoint + to, level);
  return [...edges()].filter(([level, from, to]) => levelOfEdge.get(to * nPoint + from) !== level);
}

/** Takes the edges out of `next` as it goes round. */
function followBorders(next: Map<number, number[]>, { x, y }: RasterPoints): string {
  const out: string[] = [];
  for (const [start, ends] of next) {
    while (ends.length > 0) {
      out.push(`M${x[start]} ${y[start]}l`);
      const steps: string[] = [];
      let at = start;
      for (let to = next.get(at)?.pop(); to !== undefined; to = next.get(at)?.pop()) {
        const [dx, dy] = [x[to]! - x[at]!, y[to]! - y[at]!];
        at = to;
        if (at === start) break;
        if (dx !== 0 || dy !== 0) steps.push(`${dx} ${dy}`);
      }
      out.push(steps.join(" ").replaceAll(" -", "-"), "z");
    }
  }
  return out.join("").replaceAll("lz", "z");
}
