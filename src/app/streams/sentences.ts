/** Numbers and states in words, for people and screen readers alike. */
import type { Frame, LithiumLedger, Phase } from "../../../sim-core/index.ts";
import type { EngineStatus } from "../engine/engine-status.ts";
import type { LinkChoice } from "./app-state.ts";
import type { CellHistory } from "./history.ts";
import { flowOf } from "./shown-cells.ts";

const phaseWords: Readonly<Record<Phase, string>> = {
  charge: "Charging",
  discharge: "Discharging",
  rest: "Resting",
  hold: "Holding voltage",
  done: "Ended",
};

export function describePhase(phase: Phase): string {
  return phaseWords[phase];
}

const endWords: Readonly<Record<Exclude<EngineStatus["kind"], "building" | "running">, string>> = {
  completed: "Finished",
  "end-condition": "End reached",
  empty: "Empty",
  "worn-out": "End of life",
  shorted: "Short circuit",
  failed: "Failed",
  refused: "Not built",
  lost: "Lost",
};

/** Returns in a word or two how a cell that does not run any more has ended. */
export function describeEnd(kind: keyof typeof endWords): string {
  return endWords[kind];
}

/** Returns a time such as "12 s", "4 min 10 s", "3 h 05 min" or "2 d 03 h". */
export function describeTime(seconds: number): string {
  const whole = Math.floor(seconds + 1e-6);
  const two = (value: number): string => String(value).padStart(2, "0");
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  if (whole < 86400) return `${Math.floor(whole / 3600)} h ${two(Math.floor(whole / 60) % 60)} min`;
  return `${Math.floor(whole / 86400)} d ${two(Math.floor(whole / 3600) % 24)} h`;
}

