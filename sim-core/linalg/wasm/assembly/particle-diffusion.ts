/**
 * Diffusion in particles, two at a time, one in each lane: the face diffusivities from a table, the elimination for
 * what crosses the faces, and the surface, as in sim-core/cathode/diffusion.ts and diffusivity.ts.
 */

/** Addresses of what all particles share; written by sim-core/cathode/diffusion-batch.ts. */
@unmanaged
class Batch {
  base: u32;
  predicted: u32;
  free: u32;
  response: u32;
  /** [nParticle] each */
  radius: u32;
  factor: u32;
  flux: u32;
  surfaceFree: u32;
  surfaceResponse: u32;
  /** [last + 1] */
  table: u32;
  last: u32;
  shells: u32;
  /** [shells]: 2 / (2 k + 1) */
  weights: u32;
  /** [2 (shells + 1)], pairs */
  faces: u32;
  timeScale: f64;
  /** 1 / (2 maximum concentration) */
  half: f64;
}

function pair(array: usize, a: usize, b: usize): v128 {
  return f64x2.replace_lane(v128.load64_splat(array + a), 1, load<f64>(array + b));
}

function storePair(array: usize, a: usize, b: usize, value: v128): void {
  v128.store64_lane(array + a, value, 0);
  v128.store64_lane(array + b, value, 1);
}

/**
 * Responds to the fluxes of `count` particles listed at `list` (u32 each). With `passes` 2 the diffusivities of the
 * second pass are those of the end that the first one finds for the fluxes given.
 */
export function respondParticles(batch: usize, list: usize, count: usize, passes: i32): void {
  const all = changetype<Batch>(batch);
  const end = list + (count << 2);
  for (; list < end; list += 8) {
    const p: usize = load<u32>(list);
    // The last of an odd number goes with itself.
    const q: usize = list + 4 < end ? load<u32>(list, 4) : p;
    respondPair(all, p, q);
    if (passes > 1) {
      predictPair(all, p, q);
      respondPair(all, p, q);
    }
  }
}

function predictPair(all: Batch, p: usize, q: usize): void {
  const shells: usize = all.shells;
  const flux = pair(all.flux, p << 3, q << 3);
  let a = (p * shells) << 3;
  let b = (q * shells) << 3;
  for (let k: usize = 0; k < shells; k++) {
    const response = pair(all.response, a, b);
    storePair(all.predicted, a, b, f64x2.sub(pair(all.free, a, b), f64x2.mul(flux, response)));
    a += 8;
    b += 8;
  }
}

/** D at the mean of two neighbours, linear between the entries of the table. */
function lookUp(all: Batch, sum: v128, factor: v128): v128 {
  const last = all.last;
  const scaled = f64x2.mul(f64x2.mul(sum, f64x2.splat(all.half)), f64x2.splat(<f64>last));
  const position = f64x2.min(f64x2.max(scaled, f64x2.splat(0)), f64x2.splat(<f64>last));
  const below = f64x2.min(f64x2.floor(position), f64x2.splat(<f64>(last - 1)));
  const share = f64x2.sub(position, below);
  const index = i32x4.trunc_sat_f64x2_s_zero(below);
  const a: usize = all.table + ((<usize>i32x4.extract_lane(index, 0)) << 3);
  const b: usize = all.table + ((<usize>i32x4.extract_lane(index, 1)) << 3);
  const low = f64x2.replace_lane(v128.load64_splat(a), 1, load<f64>(b));
  const high = f64x2.replace_lane(v128.load64_splat(a, 8), 1, load<f64>(b, 8));
  const kept = f64x2.mul(f64x2.sub(f64x2.splat(1), share), low);
  return f64x2.mul(factor, f64x2.add(kept, f64x2.mul(share, high)));
}

/** Face k-1 at 16 (k-1): between shells k-1 and k; the last one at the surface takes the last shell's value. */
function findFaces(all: Batch, a: usize, b: usize, factor: v128): void {
  const shells: usize = all.shells;
  let faces: usize = all.faces;
  let inner = pair(all.predicted, a, b);
  for (let k: usize = 1; k < shells; k++) {
    a += 8;
    b += 8;
    const outer = pair(all.predicted, a, b);
    v128.store(faces, lookUp(all, f64x2.add(inner, outer), factor));
    inner = outer;
    faces += 16;
  }
  v128.store(faces, lookUp(all, f64x2.add(inner, inner), factor));
}

