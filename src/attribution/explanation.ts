/** What a loss of capacity is explained by, and how that follows from the capacities of counterfactual runs. */
import { CAUSES, type CauseKey, type Side } from "./causes.ts";
import { coalitionOf, type Game, interactionOf, owenValues, shapleyValues } from "./shapley.ts";

/** A part of the loss, mAh/cm2. */
export interface Part {
  /** At the rate of the protocol. */
  readonly loss: number;
  /** The part of it that a slow cycle gets back; null where none was made. */
  readonly polarisation: number | null;
}

/** What one cause takes. */
export interface CauseShare {
  readonly key: CauseKey;
  /** In words. */
  readonly name: string;
  readonly side: Side;
  /** "acted"; "no trace" in the run with all causes; "off" in the scenario itself. */
  readonly state: "acted" | "no trace" | "off";
  /** Its Shapley value among the causes of its side, the other side's taken away. */
  readonly alone: Part;
  /** What it takes of the codependence. */
  readonly codependent: Part;
  /** Both together: its Owen value. */
  readonly share: Part;
}

/** The capacities of a coalition of causes, mAh/cm2; at the cycle that is explained, and at the reference. */
export interface CoalitionCapacity {
  /** Those that act. */
  readonly causes: readonly CauseKey[];
  /** Whether it was run; else it is the same as one that was, in which the missing causes have left no trace. */
  readonly run: boolean;
  /** How its run ended, in words. */
  readonly message: string;
  readonly reference: number;
  readonly now: number;
  /** Of a slow cycle right after; null where none was made. */
  readonly slowReference: number | null;
  readonly slowNow: number | null;
}

/**
 * Why capacity fell from a reference cycle to a later one. The parts sum to the loss, to rounding: `rest`, each cause
 * `alone` and the `codependence`; or `rest` and each cause's `share`.
 */
export interface Explanation {
  readonly ok: true;
  readonly scenario: string;
  readonly seed: number;
  readonly cycle: number;
  readonly referenceCycle: number;
  /** 1/h; null where no slow cycle was made. */
  readonly slowRate: number | null;
  /** mAh/cm2, of the run with all causes. */
  readonly capacity: { readonly reference: number; readonly now: number };
  readonly loss: Part;
  /** What is lost with every cause taken away. */
  readonly rest: Part;
  /** What the causes of a side take with those of the other taken away. */
  readonly sides: Readonly<Record<Side, Part>>;
  /** What both sides take together beyond what each takes alone. */
  readonly codependence: Part;
  readonly causes: readonly CauseShare[];
  /** Every coalition that it follows from. */
  readonly coalitions: readonly CoalitionCapacity[];
  /** What is odd about it, in sentences. */
  readonly notices: readonly string[];
}

/** What is known of the coalitions, bit k for cause k of {@link CAUSES}. */
export interface Findings
  extends Pick<Explanation, "scenario" | "seed" | "cycle" | "referenceCycle" | "slowRate" | "notices"> {
  /** The causes that the scenario has. */
  readonly players: readonly number[];
  /** Those that have left a trace in the run with all of them. */
  readonly acted: number;
  readonly coalitions: ReadonlyMap<number, CoalitionCapacity>;
}

const SIDES: readonly Side[] = ["cathode", "anode"];

/** Returns the players of each side, cathode first. */
export function unionsOf(players: readonly number[]): number[][] {
  return SIDES.map((side) => players.filter((player) => CAUSES[player]?.side === side));
}

/** Returns the explanation; throws where a coalition of `listNeeded` is missing. */
export function composeExplanation(findings: Findings): Explanation {
  const { players, coalitions, acted, ...told } = findings;
  const unions = unionsOf(players);
  const all = capacityOf(coalitions, coalitionOf(players));
  const measure = (value: (game: Game) => number): Part => {
    const loss = value(lossGame(coalitions, "reference", "now"));
    if (told.slowRate === null) return { loss, polarisation: null };
    return { loss, polarisation: loss - value(lossGame(coalitions, "slowReference", "slowNow")) };
  };
  const partOf = (values: (game: Game) => number[][], player: number): Part =>
    measure((game) => {
      const found = values(game);
      return found[unions.findIndex((union) => union.includes(player))]?.[orderIn(unions, player)] ?? 0;
    });
  const causes = CAUSES.map(({ key, name, side }, player): CauseShare => {
    const alone = partOf((game) => unions.map((union) => shapleyValues(union, game)), player);
    const share = partOf((game) => owenValues(unions, game), player);
    const trace = (acted >> player) & 1 ? "acted" : "no trace";
    const state = players.includes(player) ? trace : "off";
    return { key, name, side, state, alone, codependent: subtract(share, alone), share };
  });
  return {
    ok: true,
    ...told,
    capacity: { reference: all.reference, now: all.now },
    loss: measure((game) => game(coalitionOf(players))),
    rest: measure((game) => game(0)),
    sides: {
      cathode: measure((game) => game(coalitionOf(unions[0] ?? [])) - game(0)),
      anode: measure((game) => game(coalitionOf(unions[1] ?? [])) - game(0)),
    },
    codependence: measure((game) => interactionOf(unions, game)),
    causes,
    coalitions: [...coalitions].sort(([one], [other]) => one - other).map(([, own]) => own),
  };
}

function orderIn(unions: readonly (readonly number[])[], player: number): number {
  return unions.find((union) => union.includes(player))?.indexOf(player) ?? -1;
}

function subtract(from: Part, part: Part): Part {
  const polarisation =
    from.polarisation === null || part.polarisation === null ? null : from.polarisation - part.polarisation;
  return { loss: from.loss - part.loss, polarisation };
}

/** The game in which a coalition brings what capacity falls by from the reference cycle on. */
function lossGame(
  coalitions: Findings["coalitions"],
  before: "reference" | "slowReference",
  after: "now" | "slowNow",
): Game {
  return (coalition) => {
    const own = capacityOf(coalitions, coalition);
    return (own[before] ?? Number.NaN) - (own[after] ?? Number.NaN);
  };
}

function capacityOf(coalitions: Findings["coalitions"], coalition: number): CoalitionCapacity {
  const own = coalitions.get(coalition);
  if (own === undefined) throw new Error(`broken invariant: coalition ${coalition} is needed`);
  return own;
}