/** Returns `value` with about `digits` significant digits, thousands separated by a thin space, minus as U+2212. */
export function describeNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "-";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return describeExponent(value, digits - 1);
  const decimals = size === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const [whole, fraction] = size.toFixed(decimals).split(".");
  const grouped = whole!.length > 4 ? whole!.replace(/\B(?=(\d{3})+$)/g, "\u2009") : whole!;
  return `${value < 0 ? "\u2212" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** Returns a number as short as four digits allow: "0.5", "7", "1.134". */
export function describePlain(value: number): string {
  return String(Number(value.toPrecision(4))).replace("-", "\u2212");
}

/** Returns a residual such as "2e-12"; "0" for an exact zero. */
export function describeExponent(value: number, digits = 0): string {
  if (value === 0) return "0";
  return value.toExponential(digits).replace("e+", "e");
}

/** How B differs from A, where it is A with something cut. */
const cutWords: Readonly<Record<Exclude<LinkChoice, "own">, string>> = {
  cut: "link cut: the lithium sees the mean current everywhere",
  "cut-back": "way back cut: the cathode sees even lithium",
  "cut-both": "both links cut: cathode and lithium see each other evened out",
};

/** Returns what B is when it is no cell of its own; empty otherwise. */
export function describeLink(link: LinkChoice): string {
  return link === "own" ? "" : `B is A with the ${cutWords[link]}.`;
}

/** Returns the one-line comparison of both cells; with `link`, what the cut changed at the lithium as well. */
export function describeVerdict(
  histories: readonly [CellHistory, CellHistory],
  link: LinkChoice = "own",
): string {
  const capacity = describeShorts(histories) || compareCapacity(histories);
  const count = Math.min(histories[0].cycles.length, histories[1].cycles.length);
  if (link === "own" || count === 0) return capacity;
  const [a, b] = histories.map(({ cycles }) => cycles[count - 1]!.anodeCurrentCoV);
  if (a == null || b == null) return capacity;
  const percent = (share: number): string => (100 * share).toFixed(1);
  return `${capacity} Plating is uneven by ${percent(a)} % in A, ${percent(b)} % in B (A, ${shortCuts[link]}).`;
}

const shortCuts: Readonly<Record<Exclude<LinkChoice, "own">, string>> = {
  cut: "link cut",
  "cut-back": "way back cut",
  "cut-both": "both links cut",
};

/** Returns in which cycle which cell was shorted; empty where none was. */
function describeShorts(histories: readonly [CellHistory, CellHistory]): string {
  const shorts = histories.flatMap(({ events }, cell) => {
    const short = events.find(({ kind }) => kind === "short");
    return short === undefined ? [] : [`${"AB"[cell]} in cycle ${short.cycle}`];
  });
  return shorts.length === 0 ? "" : `Short circuit: ${shorts.join(", ")}.`;
}

function compareCapacity(histories: readonly [CellHistory, CellHistory]): string {
  const count = Math.min(histories[0].cycles.length, histories[1].cycles.length);
  if (count === 0) return "First cycle: the comparison begins when both cells have finished it.";
  const [a, b] = histories.map(({ cycles }) => cycles[count - 1]!.retention);
  if (a == null || b == null)
    return "Capacity is compared from the first cycle on that gives back what was charged.";
  const difference = (b - a) * 100;
  const after = `After ${count} ${count === 1 ? "cycle" : "cycles"}`;
  if (Math.abs(difference) < 0.05) {
    return count === 1 ? comparePlain(after, histories) : `${after} both cells keep the same capacity.`;
  }
  const better = difference > 0 ? "B" : "A";
  return `${after} ${better} keeps ${Math.abs(difference).toFixed(1)} % more capacity.`;
}

/** Retention is 100 % by definition after the first cycle: compare what was delivered, or taken where that is all. */
function comparePlain(after: string, histories: readonly [CellHistory, CellHistory]): string {
  if (histories.every((history) => history.cycles[0]!.dischargeCapacity_mAh_cm2 === 0)) {
    const [a, b] = histories.map((history) => history.cycles[0]!.chargeCapacity_mAh_cm2);
    return `Charged once: A took ${describeNumber(a!)} and B ${describeNumber(b!)} mAh/cm\u00b2.`;
  }
  const [a, b] = histories.map((history) => history.cycles[0]!.dischargeCapacity_mAh_cm2);
  return `${after} A delivered ${describeNumber(a!)} and B ${describeNumber(b!)} mAh/cm\u00b2.`;
}

/** Returns what a screen reader says about a cell. */
export function describeCell(letter: string, name: string, frame: Frame | undefined): string {
  if (frame === undefined) return `Cell ${letter}, ${name}: being prepared.`;
  const active = Math.round(frame.activeFraction * 100);
  return (
    `Cell ${letter}, ${name}: ${describeMoment(frame)}, ` +
    `${active} percent of the particles active${describeDamage(frame)}.`
  );
}

function describeMoment(frame: Frame): string {
  const { jumped, cycle, voltage, capacity } = frame;
  const { phase } = flowOf(frame);
  if (jumped) return `jumping cycle ${cycle}`;
  const passed = `${describeNumber(capacity)} milliampere hours per square centimetre`;
  return `${describePhase(phase).toLowerCase()}, cycle ${cycle}, ${voltage.toFixed(2)} volts, ${passed}`;
}

/** Returns all lithium that there is, in mol/m2: what the cell was built with, and what a hand has drawn. */
export function allLithium({ initial, drawn }: Pick<LithiumLedger, "initial" | "drawn">): number {
  return initial + drawn;
}

/** What the picture shows of the anode's side, as the end of a sentence; empty for an intact cell. */
function describeDamage(frame: Frame): string {
  const { frontContact, crackSegments, shortPath, ledger } = frame;
  const open = Math.round(100 * (1 - frontContact.reduce((sum, own) => sum + own, 0) / frontContact.length));
  const inside = ledger.intergranularConnected + ledger.intergranularDead;
  const lithium = (100 * inside) / allLithium(ledger);
  const parts = [
    open > 0 ? `voids on ${open} percent of the front` : "",
    lithium >= 0.1 ? `${lithium.toFixed(1)} percent of the lithium inside the electrolyte` : "",
    crackSegments.length > 0 ? "cracks in the electrolyte" : "",
    shortPath.length > 0 ? "short circuit" : "",
  ].filter((part) => part !== "");
  return parts.map((part) => `, ${part}`).join("");
}

/** What of a frame says where the ions go. */
type ShownFlow = Pick<Frame, "phase" | "jumped" | "currentDensity">;

/** Returns the caption of the picture: where the lithium ions go now, in both cells if they differ. */
export function describeFlow(a: ShownFlow | undefined, b: ShownFlow | undefined): string {
  const jumped = [a, b].flatMap((own, cell) => (own?.jumped === true ? ["AB"[cell]] : []));
  if (jumped.length > 0) {
    const where = jumped.length === 2 ? "both cells jump a cycle" : `cell ${jumped[0]} jumps a cycle`;
    return `Extrapolated: ${where}; the picture glides.`;
  }
  const ended = [a, b].flatMap((own, cell) => (own?.phase === "done" ? ["AB"[cell]] : []));
  if (ended.length === 2) return "Both runs have ended.";
  const [inA, inB] = [directionOf(a ?? b), directionOf(b ?? a)];
  if (ended.length === 1) {
    return `Cell ${ended[0]} has ended; in ${ended[0] === "A" ? "B" : "A"} lithium ions move ${ended[0] === "A" ? inB : inA}.`;
  }
  if (inA !== inB) return `Lithium ions move ${inA} in A, ${inB} in B.`;
  if (inA === "down") return "Lithium ions move down, back into the particles.";
  if (inA === "nowhere") return "No current: the particles even out.";
  return "Lithium ions move up, out of the particles, to the metal.";
}

/** A held voltage follows a charge in every protocol that has one. */
function directionOf(frame: ShownFlow | undefined): "up" | "down" | "nowhere" {
  const phase = frame && flowOf(frame).phase;
  if (phase === "discharge") return "down";
  return phase === "rest" || phase === "done" ? "nowhere" : "up";
}
