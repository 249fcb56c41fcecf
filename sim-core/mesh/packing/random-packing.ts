/**
 * Random packing of unequal circles: log-normal radii, uniform start, then overlaps are pushed apart
 * (Jodrey-Tory relaxation) and the result is shaken by hard-disk Monte Carlo moves, so that gaps follow the
 * equilibrium of hard discs and do not pile up at the smallest one.
 * Sources: Jodrey & Tory, Phys. Rev. A 32 (1985) 2347; Metropolis et al., J. Chem. Phys. 21 (1953) 1087.
 */
import { exp, hypot, log1p } from "../../base/elementary.ts";
import { InputError, type InputProblem } from "../../base/errors.ts";
import { createRandom, type Random } from "../../base/random.ts";
import type { PackedSite } from "./lattice-packing.ts";

export interface RandomPackingRequest {
  /** m */ readonly width: number;
  /** m, of the cathode layer */ readonly thickness: number;
  /** Of the layer, covered by particles, 0..about 0.6. */ readonly areaFraction: number;
  /** m */ readonly meanRadius: number;
  /** Coefficient of variation of the radii, 0..0.5. */ readonly radiusSpread: number;
  /** m, between circles and to the layer's borders. */ readonly minimumGap: number;
  readonly seed: number;
}

const MAXIMUM_SWEEPS = 2000;
const SHAKING_SWEEPS = 30;

/**
 * Returns sites from bottom to top whose area is the asked fraction to round-off and whose gaps are at least
 * `minimumGap`. The radii are scaled by one common factor near 1 to meet the fraction. InputError when they do not fit.
 */
export function packRandom(request: RandomPackingRequest): PackedSite[] {
  const problems = checkRequest(request);
  if (problems.length > 0) throw new InputError(problems);
  const random = createRandom(request.seed, "packing");
  const radius = drawRadii(request, random);
  const field = createDiscs(request, radius, random);
  if (!relaxOverlaps(field)) throw new InputError([describeCrowding(request)]);
  shakeDiscs(field, random);
  const sites: PackedSite[] = [];
  for (let k = 0; k < radius.length; k++) sites.push({ x: field.x[k], y: field.y[k], radius: radius[k] });
  return sites.sort((a, b) => a.y - b.y || a.x - b.x);
}

function checkRequest(request: RandomPackingRequest): InputProblem[] {
  const problems: InputProblem[] = [];
  const demand = (good: boolean, name: string, value: number, expected: string): void => {
    if (!good) problems.push({ where: `cathode.${name}`, got: String(value), expected });
  };
  const { width, thickness, areaFraction, meanRadius, radiusSpread, minimumGap } = request;
  demand(width > 0 && width < 1, "width", width, "a length above 0");
  demand(thickness > 0 && thickness < 1, "thickness", thickness, "a length above 0");
  demand(radiusSpread >= 0 && radiusSpread <= 0.5, "radiusSpread", radiusSpread, "a number from 0 to 0.5");
  demand(minimumGap >= 0 && minimumGap < 1, "minimumGap", minimumGap, "a length of at least 0");
  const room = 0.5 * Math.min(width, thickness) - minimumGap;
  demand(
    meanRadius > 0 && meanRadius < room,
    "particleRadius",
    meanRadius,
    `a length above 0 and below ${room} m`,
  );
  demand(areaFraction > 0 && areaFraction < 0.8, "areaFraction", areaFraction, "a number from 0 to 0.8");
  return problems;
}

function describeCrowding(request: RandomPackingRequest): InputProblem {
  const expected =
    "a smaller fraction, or smaller particles or gaps: this many circles with this gap could not be laid without overlap";
  return { where: "cathode.areaFraction", got: String(request.areaFraction), expected };
}

/** Log-normal radii, redrawn outside 0.4 to 2.2 of the mean, until their area comes closest to the target. */
function drawRadii(request: RandomPackingRequest, random: Random): number[] {
  const { meanRadius, radiusSpread, minimumGap } = request;
  const target = request.areaFraction * request.width * request.thickness;
  const largest = 0.49 * Math.min(request.width, request.thickness) - minimumGap;
  const sigma = Math.sqrt(log1p(radiusSpread * radiusSpread));
  const radii: number[] = [];
  let area = 0;
  for (;;) {
    let r = 0;
    do r = meanRadius * exp(sigma * random.normal() - 0.5 * sigma * sigma);
    while (r < 0.4 * meanRadius || r > 2.2 * meanRadius || r > largest);
    const next = area + Math.PI * r * r;
    if (radii.length > 0 && next - target > target - area) break;
    radii.push(r);
    area = next;
    if (area >= target) break;
  }
  const factor = Math.sqrt(target / area);
  return radii.map((r) => r * factor);
}

/** Circles with their centres and a bucket grid over them; scratch of one packing. */
interface Discs {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly radius: ArrayLike<number>;
  readonly gap: number;
  readonly width: number;
  readonly thickness: number;
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  readonly head: Int32Array;
  readonly next: Int32Array;
}

