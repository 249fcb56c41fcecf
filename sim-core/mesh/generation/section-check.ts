/**
 * Is a cross-section meshable? Circles apart and inside the cathode layer, protrusions inside the separator and
 * apart. Every problem is listed, not only the first.
 */
import { hypot } from "../../base/elementary.ts";
import { type InputProblem, shortenProblems } from "../../base/errors.ts";
import { createChainDistance } from "../chain-distance.ts";
import { type CrossSection, SMALLEST_GAP } from "../cross-section.ts";
import { checkFrontLine } from "../front-check.ts";

/** Overlaps that are told of one circle with those to its right: a heap has as many as there are pairs. */
const ENOUGH_MET = 10;

/** Returns all problems; an empty list when the section can be meshed. */
export function checkSection(section: CrossSection): InputProblem[] {
  const problems = checkLayers(section);
  const { particleX, particleY, particleRadius } = section;
  if (particleY.length !== particleX.length || particleRadius.length !== particleX.length) {
    const got = `${particleX.length} x, ${particleY.length} y, ${particleRadius.length} radii`;
    problems.push({ where: "cathode.particles", got, expected: "as many of each" });
    return problems;
  }
  problems.push(
    ...shortenProblems(checkParticles(section), "cathode.particles"),
    ...shortenProblems(checkOverlaps(section), "cathode.particles"),
    ...shortenProblems(checkProtrusions(section), "anode.protrusions"),
  );
  if (section.front) problems.push(...checkFrontLine(section, section.front));
  return problems;
}

function checkLayers(section: CrossSection): InputProblem[] {
  const problems: InputProblem[] = [];
  const check = (where: string, value: number): void => {
    if (value > 0 && value < 1) return;
    problems.push({ where, got: formatLength(value), expected: "a length above 0" });
  };
  check("cell.width", section.width);
  check("cathode.thickness", section.cathodeThickness);
  check("electrolyte.thickness", section.electrolyteThickness);
  check("anode.thickness", section.lithiumThickness);
  return problems;
}

function checkParticles(section: CrossSection): InputProblem[] {
  const { width, cathodeThickness, particleX, particleY, particleRadius } = section;
  const problems: InputProblem[] = [];
  const front = section.front && measureFront(section.front);
  for (let p = 0; p < particleX.length; p++) {
    const r = particleRadius[p];
    const where = `cathode.particles[${p}]`;
    if (!(r > 0 && Number.isFinite(particleX[p]) && Number.isFinite(particleY[p]))) {
      problems.push({
        where,
        got: describeCircle(section, p),
        expected: "finite x and y and a radius above 0",
      });
      continue;
    }
    const margin = r * (1 + SMALLEST_GAP);
    const inWidth = particleX[p] >= margin && particleX[p] <= width - margin;
    const inLayer = particleY[p] >= margin && particleY[p] <= cathodeThickness - margin;
    if (inWidth && inLayer) continue;
    // A cell whose front has moved may have particles that have drifted out of the layer.
    const hasDrifted = inWidth && particleY[p] > cathodeThickness - margin;
    if (hasDrifted && front && front.measure(particleX[p], particleY[p]) >= margin) continue;
    const layer = `the cathode layer of ${formatLength(width)} x ${formatLength(cathodeThickness)}`;
    const expected = hasDrifted && front ? "a circle below the lithium front" : `a circle inside ${layer}`;
    problems.push({ where, got: describeCircle(section, p), expected });
  }
  return problems;
}

/** Distance from the front, a chain of places [n*2]. */
function measureFront(places: ArrayLike<number>): ReturnType<typeof createChainDistance> {
  return createChainDistance(
    places,
    Int32Array.from({ length: places.length / 2 }, (_, k) => k),
  );
}

/** Sweeps the circles from left to right, so that only near pairs are compared. */
function checkOverlaps(section: CrossSection): InputProblem[] {
  const { particleX, particleY, particleRadius } = section;
  const order = Array.from(particleX, (_, p) => p).sort((a, b) => particleX[a] - particleX[b] || a - b);
  const largest = particleRadius.reduce((most, r) => Math.max(most, r), 0);
  const problems: InputProblem[] = [];
  for (let i = 0; i < order.length; i++) {
    const p = order[i];
    let met = 0;
    for (let j = i + 1; j < order.length; j++) {
      const q = order[j];
      const dx = particleX[q] - particleX[p];
      if (dx > 2 * largest * (1 + SMALLEST_GAP)) break;
      const smaller = Math.min(particleRadius[p], particleRadius[q]);
      const gap = hypot(dx, particleY[q] - particleY[p]) - particleRadius[p] - particleRadius[q];
      if (!(gap < SMALLEST_GAP * smaller)) continue;
      const where = `cathode.particles[${Math.min(p, q)}] and [${Math.max(p, q)}]`;
      const got = gap < 0 ? `an overlap of ${formatLength(-gap)}` : `a gap of ${formatLength(gap)}`;
      problems.push({ where, got, expected: `a gap of at least ${formatLength(SMALLEST_GAP * smaller)}` });
      if (++met >= ENOUGH_MET) break;
    }
  }
  return problems;
}

function checkProtrusions(section: CrossSection): InputProblem[] {
  const { width, electrolyteThickness, protrusions } = section;
  const problems: InputProblem[] = [];
  protrusions.forEach((one, j) => {
    const where = `anode.protrusions[${j}]`;
    const { x, halfWidth, depth } = one;
    const got = `x ${formatLength(x)}, half width ${formatLength(halfWidth)}, depth ${formatLength(depth)}`;
    if (!(halfWidth > 0 && depth > 0 && Number.isFinite(x))) {
      problems.push({ where, got, expected: "a finite x, a half width and a depth above 0" });
      return;
    }
    const gap = SMALLEST_GAP * halfWidth;
    if (depth > electrolyteThickness - gap) {
      const expected = `a depth below the electrolyte's ${formatLength(electrolyteThickness)}, clear of the particles`;
      problems.push({ where, got, expected });
    }
    if (x - halfWidth < gap || x + halfWidth > width - gap) {
      problems.push({ where, got, expected: `a place between the side walls, 0 to ${formatLength(width)}` });
    }
    for (let k = 0; k < j; k++) {
      const other = protrusions[k];
      if (Math.abs(x - other.x) >= halfWidth + other.halfWidth + gap) continue;
      problems.push({
        where,
        got,
        expected: `no overlap with anode.protrusions[${k}] at ${formatLength(other.x)}`,
      });
      break;
    }
  });
  return problems;
}

function describeCircle(section: CrossSection, p: number): string {
  const { particleX, particleY, particleRadius } = section;
  return `x ${formatLength(particleX[p])}, y ${formatLength(particleY[p])}, radius ${formatLength(particleRadius[p])}`;
}

function formatLength(metres: number): string {
  return `${Number((metres * 1e6).toPrecision(5))} um`;
}
