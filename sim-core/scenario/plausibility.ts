/**
 * What can be computed but is hardly meant: values that contradict each other, functions that do not reach where the run
 * will go, numbers that no such material has. Each is a question, never a refusal.
 */
import { FARADAY, LITHIUM_MOLAR_VOLUME } from "../base/constants.ts";
import { expm1 } from "../base/elementary.ts";
import { currentDensityOf, particleAreaPerWidth } from "./capacity.ts";
import { listSteps } from "./protocol/protocol.ts";
import { type ProblemList, showNumber as show, showLength } from "./record/problems.ts";
import type { MaterialFunction, ProtocolStep, Scenario } from "./record/scenario.ts";

/** kg/mol of NCM811. */
const MOLAR_MASS = 97.28e-3;
/** Share by which density over concentration may miss the molar mass: pores, dopants, rounding. */
const MOLAR_MASS_SLACK = 0.1;
/** The nominal capacity over that of the window, and the other way round; assumed. */
const LARGEST_CAPACITY_RATIO = 1.6;
/** V against lithium, of any insertion material. */
const POTENTIAL_RANGE = { from: 0, to: 6 };
/** m2/s, from the slowest solids measured to liquids. */
const DIFFUSIVITY_RANGE = { from: 1e-20, to: 1e-9 };
/** V by which a cut-off may lie beyond the values that are given. */
const VOLTAGE_SLACK = 0.01;
/** Of x, for round-off in the ends of a range. */
const EDGE_SLACK = 1e-6;
/** Lag of the surface behind the mean, in x, that no particle can follow; assumed. */
const LARGEST_LAG = 2;
/** m of lithium that one charge may plate above the critical current before it is questioned; assumed: runs that stopped
 * because their front had grown too rough plated 33 um or more. */
const LARGEST_ROUGH_PLATING = 25e-6;
/** C/kg in 1 mAh/g. */
const MILLIAMPERE_HOURS_PER_GRAM = 3600;

interface Question {
  readonly where: string;
  /** Paths that must be free of problems for the question to mean anything. */
  readonly uses: readonly string[];
  readonly ask: (scenario: Scenario) => readonly { readonly got: string; readonly expected: string }[];
}

/** Notes every question that a scenario without problems at these places raises. */
export function questionScenario(scenario: Scenario, problems: ProblemList): void {
  for (const { where, uses, ask } of QUESTIONS) {
    if ([where, ...uses].some((path) => problems.has(path))) continue;
    for (const { got, expected } of ask(scenario)) problems.question(where, got, expected);
  }
}

const WINDOW = ["ncm.stoichiometryCharged", "ncm.stoichiometryDischarged", "ncm.stoichiometryInitial"];
const CAPACITY = ["cell.nominalCapacity", "ncm.density", "ncm.maximumConcentration"];

const QUESTIONS: readonly Question[] = [
  {
    where: "ncm.openCircuitPotential",
    uses: WINDOW,
    ask: ({ ncm }) => [
      ...askRange(ncm, ncm.openCircuitPotential, "goes straight on"),
      ...askPotential(ncm.openCircuitPotential),
    ],
  },
  {
    where: "ncm.diffusivity",
    uses: [...WINDOW, ...CAPACITY, "cathode.particleRadius", "cathode.particles", "cell.cRate"],
    ask: (scenario) => [
      ...askRange(scenario.ncm, scenario.ncm.diffusivity, "stays constant"),
      ...askDiffusivity(scenario),
    ],
  },
  { where: "protocol.steps", uses: ["ncm.openCircuitPotential"], ask: askCutOffs },
  { where: "cell.nominalCapacity", uses: [...CAPACITY, ...WINDOW], ask: askCapacity },
  {
    where: "contactLoss.threshold",
    uses: ["contactLoss", "cell.stackPressure", "ncm.volumeChange"],
    ask: askThreshold,
  },
  {
    where: "anode.thickness",
    uses: [...WINDOW, "ncm.maximumConcentration", "cathode", "cell.width"],
    ask: askLithium,
  },
  {
    where: "cell.cRate",
    uses: [...WINDOW, ...CAPACITY, "cathode", "cell.width", "cell.stackPressure", "intergranular"],
    ask: askPlating,
  },
];

type Answer = ReturnType<Question["ask"]>;

