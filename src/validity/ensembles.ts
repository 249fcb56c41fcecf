/** The ensembles of the validity report: which cells are cycled, from how many seeds, and in what order. */

/** A cell that is run from several seeds. A scenario that does not exist makes none, which the report says. */
export interface Ensemble {
  /** By which claims and tables name it. */
  readonly name: string;
  /** A file of scenarios/ without its ending. */
  readonly scenario: string;
  /** On top of the scenario, in display units or with a unit. */
  readonly overrides?: Readonly<Record<string, string | number | boolean>>;
  /** In place of the scenario's steps. */
  readonly steps?: readonly Readonly<Record<string, unknown>>[];
  readonly cycles: number;
  /** Whether cycles between those that are read may be extrapolated. */
  readonly jump: boolean;
  /** From the seed 1 on; 1 where chance plays no part. */
  readonly seeds: number;
  /** Mesh and model of the scenario instead of draft and reduced. */
  readonly asShipped?: true;
  /** On the draft mesh, instead of reduced. */
  readonly model?: "homogenised";
}

/** Cycles whose numbers are read: each ends a block of the protocol, so that it is solved also where others are jumped. */
export const READ_CYCLES: readonly number[] = [10, 40, 50, 70, 90, 100];
export const TABLE_CYCLES: readonly number[] = [50, 70, 90, 100];

/** The cells that stand for the tomography cell in the claims. */
export const TOMOGRAPHY = { bare: "whole-ncm", coated: "whole-lzp-ncm" } as const;
/** The cells that stand for the swage cell in the claims. */
export const SWAGE = { bare: "swage-ncm", coated: "swage-lzp-ncm" } as const;

const CUT = { "mediator.cathodeToAnode": false } as const;
const CUT_BACK = { "mediator.anodeToCathode": false } as const;

/** Names of the counterfactuals of a cell: anode without the cathode's pattern, cathode without the anode's. */
export const withLinkCut = (name: string): string => `${name}-link-cut`;
export const withReturnCut = (name: string): string => `${name}-return-cut`;

/** A pair of cells with and without a coating, and how far their links are cut. */
export interface Pair {
  readonly title: string;
  readonly cells: readonly string[];
  readonly jump: boolean;
  readonly seeds: number;
  /** Of the counterfactuals. */
  readonly cutSeeds: number;
  readonly cutsReturn: boolean;
  readonly model?: Ensemble["model"];
}

export const PAIRS: readonly Pair[] = [
  {
    ...{ title: "The paper's cross-section", cells: ["ncm", "lzp-ncm"] },
    ...{ jump: false, seeds: 10, cutSeeds: 10, cutsReturn: true },
  },
  {
    ...{ title: "Swage cell", cells: [SWAGE.bare, SWAGE.coated] },
    ...{ jump: true, seeds: 10, cutSeeds: 10, cutsReturn: false },
  },
  {
    ...{ title: "Tomography cell, a cut of 420 um", cells: ["tomo-ncm", "tomo-lzp-ncm"] },
    ...{ jump: true, seeds: 3, cutSeeds: 1, cutsReturn: false },
  },
  {
    ...{ title: "Whole tomography cell", cells: [TOMOGRAPHY.bare, TOMOGRAPHY.coated], model: "homogenised" },
    ...{ jump: false, seeds: 10, cutSeeds: 10, cutsReturn: false },
  },
];

const CYCLES = 100;

function listPair({ cells, jump, seeds, cutSeeds, cutsReturn, model }: Pair): Ensemble[] {
  return cells.flatMap((scenario) => {
    const own = { scenario, jump, cycles: CYCLES, ...(model && { model }) };
    return [
      { ...own, name: scenario, seeds },
      { ...own, name: withLinkCut(scenario), overrides: CUT, seeds: cutSeeds },
      ...(cutsReturn
        ? [{ ...own, name: withReturnCut(scenario), overrides: CUT_BACK, seeds: cutSeeds }]
        : []),
    ];
  });
}

const chargeAt = (current: string, until: readonly string[]) => [{ charge: current, until }];

/** Cells that single claims ask for. */
const SINGLE: readonly Ensemble[] = [
  {
    ...{ name: "swage-ncm-1C", scenario: "swage-ncm", overrides: { "cell.cRate": "1C" } },
    ...{ cycles: 40, jump: true, seeds: 5 },
  },
  {
    ...{ name: "swage-ncm-2C", scenario: "swage-ncm", overrides: { "cell.cRate": "2C" } },
    ...{ cycles: 40, jump: false, seeds: 3 },
  },
  {
    ...{
      name: "whole-ncm-2C",
      scenario: "whole-ncm",
      overrides: { "cell.cRate": "2C" },
      model: "homogenised",
    },
    ...{ cycles: 40, jump: false, seeds: 3 },
  },
  {
    ...{ name: "swage-ncm-7MPa", scenario: "swage-ncm", overrides: { "cell.stackPressure": "7 MPa" } },
    ...{ cycles: 2, jump: false, seeds: 3 },
  },
  { ...{ name: "paper-flat", scenario: "paper-flat-anode" }, ...{ cycles: 1, jump: false, seeds: 1 } },
  {
    ...{ name: "paper-flat-link-cut", scenario: "paper-flat-anode", overrides: CUT },
    ...{ cycles: 1, jump: false, seeds: 1 },
  },
  {
    ...{
      name: "paper-flat-60s",
      scenario: "paper-flat-anode",
      steps: chargeAt("100 A/m2", ["60 s", "4.3 V"]),
    },
    ...{ cycles: 1, jump: false, seeds: 1 },
  },
  {
    ...{
      name: "paper-flat-slow",
      scenario: "paper-flat-anode",
      steps: chargeAt("12.5 A/m2", ["480 s", "4.3 V"]),
    },
    ...{ cycles: 1, jump: false, seeds: 1 },
  },
  {
    ...{ name: "paper-protruded", scenario: "paper-protruded-anode", asShipped: true },
    ...{ cycles: 1, jump: false, seeds: 1 },
  },
  {
    ...{ name: "physical-protruded", scenario: "physical-protruded-anode", asShipped: true },
    ...{ cycles: 1, jump: false, seeds: 1 },
  },
];

export const ENSEMBLES: readonly Ensemble[] = [...PAIRS.flatMap(listPair), ...SINGLE];