function createDiscs(request: RandomPackingRequest, radius: ArrayLike<number>, random: Random): Discs {
  const { width, thickness, minimumGap } = request;
  const n = radius.length;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  let largest = 0;
  for (let k = 0; k < n; k++) {
    const margin = radius[k] + minimumGap;
    largest = Math.max(largest, radius[k]);
    x[k] = margin + random.uniform() * Math.max(0, width - 2 * margin);
    y[k] = margin + random.uniform() * Math.max(0, thickness - 2 * margin);
  }
  const cell = 2.02 * largest + minimumGap;
  const columns = Math.max(1, Math.ceil(width / cell));
  const rows = Math.max(1, Math.ceil(thickness / cell));
  const head = new Int32Array(columns * rows);
  const next = new Int32Array(n);
  return { x, y, radius, gap: minimumGap, width, thickness, cell, columns, rows, head, next };
}

function cellOf(discs: Discs, x: number, y: number): number {
  const i = Math.min(discs.columns - 1, Math.max(0, Math.floor(x / discs.cell)));
  const j = Math.min(discs.rows - 1, Math.max(0, Math.floor(y / discs.cell)));
  return j * discs.columns + i;
}

function fillBuckets(discs: Discs): void {
  discs.head.fill(-1);
  for (let k = 0; k < discs.x.length; k++) {
    const cell = cellOf(discs, discs.x[k], discs.y[k]);
    discs.next[k] = discs.head[cell];
    discs.head[cell] = k;
  }
}

/** Calls `visit` for every disc of the 3 x 3 buckets round (x, y). */
function visitNear(discs: Discs, x: number, y: number, visit: (other: number) => void): void {
  const i = Math.floor(x / discs.cell);
  const j = Math.floor(y / discs.cell);
  for (let jj = Math.max(0, j - 1); jj <= Math.min(discs.rows - 1, j + 1); jj++) {
    for (let ii = Math.max(0, i - 1); ii <= Math.min(discs.columns - 1, i + 1); ii++) {
      for (let k = discs.head[jj * discs.columns + ii]; k >= 0; k = discs.next[k]) visit(k);
    }
  }
}

/** Pushes overlapping pairs apart until none is left; false when the sweeps run out. */
function relaxOverlaps(discs: Discs): boolean {
  const { x, y, radius, gap } = discs;
  let smallest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < radius.length; k++) smallest = Math.min(smallest, radius[k]);
  // A push aims a little beyond contact, so that the last overlaps vanish in a finite number of sweeps.
  const aim = gap + 0.01 * smallest;
  for (let sweep = 0; sweep < MAXIMUM_SWEEPS; sweep++) {
    fillBuckets(discs);
    let overlaps = 0;
    for (let k = 0; k < radius.length; k++) {
      visitNear(discs, x[k], y[k], (m) => {
        if (m <= k) return;
        const dx = x[m] - x[k];
        const dy = y[m] - y[k];
        const distance = hypot(dx, dy);
        const contact = radius[k] + radius[m];
        if (distance >= contact + gap) return;
        overlaps++;
        const push = (0.5 * (contact + aim - distance)) / (distance || 1);
        const ux = distance > 0 ? dx : 1;
        movePair(discs, k, m, push * ux, push * dy);
      });
    }
    if (overlaps === 0) return true;
  }
  return false;
}

function movePair(discs: Discs, k: number, m: number, dx: number, dy: number): void {
  placeInside(discs, k, discs.x[k] - dx, discs.y[k] - dy);
  placeInside(discs, m, discs.x[m] + dx, discs.y[m] + dy);
}

function placeInside(discs: Discs, k: number, x: number, y: number): void {
  const margin = discs.radius[k] + discs.gap;
  discs.x[k] = Math.min(discs.width - margin, Math.max(margin, x));
  discs.y[k] = Math.min(discs.thickness - margin, Math.max(margin, y));
}

/** Hard-disk Monte Carlo: moves that keep every gap are accepted. */
function shakeDiscs(discs: Discs, random: Random): void {
  const { x, y, radius, gap } = discs;
  for (let sweep = 0; sweep < SHAKING_SWEEPS; sweep++) {
    fillBuckets(discs);
    for (let k = 0; k < radius.length; k++) {
      const reach = 0.25 * radius[k];
      const xNew = x[k] + reach * (2 * random.uniform() - 1);
      const yNew = y[k] + reach * (2 * random.uniform() - 1);
      const margin = radius[k] + gap;
      if (xNew < margin || xNew > discs.width - margin) continue;
      if (yNew < margin || yNew > discs.thickness - margin) continue;
      let free = true;
      visitNear(discs, xNew, yNew, (m) => {
        if (m !== k && hypot(x[m] - xNew, y[m] - yNew) < radius[k] + radius[m] + gap) free = false;
      });
      if (!free) continue;
      moveBucket(discs, k, xNew, yNew);
    }
  }
}

/** Moves disc k and keeps the buckets true. */
function moveBucket(discs: Discs, k: number, xNew: number, yNew: number): void {
  const { head, next } = discs;
  const from = cellOf(discs, discs.x[k], discs.y[k]);
  const to = cellOf(discs, xNew, yNew);
  discs.x[k] = xNew;
  discs.y[k] = yNew;
  if (from === to) return;
  if (head[from] === k) head[from] = next[k];
  else {
    let before = head[from];
    while (next[before] !== k) before = next[before];
    next[before] = next[k];
  }
  next[k] = head[to];
  head[to] = k;
}
