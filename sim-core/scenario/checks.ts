/** Checks between parameters: each value is possible on its own, but not all of them together. */
import { hypot } from "../base/elementary.ts";
import { type ProblemList, showLength } from "./problems.ts";
import { listSteps } from "./protocol.ts";
import type { ProtocolStep, Scenario } from "./scenario.ts";

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
  {
    where: "protocol.steps",
    uses: [],
    judge: ({ protocol }) => {
      const charge = Math.min(...cutOffs(listSteps(protocol), "charge"));
      const discharge = Math.max(...cutOffs(listSteps(protocol), "discharge"));
      return charge > discharge
        ? undefined
        : {
            got: `charge to ${charge} V and discharge to ${discharge} V`,
            expected: "a charge cut-off above the discharge cut-off",
          };
    },
  },
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

function cutOffs(steps: readonly ProtocolStep[], kind: "charge" | "discharge"): number[] {
  return steps.flatMap((step) =>
    step.kind === kind
      ? step.until.filter((limit) => limit.kind === "voltage").map((limit) => limit.value)
      : [],
  );
}

function checkParticles({ cathode, cell }: Scenario, problems: ProblemList): void {
  const { particles, thickness, minimumGap } = cathode;
  if (
    ["cathode.particles", "cell.width", "cathode.thickness", "cathode.minimumGap"].some((path) =>
      problems.has(path),
    )
  )
    return;
  const slack = 1e-12;
  particles.forEach(({ x, y, radius }, k) => {
    const inside = x - radius >= -slack && x + radius <= cell.width + slack && y - radius >= -slack;
    if (!inside || y + radius > thickness + slack) {
      problems.addInWords(
        `cathode.particles.${k}`,
        `a circle of ${showLength(radius)} at ${showLength(x)}, ${showLength(y)}`,
        `a circle inside the cathode, ${showLength(cell.width)} wide and ${showLength(thickness)} high`,
      );
    }
    for (let other = 0; other < k; other++) {
      const site = particles[other] as (typeof particles)[number];
      const gap = hypot(site.x - x, site.y - y) - site.radius - radius;
      if (gap < minimumGap - slack) {
        problems.addInWords(
          `cathode.particles.${k}`,
          `a gap of ${showLength(gap)} to particle ${other}`,
          `at least the smallest gap, ${showLength(minimumGap)}`,
        );
      }
    }
  });
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
