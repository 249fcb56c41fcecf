/**
 * A scenario as a file of the Battery Parameter eXchange format (BPX 1.1.1): a "Partial" parametrisation with the positive
 * electrode of a single particle, since half-cells are no plain BPX; all else stands below "User-defined".
 */
import {
  nominalArealCapacity,
  particleAreaPerWidth,
  REFERENCE_TEMPERATURE,
  roundDigits,
  type Scenario,
  valueIn,
} from "../../sim-core/index.ts";
import { ELECTRODE, FIELDS, NUMBER_FIELDS, numberAt, OWN_SECTION } from "./bpx-fields.ts";
import { writeFunction } from "./bpx-function.ts";
import { writeOwnSection } from "./own-section.ts";

/** A string of three parts: below 1 the file would be rewritten as an old one. */
const VERSION = "1.1.1";
const SECONDS_PER_HOUR = 3600;

/** A scenario in the format. */
export interface BpxFile {
  readonly file: Readonly<Record<string, unknown>>;
  /** Sentences on what the format cannot hold. */
  readonly notes: readonly string[];
}

/** Returns the file. */
export function writeBpx(scenario: Scenario): BpxFile {
  const { cell, cathode, ncm } = scenario;
  const { low, high } = cutOffs(scenario);
  const window = ncm.stoichiometryDischarged - ncm.stoichiometryCharged;
  const soc = (ncm.stoichiometryDischarged - ncm.stoichiometryInitial) / window;
  const file = {
    Header: {
      BPX: VERSION,
      Title: scenario.title,
      Description: scenario.description,
      Model: "Partial",
    },
    Parameterisation: {
      Cell: {
        "Electrode area [m2]": roundDigits(cell.electrodeArea),
        "Number of electrode pairs connected in parallel to make a cell": 1,
        "Lower voltage cut-off [V]": low,
        "Upper voltage cut-off [V]": high,
        "Nominal cell capacity [A.h]":
          (nominalArealCapacity(scenario) * cell.electrodeArea) / SECONDS_PER_HOUR,
        "Reference temperature [K]": REFERENCE_TEMPERATURE,
      },
      [ELECTRODE]: writeElectrode(scenario),
      "User-defined": { [OWN_SECTION]: writeOwnSection(scenario, STANDARD) },
    },
    State: {
      "Initial conditions": {
        "Initial state-of-charge": Math.min(1, Math.max(0, soc)),
        "Initial temperature [K]": cell.temperature,
      },
      "Thermal environment": { "Ambient temperature [K]": cell.temperature },
    },
  };
  const listed = cathode.particles.length > 0 || scenario.anode.protrusions.length > 0;
  return {
    file,
    notes: [
      `Not in the file: protocol, events, solver, mesh and seed of ${scenario.name}.`,
      ...(listed ? ["Not in the file: particles and protrusions that are given one by one."] : []),
      ...(ncm.geometryMode === "cylinder"
        ? ["The particles are cylinders here: their surface per volume is given as that of cylinders."]
        : []),
    ],
  };
}

/** Paths whose values have a name of their own in the format. */
const STANDARD: ReadonlySet<string> = new Set([
  ...NUMBER_FIELDS.map(({ path }) => path),
  "cell.electrodeArea",
  "cell.temperature",
  "ncm.stoichiometryInitial",
]);

function writeElectrode(scenario: Scenario): Record<string, unknown> {
  const { ncm, cathode } = scenario;
  const fraction = particleAreaPerWidth(scenario) / cathode.thickness;
  const perVolume = ncm.geometryMode === "cylinder" ? 2 : 3;
  const numbers = NUMBER_FIELDS.map(({ name, path, factor }) => [
    name,
    roundDigits((valueIn(scenario, numberAt(path)) as number) / factor),
  ]);
  return {
    ...Object.fromEntries(numbers),
    [FIELDS.surface]: (perVolume * fraction) / cathode.particleRadius,
    [FIELDS.diffusivity]: writeFunction(ncm.diffusivity),
    [FIELDS.potential]: writeFunction(ncm.openCircuitPotential),
  };
}

/** The outermost voltages that end a charge or a discharge; without any, the potentials at the ends of the window. */
function cutOffs({ protocol, ncm }: Scenario): { readonly low: number; readonly high: number } {
  const voltagesOf = (kind: "charge" | "discharge"): number[] =>
    protocol.blocks
      .flatMap(({ steps }) => steps)
      .filter((step) => step.kind === kind)
      .flatMap(({ until }) => until.filter((limit) => limit.kind === "voltage").map(({ value }) => value));
  const [charged, discharged] = [voltagesOf("charge"), voltagesOf("discharge")];
  return {
    low:
      discharged.length > 0
        ? Math.min(...discharged)
        : ncm.openCircuitPotential.evaluate(ncm.stoichiometryDischarged),
    high:
      charged.length > 0 ? Math.max(...charged) : ncm.openCircuitPotential.evaluate(ncm.stoichiometryCharged),
  };
}
