/**
 * A jumped cycle up to its next count of damage: the particles are brought where they are forecast to be at its end, with
 * the loads that led there, and the damage law counts them as it does in a solved cycle. So contacts that let go in a jump do
 * so by the law, and what does not take part any more is left as charged as it was then.
 */
import { FARADAY } from "../../base/constants.ts";
import { averageShells, type RadialGrid } from "../../cathode/radial-grid.ts";
import type { CycleMemory, CycleSegment } from "../../cell/cycle-memory.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState, ParticleState } from "../../cell/state.ts";
import { passMoment } from "../../mechanisms/pass-moment.ts";
import { addMoved } from "../step/tally.ts";
import { type Forecast, forecastSegment } from "./forecast-segment.ts";
import { meanFilm } from "./mean-film.ts";
import { crowdingOf, listActive } from "./record-cycle.ts";

export interface JumpedSegment {
  readonly state: CellState;
  /** Damage that was added [nParticle], of what has not let go. */
  readonly damage: Float64Array;
  /** As Forecast has it. */
  readonly trend: number;
}

/** Returns segment `index` jumped with more fatigue than is forecast by the share `slack`; undefined where a particle would be fuller than full or emptier than empty. */
export function jumpSegment(
  model: Model,
  state: CellState,
  cycles: CycleMemory,
  { index, slack }: { readonly index: number; readonly slack: number },
): JumpedSegment | undefined {
  const [newest] = cycles.solved;
  const segment = newest.segments[index];
  const active = listActive(state.particles);
  const crowding = crowdingOf(model, active);
  const film = meanFilm(model.scenario, cycles.slow.filmGrowth, active);
  const { startTime } = state.tally;
  const forecast = forecastSegment(model, cycles.solved, index, { startTime, film, crowding, active });
  const particles = bringParticles(model, state.particles, {
    ...{ active, segment, forecast, slack },
    profile: cycles.profiles[index],
    crowded: crowding / segment.crowding,
  });
  if (particles === undefined) return undefined;
  const passed = passSegment(model, { ...state, particles }, state.particles, { segment, forecast });
  const counted = passMoment(model, passed, "atHalfCycleEnd");
  const damage = counted.particles.damage.map((own, p) =>
    counted.particles.status[p] === state.particles.status[p] ? own - particles.damage[p] : 0,
  );
  return { state: counted, damage, trend: forecast.trend };
}

interface Bringing {
  readonly slack: number;
  readonly active: Uint8Array;
  readonly segment: CycleSegment;
  readonly forecast: Forecast;
  /** mol/m3 [nParticle*shells], at the end of the segment in the newest solved cycle. */
  readonly profile: Float64Array;
  /** Current of a particle over that in the newest solved cycle. */
  readonly crowded: number;
}

function bringParticles(
  { radial, scenario }: Model,
  particles: ParticleState,
  { active, segment, forecast, slack, profile, crowded }: Bringing,
): ParticleState | undefined {
  const { shells } = radial;
  const full = scenario.ncm.maximumConcentration;
  const { shift, surfaceShift } = forecast;
  const concentration = particles.concentration.slice();
  const bulge = bulgeOf(radial);
  for (let k = 0; k < concentration.length; k++) {
    if (active[Math.floor(k / shells)] === 0) continue;
    concentration[k] = profile[k] + full * (shift + (surfaceShift - shift) * bulge[k % shells]);
    if (!(concentration[k] > 0 && concentration[k] < full)) return undefined;
  }
  const place = (was: Float64Array, of: Float64Array, by: number): Float64Array =>
    was.map((own, p) => (active[p] === 1 ? of[p] + by : own));
  const { strain } = particles;
  const mean = place(strain.mean, segment.mean, shift);
  const surface = place(particles.surface, segment.surface, surfaceShift);
  const { crackFatigue, largest, breathing } = forecast;
  const contactFatigue = forecast.contactFatigue.map((own) => own * (1 + slack));
  return {
    ...particles,
    ...{ concentration, surface },
    strain: {
      ...{ mean, contactFatigue, crackFatigue, largest, breathing },
      swings: {
        ...strain.swings,
        headMean: place(strain.swings.headMean, segment.mean, shift),
        headSurface: place(strain.swings.headSurface, segment.surface, surfaceShift),
      },
    },
    carried: segment.carried.map((own, p) => (active[p] === 1 ? own * crowded : 0)),
    chargingTime: segment.chargingTime,
  };
}

/** By what a parabola that is 1 at the surface and 0 in the mean changes each shell: a steady current's own shape. */
function bulgeOf({ shells, face, volume }: RadialGrid): Float64Array {
  const square = Float64Array.from({ length: shells }, (_, k) => (face[k] ** 2 + face[k + 1] ** 2) / 2);
  const mean = square.reduce((sum, own, k) => sum + volume[k] * own, 0);
  return square.map((own) => (own - mean) / (1 - mean));
}

/** What a segment moves: charge is what the particles gave, and time what that takes. */
function passSegment(
  model: Model,
  state: CellState,
  before: ParticleState,
  { segment, forecast }: { readonly segment: CycleSegment; readonly forecast: Forecast },
): CellState {
  const { width } = model.section;
  const net = (FARADAY * (lithiumIn(model, before) - lithiumIn(model, state.particles))) / width;
  const more = net - (segment.charged - segment.discharged);
  const charged = segment.charged + (net > 0 ? more : 0);
  const discharged = segment.discharged - (net > 0 ? 0 : more);
  const through = (charged + discharged) / (segment.charged + segment.discharged);
  const flowing = segment.charged + segment.discharged > 0 ? segment.flowing * through : segment.flowing;
  const put = { charge: charged, energy: charged * forecast.chargeVoltage };
  const taken = { charge: -discharged, energy: -discharged * forecast.dischargeVoltage };
  const time = state.time + segment.resting + flowing;
  return {
    ...state,
    time,
    charge: state.charge + net,
    energy: state.energy + put.energy + taken.energy,
    throughput: addMoved(addMoved(state.throughput, put), taken),
    tally: addMoved(addMoved(state.tally, put), taken),
  };
}

/** mol per m of depth. */
function lithiumIn({ population, radial }: Model, { concentration }: ParticleState): number {
  let total = 0;
  for (let p = 0; p < population.count; p++)
    total += population.area[p] * averageShells(radial, concentration, p * radial.shells);
  return total;
}