function respondPair(all: Batch, p: usize, q: usize): void {
  const shells: usize = all.shells;
  const one = f64x2.splat(1);
  const a = (p * shells) << 3;
  const b = (q * shells) << 3;
  const radius = pair(all.radius, p << 3, q << 3);
  findFaces(all, a, b, pair(all.factor, p << 3, q << 3));
  const count = f64x2.splat(<f64>shells);
  const width = f64x2.div(radius, count);
  const timeScale = f64x2.splat(all.timeScale);
  const scale = f64x2.div(timeScale, f64x2.mul(width, width));
  let rest = one;
  let carried = f64x2.splat(0);
  let before = pair(all.base, a, b);
  for (let k: usize = 1; k < shells; k++) {
    const at = k << 3;
    const face = v128.load(<usize>all.faces + ((k - 1) << 4));
    const lambda = f64x2.mul(f64x2.mul(f64x2.splat(<f64>k), scale), face);
    const inner = v128.load64_splat(<usize>all.weights + at - 8);
    const outer = v128.load64_splat(<usize>all.weights + at);
    const kept = f64x2.add(one, f64x2.mul(f64x2.mul(lambda, inner), rest));
    const onward = f64x2.mul(lambda, outer);
    const inverse = f64x2.div(one, f64x2.add(kept, onward));
    const own = pair(all.base, a + at, b + at);
    const drop = f64x2.add(f64x2.sub(before, own), f64x2.mul(inner, carried));
    before = own;
    carried = f64x2.mul(f64x2.mul(lambda, drop), inverse);
    rest = f64x2.mul(kept, inverse);
    storePair(all.free, a + at, b + at, carried);
    storePair(all.response, a + at, b + at, f64x2.mul(onward, inverse));
  }
  substitute(all, a, b, f64x2.div(f64x2.mul(timeScale, f64x2.mul(count, count)), radius));
  describeSurface(all, p, q, width);
}

/** From what crosses the faces to concentrations, from the surface inwards. */
function substitute(all: Batch, a: usize, b: usize, scale: v128): void {
  let above = f64x2.splat(0);
  let unitAbove = scale;
  for (let k: i32 = <i32>all.shells - 1; k >= 0; k--) {
    const at = (<usize>k) << 3;
    const weight = v128.load64_splat(<usize>all.weights + at);
    let crossing = f64x2.splat(0);
    let unitCrossing = crossing;
    if (k > 0) {
      const response = pair(all.response, a + at, b + at);
      crossing = f64x2.add(pair(all.free, a + at, b + at), f64x2.mul(response, above));
      unitCrossing = f64x2.mul(response, unitAbove);
    }
    const change = f64x2.mul(weight, f64x2.sub(crossing, above));
    storePair(all.free, a + at, b + at, f64x2.add(pair(all.base, a + at, b + at), change));
    storePair(all.response, a + at, b + at, f64x2.mul(weight, f64x2.sub(unitAbove, unitCrossing)));
    above = crossing;
    unitAbove = unitCrossing;
  }
}

function describeSurface(all: Batch, p: usize, q: usize, width: v128): void {
  const shells: usize = all.shells;
  const n: f64 = <f64>shells;
  const area: f64 = 1.0 - 1.0 / (2.0 * n);
  const depth = f64x2.mul(width, f64x2.splat((0.5 - 1.0 / (3.0 * n)) / area));
  const bend = f64x2.mul(width, f64x2.splat((1.0 / 3.0 - 1.0 / (4.0 * n)) / area / 2.0));
  const surface = v128.load(<usize>all.faces + ((shells - 1) << 4));
  const a = (p * shells + shells - 1) << 3;
  const b = (q * shells + shells - 1) << 3;
  let free = pair(all.free, a, b);
  let response = pair(all.response, a, b);
  const film = f64x2.div(f64x2.sub(depth, bend), surface);
  if (shells > 1) {
    const inner = v128.load(<usize>all.faces + ((shells - 2) << 4));
    const slope = f64x2.div(f64x2.mul(bend, inner), f64x2.mul(surface, width));
    const freeDrop = f64x2.sub(free, pair(all.free, a - 8, b - 8));
    const responseDrop = f64x2.sub(response, pair(all.response, a - 8, b - 8));
    free = f64x2.add(free, f64x2.mul(slope, freeDrop));
    response = f64x2.add(response, f64x2.mul(slope, responseDrop));
  }
  storePair(all.surfaceFree, p << 3, q << 3, free);
  storePair(all.surfaceResponse, p << 3, q << 3, f64x2.add(response, film));
}
