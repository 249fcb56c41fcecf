/**
 * Writes down what a solved cycle does to the cell: from one count of damage to the next what strained the particles and
 * what passed, from one end of the cycle to the other what films, lithium and front have gained. numerics.md 12.
 */
import type {
  CycleMemory,
  CycleSegment,
  ParticleLoads,
  SegmentStart,
  SlowState,
  SolvedCycle,
} from "../../cell/cycle-memory.ts";
import { PARTICLE_ACTIVE } from "../../cell/frame.ts";
import type { Model } from "../../cell/model.ts";
import { meanStoichiometry } from "../../cell/particle-means.ts";
import type { CellState, ParticleState, ProtocolCursor } from "../../cell/state.ts";
import type { Throughput } from "../../cell/tallies.ts";
import { NO_THROUGHPUT } from "../../mechanisms/initial-state.ts";
import { judgeReach } from "./close-jump.ts";
import { meanFilm } from "./mean-film.ts";

/** Solved cycles that are kept: two give a trend, more tell what it follows. */
const KEPT = 4;
/** Cycles in which a particle that has come back strains otherwise than the others. */
const FRESH = 2;
/** Cycles that are jumped at once at first, before a solved one has told how good that is. */
const FIRST_REACH = 2;

/** Returns the state with a memory of its cycles, from the one at `next` on; without one where none are jumped. */
function beginMemory({ scenario }: Model, state: CellState, next: ProtocolCursor): CellState {
  if (scenario.solver.jump === 0 || next.inCheck || next.finished) return forgetCycles(state);
  return {
    ...state,
    cycles: {
      block: next.block,
      segments: [],
      start: startSegment(state, NO_THROUGHPUT),
      fresh: new Uint8Array(state.particles.status.length),
      slow: describeSlow(state),
      pace: undefined,
      solved: [],
      profiles: [],
      jump: { count: 0, weighed: [], error: 0, missed: 0 },
      reach: FIRST_REACH,
      missed: 0,
    },
  };
}

/** Returns the state that has learned nothing: what comes will be another cycle, or another mesh. */
export function forgetCycles(state: CellState): CellState {
  return state.cycles === undefined ? state : { ...state, cycles: undefined };
}

/** Counts a protocol step of rest that took `duration` s. */
export function noteRest(state: CellState, duration: number): CellState {
  const { cycles } = state;
  if (cycles === undefined) return state;
  const start = { ...cycles.start, resting: cycles.start.resting + duration };
  return { ...state, cycles: { ...cycles, start } };
}

/** Returns the memory with the segment that ends here, before its damage is counted. */
export function closeSegment(model: Model, state: CellState, cycles: CycleMemory): CycleMemory {
  const { tally, time, particles } = state;
  const { start } = cycles;
  const settled = start.active.map((own, p) => (own === 1 && cycles.fresh[p] < FRESH ? 1 : 0));
  const segment: CycleSegment = {
    ...describeLoads(model, particles, settled),
    crowding: crowdingOf(model, start.active),
    charged: tally.charged - start.charged,
    discharged: tally.discharged - start.discharged,
    chargedEnergy: tally.chargedEnergy - start.chargedEnergy,
    dischargedEnergy: tally.dischargedEnergy - start.dischargedEnergy,
    resting: start.resting,
    flowing: time - start.time - start.resting,
  };
  const first = cycles.segments.length === 0 ? [] : cycles.profiles;
  return {
    ...cycles,
    segments: [...cycles.segments, segment],
    profiles: [...first, fillMean(particles.concentration, settled, model.radial.shells)],
  };
}

/** Returns the state in its next segment, after damage has been counted. */
export function openSegment(state: CellState): CellState {
  const { cycles } = state;
  return cycles === undefined
    ? state
    : { ...state, cycles: { ...cycles, start: startSegment(state, state.tally) } };
}

/**
 * Returns the state with the solved cycle that ends here in its memory, before its sums begin anew; `next`: where the
 * protocol goes on.
 */
export function noteCycle(model: Model, state: CellState, next: ProtocolCursor): CellState {
  const { cycles } = state;
  const solved = cycles && describeCycle(cycles, model, state);
  if (cycles === undefined || solved === undefined || !isSameBlock(cycles, next))
    return beginMemory(model, state, next);
  const to = describeSlow(state);
  return {
    ...state,
    cycles: {
      ...cycles,
      segments: [],
      start: startSegment(state, NO_THROUGHPUT),
      fresh: findFresh(state, cycles),
      slow: to,
      pace: { from: cycles.slow, to },
      solved: [solved, ...cycles.solved.filter((one) => fits(one, solved))].slice(0, KEPT),
      jump: {
        count: 0,
        weighed: solved.segments.map(() => new Float64Array(state.particles.status.length)),
        error: 0,
        missed: 0,
      },
      reach: judgeReach(model, cycles),
      missed: cycles.jump.count > 0 ? cycles.jump.missed : cycles.missed,
    },
  };
}

