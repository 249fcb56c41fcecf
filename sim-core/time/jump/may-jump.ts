/**
 * Whether the cycle that begins is jumped: two cycles like it have been solved, another one follows it, and since the last
 * solved one nothing has gone far. What the protocol bounds is solved without a word; what the cell does is told once.
 */
import { consumedCharge } from "../../anode/lithium.ts";
import { FARADAY, LITHIUM_VOLUME_PER_CHARGE } from "../../base/constants.ts";
import type { CycleMemory, SlowState } from "../../cell/cycle-memory.ts";
import { hasContact } from "../../cell/frame.ts";
import { columnThickness } from "../../cell/front-conditions.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { totalLithium } from "../../electrolyte/intergranular-lithium.ts";
import { integrateFront } from "../../mechanisms/anode/integrate-front.ts";
import { nextPass } from "../protocol/protocol.ts";
import { type JumpedCycle, jumpSegments } from "./jump-cycle.ts";
import { crowdingOf, listActive } from "./record-cycle.ts";

/** Share of the capacity that may lose contact before potentials are solved again. */
const LARGEST_LOSS = 0.04;
/** Share of the capacity that may come back at once without its first swings being solved. */
const LARGEST_RETURN = 0.005;
/** Damage that a particle may gain in one jump; 1 is the end of its contact. */
const LARGEST_DAMAGE = 0.5;
/** Share by which film and interphase may thicken in one jump. */
const LARGEST_GROWTH = 0.5;
/** Share of the thinnest column by which the front may move in one jump, where lithium gathers or goes. */
const LARGEST_MOVE = 0.02;
/** Share of the nominal capacity that may enter or leave boundaries in a cycle: more is fast. */
const FAST_ENTRY = 1e-3;
/** m by which all cracks together may grow in a cycle. */
const FAST_CRACKS = 1e-7;

/** A reason that is worth a word, or none. */
export type Refusal = { readonly why: string | undefined };

/** What cycles are extrapolated from. */
export interface JumpBase {
  readonly cycles: CycleMemory;
  readonly pace: NonNullable<CycleMemory["pace"]>;
}

/** Returns from what the cycle that begins at `state` may be extrapolated, or why it may not. */
export function mayJump(model: Model, state: CellState): JumpBase | Refusal {
  const { cycles, cursor } = state;
  const none = { why: undefined };
  if (cycles?.pace === undefined || cycles.solved.length < 2) return none;
  if (cursor.index > 0 || cursor.elapsed > 0 || cursor.finished || cycles.segments.length > 0) return none;
  if (cycles.jump.count >= Math.min(cycles.reach, model.scenario.solver.jump)) return none;
  if (!isFollowed(model, state, cycles) || bringsBack(model, cycles)) return none;
  const why = findUnsteady(model, state, cycles.pace);
  return why === undefined ? { cycles, pace: cycles.pace } : { why };
}

/** The last pass of a block, and one that a check follows, are solved. */
function isFollowed(model: Model, { cursor }: CellState, { block }: CycleMemory): boolean {
  const next = nextPass(model, cursor);
  return next !== undefined && !next.inCheck && next.block === block;
}

/** Whether so much came back a cycle or two ago that it is solved how it strains. */
function bringsBack({ oneC, population }: Model, { fresh }: CycleMemory): boolean {
  return fresh.reduce((sum, own, p) => sum + (own > 0 ? population.oneC[p] : 0), 0) > LARGEST_RETURN * oneC;
}

/** What in the newest solved cycle went so fast that it says nothing of the next ones. */
function findUnsteady(
  model: Model,
  { ambient, front }: CellState,
  { from, to }: { readonly from: SlowState; readonly to: SlowState },
): string | undefined {
  if (model.scenario.mechanics.mode === "physical") return "lithium that yields keeps all of its history";
  if (entered(model, from, to) > FAST_ENTRY) return "lithium is entering boundaries fast";
  if (to.crackLength - from.crackLength > FAST_CRACKS) return "cracks in the electrolyte are growing fast";
  if (front.depleted.includes(1)) return "lithium is used up at a place of the anode";
  const isSteady = ambient.temperature === from.temperature && ambient.stackPressure === from.stackPressure;
  return isSteady ? undefined : "temperature or pressure are not those of the cycle before";
}

/** Share of the nominal capacity that found its way into boundaries, out of them, or died there. */
function entered({ oneC }: Model, from: SlowState, to: SlowState): number {
  const [before, after] = [totalLithium(from.lithium), totalLithium(to.lithium)];
  const moved =
    Math.abs(after.connected - before.connected) +
    Math.abs(after.dead - before.dead) +
    (after.reacted - before.reacted);
  return (moved * FARADAY) / (3600 * oneC);
}

/** Whether a jumped cycle stays within the bounds; `begin` is where it began. */
export function isWithinBounds(
  model: Model,
  { state, trend }: JumpedCycle,
  { cycles, pace }: JumpBase,
): boolean {
  // A straight line is off by about the square of what it differs from none.
  if (trend * trend > model.scenario.solver.jumpTolerance) return false;
  const { segments } = cycles.solved[0];
  const crowding = crowdingOf(model, listActive(state.particles));
  if (crowding === 0 || segments[segments.length - 1].crowding / crowding < 1 - LARGEST_LOSS) return false;
  return isSlow(model, state, pace.to);
}

/**
 * Whether it is the forecast's error that decides which contacts let go in the cycle: the law is asked again with all that
 * was forecast since the last solved cycle less, and more, by the share by which the jump before was off. Nothing is asked where no damage comes close to 1.
 */
export function isUncertain(
  model: Model,
  begin: CellState,
  { state: end }: JumpedCycle,
  { cycles, pace }: JumpBase,
): boolean {
  const { particles } = begin;
  const { damage: after } = end.particles;
  const isClose = after.some((own, p) => {
    if (!hasContact(particles.status[p])) return false;
    return own + cycles.missed * Math.max(0, own - pace.to.damage[p]) >= 1;
  });
  if (!isClose) return false;
  const statusWith = (slack: number): Uint8Array | undefined => {
    const damage = particles.damage.map((own, p) =>
      Math.min(1, own + slack * Math.max(0, own - pace.to.damage[p])),
    );
    const moved = { ...begin, particles: { ...particles, damage } };
    return jumpSegments(model, moved, cycles, slack)?.state.particles.status;
  };
  const less = statusWith(-cycles.missed);
  const more = statusWith(cycles.missed);
  return less === undefined || more === undefined || less.some((own, p) => own !== more[p]);
}

/** Whether damage, films, interphase and front are still close to where the newest solved cycle left them. */
function isSlow(model: Model, { particles, front }: CellState, to: SlowState): boolean {
  const { filmResistance } = model.scenario.interface;
  const { damage, filmGrowth, status } = particles;
  const torn = damage.some((own, p) => hasContact(status[p]) && own - to.damage[p] > LARGEST_DAMAGE);
  const thickened = filmGrowth.some(
    (own, p) => own - to.filmGrowth[p] > LARGEST_GROWTH * (filmResistance + to.filmGrowth[p]),
  );
  const consumed = integrateFront(model, consumedCharge(to));
  const consuming = integrateFront(model, consumedCharge(front)) - consumed;
  const moved = front.plated.map((own, k) => LITHIUM_VOLUME_PER_CHARGE * Math.abs(own - to.plated[k]));
  const isStill = columnThickness(model, front).every((own, k) => moved[k] <= LARGEST_MOVE * own);
  return !torn && !thickened && consuming <= LARGEST_GROWTH * consumed && isStill;
}
