/**
 * The blur of a picture: the discrete Gaussian T(n) = exp(-t) I_n(t) of Lindeberg 1990 along rows and columns, I_n modified
 * Bessel functions. Its sum is 1, its variance exactly t and two in a row are one of the summed variance, at any width.
 * Borders are mirrors, so that no grey is lost.
 */
import { exp } from "../../base/elementary.ts";

/** Full width at half maximum over standard deviation: 2 (2 ln 2)^0.5. */
const WIDTH_PER_DEVIATION = 2.3548200450309493;
/** What lies beyond the kernel's ends. */
const NEGLIGIBLE = 1e-16;

/** Returns the kernel [0..reach], one side with its middle; `width`: full width at half maximum in voxels, 0 or more. */
export function createPointSpread(width: number): Float64Array {
  const variance = (width / WIDTH_PER_DEVIATION) * (width / WIDTH_PER_DEVIATION);
  const weights = [exp(-variance) * besselSeries(0, variance)];
  for (let n = 1; variance > 0; n++) {
    const own = exp(-variance) * besselSeries(n, variance);
    if (own < NEGLIGIBLE) break;
    weights.push(own);
  }
  const sum = weights.reduce((all, own, n) => all + (n === 0 ? own : 2 * own), 0);
  return Float64Array.from(weights, (own) => own / sum);
}

/** I_n(t) = sum over m of (t/2)^(2m+n) / (m! (m+n)!): all terms positive, t up to some hundreds. */
function besselSeries(n: number, t: number): number {
  const half = 0.5 * t;
  let term = 1;
  for (let k = 1; k <= n; k++) term *= half / k;
  let sum = term;
  for (let m = 1; term > 1e-17 * sum || m < half; m++) {
    term *= (half * half) / (m * (m + n));
    sum += term;
  }
  return sum;
}

/** Returns `image` [rows*columns] blurred in both directions. */
export function blur(
  image: Float64Array,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  kernel: Float64Array,
): Float64Array {
  if (kernel.length === 1) return image.slice();
  const across = blurLines(image, { lines: rows, next: columns, length: columns, step: 1 }, kernel);
  return blurLines(across, { lines: columns, next: 1, length: rows, step: columns }, kernel);
}

/** Lines of values `step` apart, which begin `next` apart. */
interface Lines {
  readonly lines: number;
  readonly next: number;
  readonly length: number;
  readonly step: number;
}

function blurLines(image: Float64Array, { lines, next, length, step }: Lines, kernel: Float64Array) {
  const out = new Float64Array(image.length);
  const reach = kernel.length - 1;
  const place = Int32Array.from({ length: length + 2 * reach }, (_, k) => step * mirror(k - reach, length));
  for (let line = 0; line < lines; line++) {
    const start = line * next;
    for (let k = 0; k < length; k++) {
      let sum = kernel[0] * image[start + k * step];
      for (let n = 1; n <= reach; n++) {
        const pair = image[start + place[k + reach - n]] + image[start + place[k + reach + n]];
        sum += kernel[n] * pair;
      }
      out[start + k * step] = sum;
    }
  }
  return out;
}

/** Brings a place to 0..length-1 by mirrors at -1/2 and length-1/2. */
function mirror(place: number, length: number): number {
  const period = 2 * length;
  const own = ((place % period) + period) % period;
  return own < length ? own : period - 1 - own;
}
