/**
 * Diffusion in particles, two at a time, one in each lane: the face diffusivities from a table, the elimination for
 * what crosses the faces, and the surface. The operations of sim-core/cathode/diffusion.ts and diffusivity.ts in their
 * order, so that the results are the same to the last bit.
 */

/** Addresses of what all particles share; written by sim-core/kernels/particle-diffusion.ts. */
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
  /** [2 (last + 1)]: diffusivity and its integral */
  table: u32;
  last: u32;
  shells: u32;
  /** [shells] each: 1 / volume, and of the face inside */
  weights: u32;
  conductance: u32;
  /** [2 shells], pairs */
  faces: u32;
  timeScale: f64;
  /** Entries of the table per mol/m3. */
  perEntry: f64;
  /** Of the surface; see RadialGrid. */
  film: f64;
  bend: f64;
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

/** Writes the end that has been found for the fluxes given. */
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

/** Nearer than this in entries, two values have the mean of their diffusivities between them. */
const NEAR: f64 = 2e-3;

/** Face k-1 at 16 (k-1): mean of D over what lies between shells k-1 and k; the last one has the last shell's own. */
function findFaces(all: Batch, a: usize, b: usize, factor: v128): void {
  const shells: usize = all.shells;
  const perEntry = f64x2.splat(all.perEntry);
  const table: usize = all.table;
  const last = f64x2.splat(<f64>all.last);
  const lastBelow = f64x2.splat(<f64>(all.last - 1));
  const half = f64x2.splat(0.5);
  const near = f64x2.splat(NEAR);
  let faces: usize = all.faces - 16;
  let position = f64x2.splat(0);
  let value = position;
  let integral = position;
  for (let k: usize = 0; k < shells; k++) {
    const from = position;
    const fromValue = value;
    const fromIntegral = integral;
    position = f64x2.mul(pair(all.predicted, a, b), perEntry);
    const within = f64x2.min(f64x2.max(position, f64x2.splat(0)), last);
    const below = f64x2.min(f64x2.floor(within), lastBelow);
    const share = f64x2.sub(within, below);
    const index = i32x4.trunc_sat_f64x2_s_zero(below);
    const one: usize = table + ((<usize>i32x4.extract_lane(index, 0)) << 4);
    const two: usize = table + ((<usize>i32x4.extract_lane(index, 1)) << 4);
    const ofOne = v128.load(one);
    const ofTwo = v128.load(two);
    const low = v128.shuffle<f64>(ofOne, ofTwo, 0, 2);
    const before = v128.shuffle<f64>(ofOne, ofTwo, 1, 3);
    const high = v128.load64_lane(two + 16, v128.load64_splat(one + 16), 1);
    const gain = f64x2.mul(share, f64x2.sub(high, low));
    value = f64x2.add(low, gain);
    const passed = f64x2.add(before, f64x2.mul(share, f64x2.add(low, f64x2.mul(half, gain))));
    integral = f64x2.add(passed, f64x2.mul(f64x2.sub(position, within), value));
    if (k > 0) {
      const rise = f64x2.sub(position, from);
      const even = f64x2.mul(half, f64x2.add(fromValue, value));
      const mean = f64x2.div(f64x2.sub(integral, fromIntegral), rise);
      const chosen = v128.bitselect(even, mean, f64x2.lt(f64x2.abs(rise), near));
      v128.store(faces, f64x2.mul(factor, chosen));
    }
    a += 8;
    b += 8;
    faces += 16;
  }
  v128.store(faces, f64x2.mul(factor, value));
}

function respondPair(all: Batch, p: usize, q: usize): void {
  const shells: usize = all.shells;
  const one = f64x2.splat(1);
  const a = (p * shells) << 3;
  const b = (q * shells) << 3;
  const radius = pair(all.radius, p << 3, q << 3);
  findFaces(all, a, b, pair(all.factor, p << 3, q << 3));
  const timeScale = f64x2.splat(all.timeScale);
  const scale = f64x2.div(timeScale, f64x2.mul(radius, radius));
  let rest = one;
  let carried = f64x2.splat(0);
  let before = pair(all.base, a, b);
  for (let k: usize = 1; k < shells; k++) {
    const at = k << 3;
    const face = v128.load(<usize>all.faces + ((k - 1) << 4));
    const conductance = v128.load64_splat(<usize>all.conductance + at);
    const lambda = f64x2.mul(f64x2.mul(conductance, scale), face);
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
  substitute(all, a, b, f64x2.div(f64x2.mul(f64x2.splat(2), timeScale), radius));
  describeSurface(all, p, q, radius);
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

function describeSurface(all: Batch, p: usize, q: usize, radius: v128): void {
  const shells: usize = all.shells;
  const surface = v128.load(<usize>all.faces + ((shells - 1) << 4));
  const a = (p * shells + shells - 1) << 3;
  const b = (q * shells + shells - 1) << 3;
  let free = pair(all.free, a, b);
  let response = pair(all.response, a, b);
  const film = f64x2.div(f64x2.mul(radius, f64x2.splat(all.film)), surface);
  if (shells > 1) {
    const inner = v128.load(<usize>all.faces + ((shells - 2) << 4));
    const slope = f64x2.div(f64x2.mul(f64x2.splat(all.bend), inner), surface);
    const freeDrop = f64x2.sub(free, pair(all.free, a - 8, b - 8));
    const responseDrop = f64x2.sub(response, pair(all.response, a - 8, b - 8));
    free = f64x2.add(free, f64x2.mul(slope, freeDrop));
    response = f64x2.add(response, f64x2.mul(slope, responseDrop));
  }
  storePair(all.surfaceFree, p << 3, q << 3, free);
  storePair(all.surfaceResponse, p << 3, q << 3, f64x2.add(response, film));
}