/** Returns the state at the end of a cycle that was jumped, ready for the next one. */
export function noteJumped(model: Model, state: CellState, next: ProtocolCursor): CellState {
  const { cycles } = state;
  if (cycles === undefined || !isSameBlock(cycles, next)) return beginMemory(model, state, next);
  return {
    ...state,
    cycles: {
      ...cycles,
      start: startSegment(state, NO_THROUGHPUT),
      fresh: findFresh(state, cycles),
      slow: describeSlow(state),
    },
  };
}

/** Particles that take part now and did not when the last segment began, and those that came back a cycle before. */
function findFresh({ particles }: CellState, { start, fresh }: CycleMemory): Uint8Array {
  return listActive(particles).map((own, p) => {
    if (own === 0) return 0;
    return start.active[p] === 0 ? FRESH : Math.max(0, fresh[p] - 1);
  });
}

function isSameBlock({ block }: CycleMemory, next: ProtocolCursor): boolean {
  return !next.finished && !next.inCheck && next.block === block;
}

function fits(one: SolvedCycle, other: SolvedCycle): boolean {
  return one.segments.length === other.segments.length;
}

/** The cycle as the next ones are extrapolated from it; undefined where it did not both charge and discharge. */
function describeCycle(
  { segments, slow }: CycleMemory,
  { scenario }: Model,
  { cursor, time, tally }: CellState,
): SolvedCycle | undefined {
  if (!(tally.charged > 0 && tally.discharged > 0)) return undefined;
  return {
    cycle: cursor.cycle,
    time,
    segments,
    film: meanFilm(scenario, slow.filmGrowth, segments[0].active),
    tally,
  };
}

/** `sums`: of the cycle so far. */
function startSegment({ time, particles }: CellState, sums: Throughput): SegmentStart {
  const { charged, discharged, chargedEnergy, dischargedEnergy } = sums;
  return {
    ...{ time, resting: 0, charged, discharged, chargedEnergy, dischargedEnergy },
    active: listActive(particles),
  };
}

/** Particles that are not among the `settled` get the mean of those, so that each has something to go on with. */
function describeLoads(model: Model, particles: ParticleState, settled: Uint8Array): ParticleLoads {
  const { oneC } = model.population;
  const { contactFatigue, crackFatigue, largest, breathing } = particles.strain;
  const fill = (values: Float64Array): Float64Array => fillMean(values, settled, 1);
  const rate = fill(particles.carried.map((own, p) => own / oneC[p]));
  return {
    active: settled,
    contactFatigue: fill(contactFatigue),
    crackFatigue: fill(crackFatigue),
    largest: fill(largest),
    breathing: fill(breathing),
    carried: rate.map((own, p) => own * oneC[p]),
    chargingTime: particles.chargingTime,
    mean: fill(meanStoichiometry(model, particles)),
    surface: fill(particles.surface),
  };
}

/** Returns values [nParticle*each] with the mean of the `chosen` particles in place of the others'. */
function fillMean(values: Float64Array, chosen: Uint8Array, each: number): Float64Array {
  const mean = new Float64Array(each);
  const count = chosen.reduce((sum, own) => sum + own, 0);
  if (count === 0) return values;
  values.forEach((own, k) => {
    if (chosen[Math.floor(k / each)] === 1) mean[k % each] += own / count;
  });
  return values.map((own, k) => (chosen[Math.floor(k / each)] === 1 ? own : mean[k % each]));
}

/** What ages besides contacts and cracks. */
function describeSlow({ time, ambient, particles, front, electrolyte, own }: CellState): SlowState {
  const { plated, interphaseChemical, interphaseDriven, surfaceRatio, contactFraction, diverted } = front;
  return {
    ...{ time, plated, interphaseChemical, interphaseDriven, surfaceRatio, contactFraction, diverted, own },
    temperature: ambient.temperature,
    stackPressure: ambient.stackPressure,
    damage: particles.damage,
    filmGrowth: particles.filmGrowth,
    lithium: electrolyte.lithium,
    crackLength: electrolyte.cracks.reduce((sum, { length }) => sum + length, 0),
  };
}

/** Returns 1 where a particle takes part [nParticle]. */
export function listActive({ status }: Pick<ParticleState, "status">): Uint8Array {
  return status.map((own) => (own === PARTICLE_ACTIVE ? 1 : 0));
}

/** Returns how many times its even share each active particle carries, 0 where none is. */
export function crowdingOf({ oneC, population }: Model, active: ArrayLike<number>): number {
  let taking = 0;
  for (let p = 0; p < active.length; p++) if (active[p] === 1) taking += population.oneC[p];
  return taking > 0 ? oneC / taking : 0;
}
