/**
 * Carries what lives on the nodes of one chain to the nodes of another chain on the same curve. A node stands for the
 * piece of curve that is nearest to it. What it holds is taken as a linear density over its piece (slopes by central
 * differences, mirror planes at the ends; a density of one sign keeps it) and given to the new pieces that cover it,
 * so that the content of any stretch is kept to round-off. Where the chains agree nothing changes at all.
 */

export interface FrontTransfer {
  /** Returns contents [nNew] for contents [nOld], amounts that belong to a node's whole piece. */
  remapContents(contents: ArrayLike<number>): Float64Array;
  /** Returns values [nNew] between those of the neighbouring old nodes. */
  interpolate(values: ArrayLike<number>): Float64Array;
  /** Returns 1 for new nodes of whose piece at least half is flagged. */
  remapFlags(flags: ArrayLike<number>): Uint8Array;
}

/** Places of the nodes along the curve, ascending, m; both chains begin and end at the same places. */
export function createFrontTransfer(from: ArrayLike<number>, to: ArrayLike<number>): FrontTransfer {
  const oldBounds = boundPieces(from);
  const newBounds = boundPieces(to);
  const remapContents = (contents: ArrayLike<number>): Float64Array => {
    const slopes = findSlopes(from, oldBounds, contents);
    const out = new Float64Array(to.length);
    visitOverlaps(oldBounds, newBounds, (k, m, [a, b]) => {
      const width = oldBounds[k + 1] - oldBounds[k];
      const share = (b - a) / width;
      // From the middle of the old piece to the middle of the overlap.
      const away = 0.5 * (a + b - oldBounds[k] - oldBounds[k + 1]);
      out[m] += share === 1 ? contents[k] : share * contents[k] + slopes[k] * away * (b - a);
    });
    return out;
  };
  return {
    remapContents,
    interpolate(values) {
      const out = new Float64Array(to.length);
      for (let m = 0, k = 0; m < to.length; m++) {
        while (k + 2 < from.length && from[k + 1] <= to[m]) k++;
        const share = Math.min(1, Math.max(0, (to[m] - from[k]) / (from[k + 1] - from[k])));
        out[m] = share === 1 ? values[k + 1] : values[k] + share * (values[k + 1] - values[k]);
      }
      return out;
    },
    remapFlags(flags) {
      const flagged = new Float64Array(to.length);
      visitOverlaps(oldBounds, newBounds, (k, m, [a, b]) => {
        if (flags[k] === 1) flagged[m] += b - a;
      });
      return Uint8Array.from(flagged, (length, m) =>
        length >= 0.5 * (1 - 1e-12) * (newBounds[m + 1] - newBounds[m]) ? 1 : 0,
      );
    },
  };
}

/** Returns the transfer between chains whose nodes stand at the same places. */
export function keepFront(): FrontTransfer {
  return {
    remapContents: (contents) => Float64Array.from(contents),
    interpolate: (values) => Float64Array.from(values),
    remapFlags: (flags) => Uint8Array.from(flags),
  };
}

/** Ends of the nodes' pieces [n+1]: half way between them. */
function boundPieces(places: ArrayLike<number>): Float64Array {
  const count = places.length;
  const bounds = new Float64Array(count + 1);
  bounds[0] = places[0];
  for (let k = 1; k < count; k++) bounds[k] = 0.5 * (places[k - 1] + places[k]);
  bounds[count] = places[count - 1];
  return bounds;
}

/** Slope of the density on each piece [n], content per m2 of length. */
function findSlopes(
  places: ArrayLike<number>,
  bounds: Float64Array,
  contents: ArrayLike<number>,
): Float64Array {
  const count = places.length;
  const middle = Float64Array.from(places, (_, k) => 0.5 * (bounds[k] + bounds[k + 1]));
  const density = Float64Array.from(places, (_, k) => contents[k] / (bounds[k + 1] - bounds[k]));
  return density.map((own, k) => {
    const before = density[Math.max(0, k - 1)];
    const after = density[Math.min(count - 1, k + 1)];
    const left = k > 0 ? middle[k - 1] : 2 * bounds[0] - middle[0];
    const right = k + 1 < count ? middle[k + 1] : 2 * bounds[count] - middle[count - 1];
    const slope = (after - before) / (right - left);
    if (own * before < 0 || own * after < 0) return slope;
    const steepest = (2 * Math.abs(own)) / (bounds[k + 1] - bounds[k]);
    return Math.max(-steepest, Math.min(steepest, slope));
  });
}

/** Calls `visit` with every pair of pieces that overlap (old, new) and where. */
function visitOverlaps(
  oldBounds: Float64Array,
  newBounds: Float64Array,
  visit: (k: number, m: number, overlap: readonly [number, number]) => void,
): void {
  let k = 0;
  for (let m = 0; m + 1 < newBounds.length; m++) {
    for (;;) {
      const a = Math.max(oldBounds[k], newBounds[m]);
      const b = Math.min(oldBounds[k + 1], newBounds[m + 1]);
      if (b > a) visit(k, m, [a, b]);
      if (oldBounds[k + 1] > newBounds[m + 1] || k + 2 >= oldBounds.length) break;
      k++;
    }
  }
}
