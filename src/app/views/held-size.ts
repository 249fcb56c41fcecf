/**
 * How large the values of a field are but for its peaks: the size that a stated share of the area, or of the length, does not
 * exceed. A tip of lithium concentrates current without bound as the mesh there is refined, on ever less area.
 */

/**
 * Returns the function that finds, for values with these weights (each >= 0), the smallest size |value| such that the values
 * no larger than it carry at least `share` (0..1) of all the weight; exact, without an order of all values.
 */
export function createHeldSize(weights: Float32Array): (values: Float32Array, share: number) => number {
  const sizes = new Float32Array(weights.length);
  const own = new Float32Array(weights.length);
  return (values, share) => {
    let total = 0;
    for (let k = 0; k < sizes.length; k++) {
      sizes[k] = Math.abs(values[k]!);
      own[k] = weights[k]!;
      total += own[k]!;
    }
    return selectByWeight(sizes, own, share * total);
  };
}

/** Quickselect in three parts: less than, equal to and greater than a pivot; the arrays are reordered. */
function selectByWeight(sizes: Float32Array, weights: Float32Array, wanted: number): number {
  let from = 0;
  let to = sizes.length - 1;
  let below = 0;
  while (from < to) {
    const pivot = median(sizes[from]!, sizes[(from + to) >> 1]!, sizes[to]!);
    let less = from;
    let at = from;
    let more = to;
    let lighter = 0;
    let equal = 0;
    while (at <= more) {
      const size = sizes[at]!;
      if (size < pivot) {
        lighter += weights[at]!;
        swap(sizes, weights, less++, at++);
      } else if (size > pivot) swap(sizes, weights, at, more--);
      else equal += weights[at++]!;
    }
    if (less > from && below + lighter >= wanted) to = less - 1;
    else if (below + lighter + equal >= wanted || more === to) return pivot;
    else {
      below += lighter + equal;
      from = more + 1;
    }
  }
  return sizes[from] ?? 0;
}

function swap(sizes: Float32Array, weights: Float32Array, one: number, other: number): void {
  const size = sizes[one]!;
  const weight = weights[one]!;
  sizes[one] = sizes[other]!;
  weights[one] = weights[other]!;
  sizes[other] = size;
  weights[other] = weight;
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** Returns the area that each node stands for [nPoint]: a third of that of its triangles; `points` [nPoint*2]. */
export function areasOfNodes(triangles: Uint32Array, points: ArrayLike<number>): Float32Array {
  const areas = new Float32Array(points.length / 2);
  for (let corner = 0; corner < triangles.length; corner += 3) {
    const a = 2 * triangles[corner]!;
    const b = 2 * triangles[corner + 1]!;
    const c = 2 * triangles[corner + 2]!;
    const twice =
      (points[b]! - points[a]!) * (points[c + 1]! - points[a + 1]!) -
      (points[b + 1]! - points[a + 1]!) * (points[c]! - points[a]!);
    for (const node of [a, b, c]) areas[node / 2] = areas[node / 2]! + Math.abs(twice) / 6;
  }
  return areas;
}

/** Returns the length that each node of a line from left to right stands for [n]: half of either side. */
export function lengthsOfNodes(x: ArrayLike<number>): Float32Array {
  const last = x.length - 1;
  return Float32Array.from(x, (_, k) => (x[Math.min(last, k + 1)]! - x[Math.max(0, k - 1)]!) / 2);
}
