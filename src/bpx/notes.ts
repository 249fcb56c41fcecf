/** What of a file is not used, and what was assumed, in sentences. */
import { formatValue, REFERENCE_TEMPERATURE, type Scenario } from "../../sim-core/index.ts";
import { ELECTRODE, FIELDS, numberAt, OWN_SECTION } from "./bpx-fields.ts";
import type { VoltageLimits } from "./bpx-limits.ts";
import { type BpxParts, isFunction, isSection, sectionOf } from "./bpx-section.ts";

/** Names of the electrode that this model has no place for, and why. */
const UNUSED: readonly (readonly [name: string, why: string])[] = [
  ["Conductivity [S.m-1]", "electrons reach every particle that is joined to the collector"],
  ["Porosity", "the electrolyte fills what the particles leave"],
  ["Transport efficiency", "it follows from the particles that are drawn"],
  ["OCP (delithiation) [V]", "one potential holds both ways"],
  ["OCP (lithiation) [V]", "one potential holds both ways"],
  ["OCP hysteresis decay constant", "one potential holds both ways"],
];

/** What the sentences are about. */
export interface NotedReading {
  readonly base: Scenario;
  /** K at which the values of the file hold. */
  readonly reference: number;
  readonly limits: VoltageLimits;
}

/** Returns the sentences. */
export function notesOf(parts: BpxParts, { base, reference, limits }: NotedReading): string[] {
  const { electrode, parameterisation, state } = parts;
  const unused = UNUSED.filter(([name]) => electrode[name] !== undefined);
  const sections = ["Negative electrode", "Electrolyte", "Separator"].filter((name) =>
    isSection(parameterisation[name]),
  );
  const others = Object.keys(sectionOf(parameterisation, "User-defined")).filter(
    (name) => name !== OWN_SECTION && name !== "description",
  );
  return [
    ...(sections.length > 0
      ? [`Not used: ${sections.join(", ")}; lithium and Li6PS5Cl are those of ${base.name}.`]
      : []),
    ...unused.map(([name, why]) => `Not used: ${ELECTRODE}, ${name}: ${why}.`),
    ...(others.length > 0 ? [`Not used: User-defined, ${others.join(", ")}.`] : []),
    ...loadingNotes(parts, base),
    ...(isFunction(electrode[FIELDS.entropic])
      ? [`Not used: ${FIELDS.entropic}: here it is one number over all x.`]
      : []),
    limits.given
      ? `The cell is cycled between the cut-offs of the file, ${limits.low} and ${limits.high} V.`
      : `The cell is cycled between ${limits.low} and ${limits.high} V, the potentials at the ends of the window of x: cut-offs of the file hold against another negative electrode.`,
    ...(reference === REFERENCE_TEMPERATURE
      ? []
      : [
          `Values of ${reference} K were carried over to ${REFERENCE_TEMPERATURE} K by their activation energies.`,
        ]),
    ...(isSection(state["Initial conditions"])
      ? []
      : ["No state of charge is given: the cell begins discharged."]),
    `Kinetics count per area in contact: the contact fraction of ${base.name}, ${formatValue(numberAt("interface.contactFraction"), base.interface.contactFraction)}, remains, and so do film, damage, stiffness and density.`,
  ];
}

function loadingNotes({ electrode }: BpxParts, base: Scenario): string[] {
  const [surface, radius] = [electrode[FIELDS.surface], electrode[FIELDS.radius]];
  if (typeof surface !== "number" || typeof radius !== "number") return [];
  const fraction = (surface * radius) / 3;
  const { maximum } = numberAt("cathode.areaFraction");
  if (fraction <= maximum) return [];
  const percent = (100 * fraction).toFixed(1);
  return [
    `Active material fills ${percent} % of the electrode: discs of a section that do not touch reach ${100 * maximum} %. The packing of ${base.name} remains, and with it the capacity per area.`,
  ];
}