function askRange(ncm: Scenario["ncm"], { from, to }: MaterialFunction, beyond: string): Answer {
  const low = Math.min(ncm.stoichiometryCharged, ncm.stoichiometryInitial);
  const high = Math.max(ncm.stoichiometryDischarged, ncm.stoichiometryInitial);
  if (from <= low + EDGE_SLACK && to >= high - EDGE_SLACK) return [];
  return [
    {
      got: `values from x = ${show(from)} to ${show(to)}`,
      expected: `values over the window and the start, x = ${show(low)} to ${show(high)}: beyond its ends it ${beyond}`,
    },
  ];
}

function askPotential({ evaluate, from, to }: MaterialFunction): Answer {
  const [low, high] = [evaluate(to), evaluate(from)];
  if (low >= POTENTIAL_RANGE.from && high <= POTENTIAL_RANGE.to) return [];
  const expected = `a potential against lithium between ${POTENTIAL_RANGE.from} V and ${POTENTIAL_RANGE.to} V`;
  return [{ got: `${show(low)} V to ${show(high)} V`, expected }];
}

function askDiffusivity(scenario: Scenario): Answer {
  const { ncm, cathode, cell } = scenario;
  const [least, most] = boundsOf(ncm.diffusivity);
  if (least < DIFFUSIVITY_RANGE.from || most > DIFFUSIVITY_RANGE.to) {
    const got = least === most ? `${show(least)} m2/s` : `${show(least)} m2/s to ${show(most)} m2/s`;
    const expected = `a diffusivity of lithium in a solid, ${DIFFUSIVITY_RANGE.from} m2/s to ${DIFFUSIVITY_RANGE.to} m2/s`;
    return [{ got, expected }];
  }
  const radius =
    cathode.particles.reduce((sum, one) => Math.max(sum, one.radius), 0) || cathode.particleRadius;
  const rate =
    ((cell.cRate / 3600) * cell.nominalCapacity * ncm.density) / (FARADAY * ncm.maximumConcentration);
  // Quasi-steady lag of a sphere's surface behind its mean: (dx/dt) R^2 / 15 D.
  const lag = (rate * radius * radius) / (15 * most);
  if (lag <= LARGEST_LAG) return [];
  return [
    {
      got: `${show(most)} m2/s at most`,
      expected: `one that keeps pace with ${show(cell.cRate)}C in particles of ${showLength(radius)}: their surface would lag by x = ${show(lag)}, more than there is`,
    },
  ];
}

/** Least and largest value over the range that is given. */
function boundsOf({ evaluate, from, to }: MaterialFunction): [number, number] {
  const POINTS = 200;
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let k = 0; k <= POINTS; k++) {
    const value = evaluate(from + ((to - from) * k) / POINTS);
    [least, most] = [Math.min(least, value), Math.max(most, value)];
  }
  return [least, most];
}

/** Cut-offs and holds beyond the potentials that are given, each voltage once. */
function askCutOffs({ ncm, protocol }: Scenario): Answer {
  const { evaluate, from, to } = ncm.openCircuitPotential;
  const [lowest, highest] = [evaluate(to), evaluate(from)];
  const asked = new Map<string, { readonly got: string; readonly expected: string }>();
  for (const { words, voltage, kind } of listSteps(protocol).flatMap(voltagesOf)) {
    const below = voltage < lowest - VOLTAGE_SLACK;
    if (!below && voltage <= highest + VOLTAGE_SLACK) continue;
    const consequence = tellReach(evaluate(below ? 1 : 0), voltage, { below, kind });
    asked.set(words, {
      got: words,
      expected: `a voltage that the open-circuit potential covers, ${show(lowest)} V to ${show(highest)} V: ${consequence}`,
    });
  }
  return [...asked.values()];
}

/** What a voltage beyond the given potentials comes to, if these end at `end` where the particles are full or empty. */
function tellReach(
  end: number,
  voltage: number,
  { below, kind }: { readonly below: boolean; readonly kind: ProtocolStep["kind"] },
): string {
  if (below ? voltage >= end : voltage <= end) return "beyond its ends it goes straight on";
  if (kind === (below ? "charge" : "discharge")) return `such a ${kind} is over before it begins`;
  return `it ends at ${show(end)} V, where the particles are ${below ? "full" : "empty"}`;
}

interface VoltageOfStep {
  readonly words: string;
  readonly voltage: number;
  readonly kind: ProtocolStep["kind"];
}

function voltagesOf(step: ProtocolStep): VoltageOfStep[] {
  const { kind } = step;
  if (step.kind === "hold") return [{ words: `a hold at ${step.voltage} V`, voltage: step.voltage, kind }];
  if (step.kind !== "charge" && step.kind !== "discharge") return [];
  return step.until
    .filter((limit) => limit.kind === "voltage")
    .map(({ value }) => ({ words: `a ${kind} to ${value} V`, voltage: value, kind }));
}

