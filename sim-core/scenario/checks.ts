/** Checks between parameters: each value is possible on its own, but not all of them together. */
import { hypot } from "../base/elementary.ts";
import { type ProblemList, showLength } from "./record/problems.ts";
import type { ParticleSite, Scenario } from "./record/scenario.ts";

interface Check {
  /** Where the problem is reported. */
  readonly where: string;
  /** Paths that must be free of problems for the check to mean anything. */
  readonly uses: readonly string[];
  /** What was got and what would be right, or undefined if all is well. */
  readonly judge: (scenario: Scenario) => { readonly got: string; readonly expected: string } | undefined;
}

/** Notes every contradiction in an otherwise readable scenario. */
export function checkScenario(scenario: Scenario, problems: ProblemList): void {
  for (const check of CHECKS) {
    if ([check.where, ...check.uses].some((path) => problems.has(path))) continue;
    const verdict = check.judge(scenario);
    if (verdict !== undefined) problems.addInWords(check.where, verdict.got, verdict.expected);
  }
  checkParticles(scenario, problems);
  checkProtrusions(scenario, problems);
  checkZones(scenario, problems);
}

const CHECKS: readonly Check[] = [
  {
    where: "ncm.stoichiometryCharged",
    uses: ["ncm.stoichiometryDischarged"],
    judge: ({ ncm }) =>
      ncm.stoichiometryCharged < ncm.stoichiometryDischarged
        ? undefined
        : {
            got: `${ncm.stoichiometryCharged}`,
            expected: `less than when discharged (${ncm.stoichiometryDischarged})`,
          },
  },
  {
    where: "ncm.stoichiometryInitial",
    uses: ["ncm.stoichiometryDischarged", "ncm.stoichiometryCharged"],
    judge: ({ ncm }) => {
      const { stoichiometryInitial: x, stoichiometryCharged: low, stoichiometryDischarged: high } = ncm;
      return x >= low && x <= high ? undefined : { got: `${x}`, expected: `a number from ${low} to ${high}` };
    },
  },
  {
    where: "cathode.columns",
    uses: [
      "cathode.packing",
      "cathode.particles",
      "cathode.particleRadius",
      "cathode.minimumGap",
      "cell.width",
    ],
    judge: ({ cathode, cell }) =>
      judgePitch(
        cathode,
        cell.width / cathode.columns,
        `${cathode.columns} particles across ${showLength(cell.width)}`,
      ),
  },
  {
    where: "cathode.rows",
    uses: [
      "cathode.packing",
      "cathode.particles",
      "cathode.particleRadius",
      "cathode.minimumGap",
      "cathode.thickness",
    ],
    judge: ({ cathode }) =>
      judgePitch(
        cathode,
        cathode.thickness / cathode.rows,
        `${cathode.rows} rows in ${showLength(cathode.thickness)}`,
      ),
  },
  {
    where: "cathode.particleRadius",
    uses: ["cathode.packing", "cathode.particles", "cathode.minimumGap", "cathode.thickness", "cell.width"],
    judge: ({ cathode, cell }) => {
      if (cathode.packing !== "random" || cathode.particles.length > 0) return undefined;
      const room = Math.min(cathode.thickness, cell.width) / 2 - cathode.minimumGap;
      return cathode.particleRadius <= room
        ? undefined
        : {
            got: showLength(cathode.particleRadius),
            expected: `a radius that fits into the layer, ${showLength(room)} at most`,
          };
    },
  },
  {
    where: "mechanics.mode",
    uses: ["solver.model"],
    judge: ({ mechanics, solver }) =>
      solver.model !== "homogenised" || mechanics.mode === "off"
        ? undefined
        : {
            got: mechanics.mode,
            expected: "off where solver.model is homogenised: its particles have no shape",
          },
  },
  {
    where: "fracture.active",
    uses: ["solver.model"],
    judge: ({ fracture, solver }) =>
      solver.model !== "homogenised" || !fracture.active
        ? undefined
        : { got: "true", expected: "false where solver.model is homogenised: cracks need stress and grains" },
  },
  {
    where: "grains.resolved",
    uses: ["solver.model"],
    judge: ({ grains, solver }) =>
      solver.model !== "homogenised" || !grains.resolved
        ? undefined
        : {
            got: "true",
            expected: "false where solver.model is homogenised: its mesh is coarser than grains",
          },
  },
  {
    where: "anode.minimumThickness",
    uses: ["anode.thickness"],
    judge: ({ anode }) =>
      anode.minimumThickness < anode.thickness
        ? undefined
        : {
            got: showLength(anode.minimumThickness),
            expected: `less than the lithium thickness (${showLength(anode.thickness)})`,
          },
  },
  {
    where: "grains.boundaryResistance",
    uses: ["grains.measuredSize", "grains.size", "electrolyte.conductivity"],
    judge: ({ grains, electrolyte }) => {
      const limit = grains.measuredSize / electrolyte.conductivity;
      return grains.boundaryResistance < limit
        ? undefined
        : {
            got: showAreaResistance(grains.boundaryResistance),
            expected: `less than ${showAreaResistance(limit)}: boundaries every ${showLength(grains.measuredSize)} would resist more than the measured electrolyte`,
          };
    },
  },
  ...(["linkFraction", "shortFraction"] as const).map(
    (key): Check => ({
      where: `intergranular.${key}`,
      uses: ["intergranular.maximumFraction"],
      judge: ({ intergranular }) =>
        intergranular[key] < intergranular.maximumFraction
          ? undefined
          : {
              got: `${intergranular[key]}`,
              expected: `less than the largest fraction, ${intergranular.maximumFraction}`,
            },
    }),
  ),
];

