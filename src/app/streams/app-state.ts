/** What a person can set, as one plain record; all of it stands in the URL. */
import type { MeshResolution } from "../../../sim-core/index.ts";
import type { ParameterValues } from "../engine/messages.ts";

export const layers = ["potential", "flux", "stoichiometry", "front"] as const;
export type LayerName = (typeof layers)[number];

export const meshes: readonly MeshResolution[] = ["draft", "standard", "fine"];

/** Two scenarios that are run side by side. */
export interface CellPair {
  readonly title: string;
  readonly scenarios: readonly [string, string];
  readonly names: readonly [string, string];
  /** Which of the two has the coating. */
  readonly coated: readonly [boolean, boolean];
}

export const pairs = {
  model: {
    title: "Model cell",
    scenarios: ["ncm", "lzp-ncm"],
    names: ["NCM", "LZP-NCM"],
    coated: [false, true],
  },
  swage: {
    title: "Swage cell",
    scenarios: ["swage-ncm", "swage-lzp-ncm"],
    names: ["NCM", "LZP-NCM"],
    coated: [false, true],
  },
  tomo: {
    title: "Tomography cell",
    scenarios: ["tomo-ncm", "tomo-lzp-ncm"],
    names: ["NCM", "LZP-NCM"],
    coated: [false, true],
  },
  paper: {
    title: "Flat and protruded lithium",
    scenarios: ["paper-flat-anode", "paper-protruded-anode"],
    names: ["Flat lithium", "Protruded lithium"],
    coated: [false, false],
  },
} as const satisfies Readonly<Record<string, CellPair>>;

export type PairName = keyof typeof pairs;

export interface AppState {
  readonly pair: PairName;
  /** The scenario's own where undefined. */
  readonly seed: number | undefined;
  /** The scenario's own where undefined. */
  readonly mesh: MeshResolution | undefined;
  readonly parameters: ParameterValues;
  readonly playing: boolean;
  /** Simulated seconds per second. */
  readonly speed: number;
  readonly layer: LayerName;
  /** Index of the particle that is looked at. */
  readonly selection: number | undefined;
}

export const SPEED_MINIMUM = 1;
export const SPEED_MAXIMUM = 1e5;

export const defaultState: AppState = {
  pair: "model",
  seed: undefined,
  mesh: undefined,
  parameters: {},
  playing: true,
  speed: 600,
  layer: "flux",
  selection: undefined,
};

/** Parameters that only a coated cell has. */
export const coatingOnly: ReadonlySet<string> = new Set([
  "contactLoss.coatingFactor",
  "interface.coatingThickness",
  "interface.coatingConductivity",
]);

/** Returns the parameters that act on `cell` (0 or 1) of the pair. */
export function parametersOfCell(state: AppState, cell: 0 | 1): ParameterValues {
  if (pairs[state.pair].coated[cell]) return state.parameters;
  return Object.fromEntries(Object.entries(state.parameters).filter(([path]) => !coatingOnly.has(path)));
}