/** Nominal capacity, density and concentration: any two limit the third. */
function askCapacity({ cell, ncm }: Scenario): Answer {
  const nominal = cell.nominalCapacity / MILLIAMPERE_HOURS_PER_GRAM;
  const full = (FARADAY * ncm.maximumConcentration) / ncm.density / MILLIAMPERE_HOURS_PER_GRAM;
  const window = full * (ncm.stoichiometryDischarged - ncm.stoichiometryCharged);
  const molarMass = ncm.density / ncm.maximumConcentration;
  const got = `a nominal capacity of ${show(nominal)} mAh/g with a density of ${show(ncm.density / 1000)} g/cm3 and a maximum concentration of ${show(ncm.maximumConcentration)} mol/m3`;
  if (nominal > full) {
    return [
      { got, expected: `at most ${show(full)} mAh/g, all the lithium that density and concentration allow` },
    ];
  }
  if (Math.abs(molarMass / MOLAR_MASS - 1) > MOLAR_MASS_SLACK) {
    const fitting = show(ncm.density / MOLAR_MASS);
    const expected = `three that fit each other: ${show(molarMass * 1000)} g per mole of lithium sites is not NCM811, whose ${show(MOLAR_MASS * 1000)} g make ${fitting} mol/m3 at this density`;
    return [{ got, expected }];
  }
  const ratio = nominal / window;
  if (ratio <= LARGEST_CAPACITY_RATIO && ratio >= 1 / LARGEST_CAPACITY_RATIO) return [];
  return [
    {
      got,
      expected: `a capacity near the ${show(window)} mAh/g of the window between charged and discharged`,
    },
  ];
}

/** The swing of one full charge against the threshold at which contact is lost at once. */
function askThreshold({ contactLoss, cell, ncm }: Scenario): Answer {
  const { threshold, coatingFactor, thresholdSpread, pressureScale } = contactLoss;
  const strength = threshold * coatingFactor * (1 + cell.stackPressure / pressureScale);
  if (ncm.volumeChange < strength * (1 + 2 * thresholdSpread)) return [];
  const needed = (threshold * ncm.volumeChange) / strength;
  return [
    {
      got: `${show(threshold)}, that is a swing of ${show(100 * strength)} % at this pressure`,
      expected: `more than ${show(needed)}: one full charge, ${show(100 * ncm.volumeChange)} %, detaches nearly every particle`,
    },
  ];
}

/** A cell that starts charged is discharged with the lithium that is there. */
function askLithium(scenario: Scenario): Answer {
  const { ncm, anode } = scenario;
  const taken = ncm.stoichiometryDischarged - ncm.stoichiometryInitial;
  const needed =
    taken * ncm.maximumConcentration * particleAreaPerWidth(scenario) * LITHIUM_MOLAR_VOLUME +
    anode.minimumThickness;
  const isDischargedFirst =
    listSteps(scenario.protocol).find(({ kind }) => kind !== "rest")?.kind === "discharge";
  if (!isDischargedFirst || anode.thickness >= needed) return [];
  const expected = `at least ${showLength(needed)}, what the first discharge takes from it`;
  return [{ got: showLength(anode.thickness), expected }];
}

/** Much lithium plated faster than the electrolyte bears. */
function askPlating(scenario: Scenario): Answer {
  const { ncm, cell, intergranular } = scenario;
  if (intergranular.level === "none") return [];
  const { criticalCurrent, criticalCurrentGain, pressureScale } = intergranular;
  const critical = criticalCurrent - criticalCurrentGain * expm1(-cell.stackPressure / pressureScale);
  const density = currentDensityOf(scenario, cell.cRate);
  const given = (ncm.stoichiometryDischarged - ncm.stoichiometryCharged) * ncm.maximumConcentration;
  const plated = given * particleAreaPerWidth(scenario) * LITHIUM_MOLAR_VOLUME;
  if (density <= critical || plated <= LARGEST_ROUGH_PLATING) return [];
  return [
    {
      got: `${show(cell.cRate)}C, that is ${show(density / 10)} mA/cm2, and ${showLength(plated)} of lithium a charge`,
      expected: `at most ${show(critical / 10)} mA/cm2, above which lithium enters the electrolyte at this pressure: a front that moves so far grows rough, and the run may stop`,
    },
  ];
}
