/**
 * One cycle that is not solved: its segments by forecast and law (jump-segment.ts), then what ages with time and charge. A
 * pure function of the state, so that a jump may end before any cycle of it and goes on from any stored state.
 */
import type { CycleMemory, SlowState } from "../../cell/cycle-memory.ts";
import { PARTICLE_ACTIVE } from "../../cell/frame.ts";
import type { Model } from "../../cell/model.ts";
import { obstruct } from "../../cell/obstruction.ts";
import { type CellState, passedBy } from "../../cell/state.ts";
import type { CycleTally } from "../../cell/tallies.ts";
import { recount } from "../../mechanisms/ledger.ts";
import { MECHANISMS } from "../../mechanisms/list.ts";
import { ageElectrolyte, ageFront } from "./age-front.ts";
import { jumpSegment } from "./jump-segment.ts";

export interface JumpedCycle {
  /** At the end of the cycle, which its mechanisms have not been told of yet. */
  readonly state: CellState;
  /** Share by which the damage of contacts differs from what it would be without any trend: the jump of lower order. */
  readonly trend: number;
}

/** Returns the cycle that begins at `state` jumped; undefined where that would lead to a state that cannot be. */
export function jumpCycle(
  model: Model,
  state: CellState,
  { cycles, pace }: { readonly cycles: CycleMemory; readonly pace: NonNullable<CycleMemory["pace"]> },
): JumpedCycle | undefined {
  const jumped = jumpSegments(model, state, cycles);
  const aged = jumped && ageCell(model, jumped.state, { begin: state, pace, newest: cycles.solved[0].tally });
  if (jumped === undefined || aged === undefined) return undefined;
  const count = cycles.jump.count + 1;
  const weighed = jumped.damage.map((added, index) =>
    added.map((own, p) => cycles.jump.weighed[index][p] + count * own),
  );
  return {
    state: { ...aged, cycles: { ...cycles, jump: { count, weighed, error: 0, missed: 0 } } },
    trend: jumped.trend,
  };
}

interface JumpedSegments {
  /** Where particles, charge and time stand at the end of the cycle; what else ages is as it was. */
  readonly state: CellState;
  /** Damage that was added in each segment [nParticle], of what has not let go. */
  readonly damage: readonly Float64Array[];
  readonly trend: number;
}

/** Returns the particles through the cycle, with more fatigue than is forecast by the share `slack`. */
export function jumpSegments(
  model: Model,
  state: CellState,
  cycles: CycleMemory,
  slack = 0,
): JumpedSegments | undefined {
  let at = state;
  let trend = 0;
  const damage: Float64Array[] = [];
  for (let index = 0; index < cycles.solved[0].segments.length; index++) {
    const jumped = jumpSegment(model, at, cycles, { index, slack });
    if (jumped === undefined) return undefined;
    at = jumped.state;
    trend = Math.max(trend, jumped.trend);
    damage.push(jumped.damage);
  }
  return { state: at, damage, trend };
}

interface Ageing {
  readonly begin: CellState;
  readonly pace: NonNullable<CycleMemory["pace"]>;
  readonly newest: CycleTally;
}

function ageCell(model: Model, state: CellState, { begin, pace, newest }: Ageing): CellState | undefined {
  const duration = state.time - begin.time;
  const share = state.tally.charged / newest.charged;
  const net = (state.charge - begin.charge) * model.section.width;
  const electrolyte = ageElectrolyte(model, state.electrolyte, pace, share);
  if (electrolyte === undefined) return undefined;
  const { mechanics, geometry } = state;
  const passed = passedBy(state) - passedBy(begin);
  const aged: CellState = {
    ...state,
    particles: { ...state.particles, filmGrowth: growFilms(begin, pace, duration) },
    front: ageFront(model, state, pace, { net, share, duration }),
    electrolyte,
    // Stress stays that of the newest solved cycle, as old as it was.
    mechanics: mechanics && {
      ...mechanics,
      time: mechanics.time + duration,
      passed: mechanics.passed + passed,
    },
    own: ageOwn(state.own, pace),
    geometry:
      electrolyte === state.electrolyte
        ? geometry
        : { ...geometry, obstruction: obstruct(model, electrolyte) },
    tally: followTally(state.tally, newest, share),
  };
  return recount(model, aged);
}

/** Squares of the resistances grow with the time above the onset (film.ts), which is that of the newest solved cycle. */
function growFilms(
  { particles }: CellState,
  { from, to }: { readonly from: SlowState; readonly to: SlowState },
  duration: number,
): Float64Array {
  const stretched = duration / (to.time - from.time);
  return particles.filmGrowth.map((own, p) => {
    const added = to.filmGrowth[p] * to.filmGrowth[p] - from.filmGrowth[p] * from.filmGrowth[p];
    return particles.status[p] === PARTICLE_ACTIVE ? Math.sqrt(own * own + stretched * added) : own;
  });
}

function ageOwn(
  own: CellState["own"],
  { from, to }: { readonly from: SlowState; readonly to: SlowState },
): CellState["own"] {
  let next = own;
  for (const { name, jump } of MECHANISMS) {
    const solved = { from: from.own[name], to: to.own[name] };
    if (jump === undefined || own[name] === undefined || solved.from === undefined || solved.to === undefined)
      continue;
    next = { ...next, [name]: jump(own[name], solved) };
  }
  return next;
}

/** What a cycle sums up besides charge and energy, as in the newest solved one. */
function followTally(tally: CycleTally, newest: CycleTally, share: number): CycleTally {
  const putIn = tally.putIn + tally.charged;
  const { direction, restAfterCharge, restAfterDischarge, wentOn, largestStress } = newest;
  return {
    ...tally,
    ...{ direction, restAfterCharge, restAfterDischarge, wentOn, largestStress, putIn },
    held: newest.held * share,
    unevenness: newest.unevenness * share,
    paired: putIn - (newest.putIn - newest.paired) * share,
  };
}
