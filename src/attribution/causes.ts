/**
 * What capacity is lost by, and how each is taken away from a scenario with nothing else changed. Contact loss brings the
 * drift of lost particles with it, interphase its resistance as well as its lithium, voids the narrowing of the current.
 */
import type { CycleSummary, RunEvent, Scenario } from "../../sim-core/index.ts";

/** The half of the cell in which a cause acts. */
export type Side = "cathode" | "anode";

/** A cause, as it stands in files. */
export type CauseKey =
  | "contactLoss"
  | "isolation"
  | "particleCracks"
  | "particleFilm"
  | "interphase"
  | "depletion"
  | "voids"
  | "intergranularLithium"
  | "electrolyteCracks"
  | "shortCircuit";

/** Settings by parameter path, as `parseScenario` takes them. */
type Settings = Readonly<Record<string, string | number | boolean>>;

/** What a run has shown of its mechanisms. */
export interface Shown {
  readonly cycles: readonly Pick<
    CycleSummary,
    "activeFraction" | "depletedFraction" | "voidFraction" | "intergranularLithium_mol_m2"
  >[];
  readonly events: readonly Pick<RunEvent, "kind">[];
}

/** Something that capacity is lost by. */
export interface Cause {
  readonly key: CauseKey;
  /** In words, such as "contact loss". */
  readonly name: string;
  readonly side: Side;
  /** What takes it away. */
  readonly without: (scenario: Scenario) => Settings;
  /** Whether the scenario leaves it out itself. */
  readonly isOff: (scenario: Scenario) => boolean;
  /** Whether a run in which it was on shows it at the end of any cycle, or as an event; absent where it acts in every run. */
  readonly acted?: (shown: Shown) => boolean;
}

const happened =
  (kind: RunEvent["kind"]) =>
  ({ events }: Shown): boolean =>
    events.some((event) => event.kind === kind);

/** um; lithium that no run uses up, and the thickest that a scenario may have. */
const SPARE_LITHIUM = 1000;
const THICKEST_LITHIUM = 2000;

/** All causes, in the order in which they are told; 10 of them. */
export const CAUSES: readonly Cause[] = [
  {
    ...{ key: "contactLoss", name: "contact loss", side: "cathode" },
    without: () => ({ "contactLoss.active": false }),
    isOff: ({ contactLoss }) => !contactLoss.active,
  },
  {
    ...{ key: "isolation", name: "isolation", side: "cathode" },
    without: () => ({ "contactLoss.percolation": false }),
    isOff: ({ contactLoss }) => !contactLoss.percolation,
    acted: ({ cycles }) => cycles.some(({ activeFraction }) => activeFraction < 1),
  },
  {
    ...{ key: "particleCracks", name: "cracks in particles", side: "cathode" },
    without: () => ({ "cracking.rate": 0 }),
    isOff: ({ cracking }) => cracking.rate === 0,
  },
  {
    ...{ key: "particleFilm", name: "film on particles", side: "cathode" },
    without: () => ({ "interface.filmGrowth": 0 }),
    isOff: ({ interface: { filmGrowth } }) => filmGrowth === 0,
  },
  {
    ...{ key: "interphase", name: "interphase at the lithium", side: "anode" },
    without: () => ({ "interphase.chemicalRate": 0, "interphase.currentShare": 0 }),
    isOff: ({ interphase }) => interphase.chemicalRate === 0 && interphase.currentShare === 0,
  },
  {
    ...{ key: "depletion", name: "lithium used up", side: "anode" },
    without: ({ anode }) => ({
      "anode.thickness": Math.min(THICKEST_LITHIUM, anode.thickness * 1e6 + SPARE_LITHIUM),
    }),
    isOff: ({ anode }) => anode.thickness * 1e6 >= SPARE_LITHIUM,
    acted: (shown) =>
      happened("depletion")(shown) || shown.cycles.some(({ depletedFraction }) => depletedFraction > 0),
  },
  {
    ...{ key: "voids", name: "voids and constriction", side: "anode" },
    without: () => ({ "voids.active": false }),
    isOff: ({ voids }) => !voids.active,
    acted: ({ cycles }) => cycles.some(({ voidFraction }) => voidFraction > 0),
  },
  {
    ...{ key: "intergranularLithium", name: "dead lithium in boundaries", side: "anode" },
    without: ({ intergranular: { level } }) => ({
      "intergranular.maximumShare": 0,
      ...(level === "leakage" && { "intergranular.level": "front" }),
    }),
    isOff: ({ intergranular: { level, maximumShare } }) =>
      level === "none" || (level === "front" && maximumShare === 0),
    acted: ({ cycles }) => cycles.some(({ intergranularLithium_mol_m2: amount }) => amount > 0),
  },
  {
    ...{ key: "electrolyteCracks", name: "cracks in the electrolyte", side: "anode" },
    without: () => ({ "fracture.active": false }),
    isOff: ({ fracture }) => !fracture.active,
    acted: happened("crack"),
  },
  {
    ...{ key: "shortCircuit", name: "short circuit", side: "anode" },
    without: () => ({ "intergranular.shortCircuit": false }),
    isOff: ({ intergranular, fracture }) =>
      !intergranular.shortCircuit || (intergranular.level === "none" && !fracture.active),
    acted: happened("short"),
  },
];

/** Returns the settings that take `causes` away from a scenario. */
export function settingsWithout(scenario: Scenario, causes: readonly Cause[]): Settings {
  return Object.assign({}, ...causes.map(({ without }) => without(scenario)));
}
