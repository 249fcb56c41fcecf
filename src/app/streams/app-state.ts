/** What a person can set, as one plain record; all of it stands in the URL. */
import type { MeshResolution } from "../../../sim-core/index.ts";
import type { ParameterValues } from "../engine/messages.ts";
import type { LayerKey } from "../layers/list.ts";
import { type ComparisonState, defaultComparison } from "./comparison.ts";
import { concerns, isHandEvent } from "./hand-events.ts";
import type { PageEvent } from "./parameter-events.ts";
import { defaultReading, type ReadingState } from "./reading-state.ts";

/** What the chart of cycles can show. */
export const cycleCharts = [
  "retention",
  "efficiency",
  "unevenness",
  "stress",
  "intergranular",
  "interphase",
  "depleted",
  "voids",
] as const;
export type CycleChart = (typeof cycleCharts)[number];

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
  random: {
    title: "Model cell",
    scenarios: ["random-ncm", "random-lzp-ncm"],
    names: ["NCM", "LZP-NCM"],
    coated: [false, true],
  },
  model: {
    title: "Model cell on a lattice",
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
  whole: {
    title: "Whole cell",
    scenarios: ["whole-ncm", "whole-lzp-ncm"],
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

/**
 * What cell B is: the pair's own second cell, or the first one once more, from the same seed, with the link between
 * cathode and anode cut in one direction or in both.
 */
export const linkChoices = ["own", "cut", "cut-back", "cut-both"] as const;
export type LinkChoice = (typeof linkChoices)[number];

const CATHODE_TO_ANODE = "mediator.cathodeToAnode";
const ANODE_TO_CATHODE = "mediator.anodeToCathode";

const cutPaths: Readonly<Record<LinkChoice, readonly string[]>> = {
  own: [],
  cut: [CATHODE_TO_ANODE],
  "cut-back": [ANODE_TO_CATHODE],
  "cut-both": [CATHODE_TO_ANODE, ANODE_TO_CATHODE],
};

const cutNames: Readonly<Record<Exclude<LinkChoice, "own">, string>> = {
  cut: "link cut",
  "cut-back": "way back cut",
  "cut-both": "both links cut",
};

/** The two cells that run: scenarios, names, which is coated, and what each has against its scenario. */
export interface CellChoice extends Omit<CellPair, "title"> {
  readonly overrides: readonly [ParameterValues, ParameterValues];
}

/** Returns the cells that the state asks for. */
export function cellsOf({ pair, link }: Pick<AppState, "pair" | "link">): CellChoice {
  const { scenarios, names, coated }: CellPair = pairs[pair];
  if (link === "own") return { scenarios, names, coated, overrides: [{}, {}] };
  const cut = Object.fromEntries(cutPaths[link].map((path) => [path, false]));
  return {
    scenarios: [scenarios[0], scenarios[0]],
    names: [names[0], `${names[0]}, ${cutNames[link]}`],
    coated: [coated[0], coated[0]],
    overrides: [{}, cut],
  };
}

/** Of each cell; undefined where it has that of its scenario. */
export type ProtocolPair = readonly [string | undefined, string | undefined];

export interface AppState extends ComparisonState, ReadingState {
  readonly pair: PairName;
  readonly link: LinkChoice;
  /** The scenario's own where undefined. */
  readonly seed: number | undefined;
  /** The scenario's own where undefined. */
  readonly mesh: MeshResolution | undefined;
  /** What the cells begin with against their scenarios. */
  readonly parameters: ParameterValues;
  /** Texts of protocols in the place of the scenarios' own, of each cell. */
  readonly protocols: ProtocolPair;
  /** What is changed on the way, in order of time; those of the scenarios themselves are not among them. */
  readonly events: readonly PageEvent[];
  readonly playing: boolean;
  /** Simulated seconds per second; "auto" hurries through what repeats. */
  readonly speed: number | "auto";
  readonly layer: LayerKey;
  readonly chart: CycleChart;
  /** Index of the particle that is looked at. */
  readonly selection: number | undefined;
}

export const SPEED_MINIMUM = 1;
export const SPEED_MAXIMUM = 1e5;

/** What the page opens on; links of the time before it was there mean the cells that they say nothing of: the default ones. */
export const openingPair: PairName = "random";

export const defaultState: AppState = {
  pair: "model",
  link: "own",
  seed: undefined,
  mesh: undefined,
  parameters: {},
  protocols: [undefined, undefined],
  events: [],
  playing: true,
  speed: 600,
  layer: "flux",
  chart: "retention",
  selection: undefined,
  ...defaultComparison,
  ...defaultReading,
};

/** Parameters that only a coated cell has. */
export const coatingOnly: ReadonlySet<string> = new Set([
  "contactLoss.coatingFactor",
  "interface.coatingThickness",
  "interface.coatingConductivity",
]);

/** Returns the parameters that act on `cell` (0 or 1) of the pair. */
export function parametersOfCell(state: AppState, cell: 0 | 1): ParameterValues {
  if (cellsOf(state).coated[cell]) return state.parameters;
  return Object.fromEntries(Object.entries(state.parameters).filter(([path]) => !coatingOnly.has(path)));
}

/** Returns the changes on the way that act on `cell` (0 or 1): none of what it does not have or has cut. */
export function eventsOfCell(state: AppState, cell: 0 | 1): readonly PageEvent[] {
  const { coated, overrides } = cellsOf(state);
  return state.events.filter((event) => {
    if (isHandEvent(event)) return concerns(event, cell);
    const { path } = event;
    return (coated[cell] || !coatingOnly.has(path)) && !Object.hasOwn(overrides[cell], path);
  });
}