function showAreaResistance(value: number): string {
  return `${Number((value / 1e-4).toPrecision(4))} ohm cm2`;
}

function judgePitch(cathode: Scenario["cathode"], pitch: number, got: string): ReturnType<Check["judge"]> {
  if (cathode.packing !== "lattice" || cathode.particles.length > 0) return undefined;
  const needed = 2 * cathode.particleRadius + cathode.minimumGap;
  if (pitch >= needed * (1 - 1e-9)) return undefined;
  return {
    got,
    expected: `a pitch of at least ${showLength(needed)} (diameter and smallest gap); it is ${showLength(pitch)}`,
  };
}

/** Round-off that a gap or an edge may miss, m. */
const LENGTH_SLACK = 1e-12;
/** Others that a particle is compared with once they are too near. */
const ENOUGH_MET = 10;

function checkParticles({ cathode, cell }: Scenario, problems: ProblemList): void {
  const { particles, thickness } = cathode;
  if (
    ["cathode.particles", "cell.width", "cathode.thickness", "cathode.minimumGap"].some((path) =>
      problems.has(path),
    )
  )
    return;
  const near = findNear(cathode);
  particles.forEach(({ x, y, radius }, k) => {
    const inside = x - radius >= -LENGTH_SLACK && x + radius <= cell.width + LENGTH_SLACK;
    if (!inside || y - radius < -LENGTH_SLACK || y + radius > thickness + LENGTH_SLACK) {
      problems.addInWords(
        `cathode.particles.${k}`,
        `a circle of ${showLength(radius)} at ${showLength(x)}, ${showLength(y)}`,
        `a circle inside the cathode, ${showLength(cell.width)} wide and ${showLength(thickness)} high`,
      );
    }
    const other = near.get(k);
    if (other !== undefined) {
      problems.addInWords(
        `cathode.particles.${k}`,
        `a gap of ${showLength(gapBetween(particles[k] as ParticleSite, particles[other] as ParticleSite))} to particle ${other}`,
        `at least the smallest gap, ${showLength(cathode.minimumGap)}`,
      );
    }
  });
}

/** By particle: an earlier one that is too near, one of possibly many. Sorted by x, so that few pairs are compared. */
function findNear({ particles, minimumGap }: Scenario["cathode"]): ReadonlyMap<number, number> {
  const at = (k: number): ParticleSite => particles[k] as ParticleSite;
  const order = particles.map((_, k) => k).sort((a, b) => at(a).x - at(b).x || a - b);
  const reach = minimumGap + 2 * particles.reduce((most, { radius }) => Math.max(most, radius), 0);
  const near = new Map<number, number>();
  order.forEach((k, place) => {
    let met = 0;
    // In a heap of particles each meets all others: a few are enough to tell.
    for (let next = place + 1; next < order.length && met < ENOUGH_MET; next++) {
      const other = order[next] as number;
      if (at(other).x - at(k).x >= reach) break;
      if (gapBetween(at(k), at(other)) >= minimumGap - LENGTH_SLACK) continue;
      met++;
      const later = Math.max(k, other);
      if (!near.has(later)) near.set(later, Math.min(k, other));
    }
  });
  return near;
}

function gapBetween(a: ParticleSite, b: ParticleSite): number {
  return hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius;
}

function checkProtrusions({ anode, cell, electrolyte }: Scenario, problems: ProblemList): void {
  if (["anode.protrusions", "cell.width", "electrolyte.thickness"].some((path) => problems.has(path))) return;
  anode.protrusions.forEach(({ x, halfWidth, depth }, k) => {
    const where = `anode.protrusions.${k}`;
    if (x - halfWidth < 0 || x + halfWidth > cell.width) {
      problems.addInWords(
        where,
        `${showLength(x)} +- ${showLength(halfWidth)}`,
        `a protrusion between 0 um and ${showLength(cell.width)}`,
      );
    }
    if (depth >= electrolyte.thickness) {
      problems.addInWords(
        where,
        `a depth of ${showLength(depth)}`,
        `less than the electrolyte, ${showLength(electrolyte.thickness)}`,
      );
    }
    for (let other = 0; other < k; other++) {
      const before = anode.protrusions[other] as (typeof anode.protrusions)[number];
      if (Math.abs(before.x - x) < before.halfWidth + halfWidth) {
        problems.addInWords(
          where,
          `${showLength(x)} +- ${showLength(halfWidth)}`,
          `a protrusion beside number ${other}, not over it`,
        );
        break;
      }
    }
  });
}

function checkZones({ cathode, cell }: Scenario, problems: ProblemList): void {
  if (problems.has("cathode.inactiveZones") || problems.has("cell.width")) return;
  cathode.inactiveZones.forEach(({ from, to }, k) => {
    if (from < to && to <= cell.width * (1 + 1e-9)) return;
    const expected = `an interval from left to right between 0 um and ${showLength(cell.width)}`;
    problems.addInWords(`cathode.inactiveZones.${k}`, `${showLength(from)} to ${showLength(to)}`, expected);
  });
}
