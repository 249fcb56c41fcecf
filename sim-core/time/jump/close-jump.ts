/**
 * The solved cycle after a jump tells how good the jump was. Between both solved cycles the loads are taken to have been off
 * in proportion to how far the jump had come, so that the damage which particles gained in it is set right at once: forecast
 * and correction, as of a multistep method. The next jump is as long as the error was small.
 */
import { FARADAY } from "../../base/constants.ts";
import type { CycleMemory, CycleSegment } from "../../cell/cycle-memory.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { type Forecast, forecastSegment } from "./forecast-segment.ts";
import { meanFilm } from "./mean-film.ts";

const SAFETY = 0.9;
/** By how much a jump may be longer than the one before, and shorter. */
const GROWTH = 2;
const SHRINKAGE = 0.3;

/**
 * Returns the state with the damage of the jump before this cycle corrected by what the latest segment was solved to be,
 * before that is counted. The largest error of the segments so far goes into the memory.
 */
export function closeSegmentOfJump(model: Model, state: CellState, cycles: CycleMemory): CellState {
  const { jump, segments, solved } = cycles;
  const index = segments.length - 1;
  const weighed = jump.weighed[index];
  if (jump.count === 0 || weighed === undefined) return { ...state, cycles };
  const segment = segments[index];
  const forecast = forecastSegment(model, solved, index, {
    startTime: state.tally.startTime,
    film: meanFilm(model.scenario, cycles.slow.filmGrowth, segment.active),
    crowding: segment.crowding,
    active: segment.active,
  });
  const off = fatigueMissed(segment, forecast);
  const correction = off.map((own, p) => (own * weighed[p]) / (jump.count + 1));
  const damage = state.particles.damage.map((own, p) => Math.min(1, Math.max(0, own + correction[p])));
  const missed = chargeMissed(model, segment, solved[0].segments[index], forecast) / solved[0].tally.charged;
  const error = Math.max(jump.error, Math.abs(missed), meanMagnitude(correction));
  return {
    ...state,
    particles: { ...state.particles, damage },
    cycles: { ...cycles, jump: { ...jump, error, missed: Math.max(jump.missed, meanMagnitude(off)) } },
  };
}

function meanMagnitude(values: Float64Array): number {
  return values.reduce((sum, own) => sum + Math.abs(own), 0) / values.length;
}

/** Share by which the fatigue of each particle was more than forecast. */
function fatigueMissed({ active, contactFatigue }: CycleSegment, forecast: Forecast): Float64Array {
  return contactFatigue.map((own, p) => {
    const expected = forecast.contactFatigue[p];
    return active[p] === 1 && expected > 0 ? own / expected - 1 : 0;
  });
}

/** Returns how many cycles may be jumped after the solved one that ends now. */
export function judgeReach({ scenario }: Model, { jump, reach }: CycleMemory): number {
  if (jump.count === 0) return reach;
  const ratio = SAFETY * Math.sqrt(scenario.solver.jumpTolerance / Math.max(jump.error, Number.MIN_VALUE));
  const allowed = Math.floor(jump.count * Math.min(GROWTH, Math.max(SHRINKAGE, ratio)));
  return Math.max(1, ratio >= 1 ? Math.max(reach, allowed) : allowed);
}

/** C/m2 by which the particles stand elsewhere at the end of a segment than was forecast. */
function chargeMissed(
  { population, section, scenario }: Model,
  segment: CycleSegment,
  newest: CycleSegment,
  { shift }: Forecast,
): number {
  let missed = 0;
  for (let p = 0; p < segment.active.length; p++) {
    if (segment.active[p] === 0 || newest.active[p] === 0) continue;
    missed += population.area[p] * (segment.mean[p] - newest.mean[p] - shift);
  }
  return (missed * FARADAY * scenario.ncm.maximumConcentration) / section.width;
}
