/**
 * The cell between two time steps: potentials by a parabola through the last three of them, what stores lithium linearly
 * from the one to the other, so that none is made. What changes at the ends of steps only, such as contacts, is that of the
 * step's start. For pictures; no step starts from it.
 */
import type { LithiumLedger } from "../../cell/frame.ts";
import type { CellState, FrontState, ParticleState } from "../../cell/state.ts";
import { MECHANISMS } from "../../mechanisms/list.ts";
import type { Between } from "../../mechanisms/record/mechanism.ts";
import type { BoundaryPotentials } from "../../potentials/interface-kinetics.ts";
import { extrapolatePotentials, extrapolationWeights } from "./extrapolate.ts";

/** Returns the state at `time` from `from.time` to `to.time`, where `to` is one step after `from` on the same mesh. */
export function interpolateStates(from: CellState, to: CellState, time: number): CellState {
  const share = (time - from.time) / (to.time - from.time);
  if (!(share > 0)) return from;
  const between = (a: number, b: number): number => a + share * (b - a);
  return {
    ...from,
    time,
    cursor: {
      ...from.cursor,
      elapsed: between(from.cursor.elapsed, to.cursor.elapsed),
      passed: between(from.cursor.passed, to.cursor.passed),
    },
    particles: interpolateParticles(from.particles, to.particles, between),
    front: interpolateFront(from.front, to.front, between),
    own: interpolateOwn(from.own, to.own, between),
    potentials: interpolatePotentials(from, to, time),
    current: between(from.current, to.current),
    ledger: interpolateLedger(from.ledger, to.ledger, between),
  };
}

/** Through the step's ends and, where the past reaches so far, through the end of the step before. */
function interpolatePotentials(from: CellState, to: CellState, time: number): BoundaryPotentials {
  const ends = to.past.length > 1 ? to.past.slice(0, 3) : [...to.past, { potentials: from.potentials }];
  return extrapolatePotentials(ends, extrapolationWeights(to, ends.length, time - to.time));
}

function interpolateOwn(from: CellState["own"], to: CellState["own"], between: Between): CellState["own"] {
  let own = from;
  for (const { name, interpolate } of MECHANISMS) {
    if (interpolate === undefined || from[name] === undefined || to[name] === undefined) continue;
    own = { ...own, [name]: interpolate(from[name], to[name], between) };
  }
  return own;
}

function mix(from: Float64Array, to: Float64Array, between: Between): Float64Array {
  return from.map((own, k) => between(own, to[k]));
}

function interpolateParticles(from: ParticleState, to: ParticleState, between: Between): ParticleState {
  return {
    ...from,
    concentration: mix(from.concentration, to.concentration, between),
    surface: mix(from.surface, to.surface, between),
    filmGrowth: mix(from.filmGrowth, to.filmGrowth, between),
  };
}

function interpolateFront(from: FrontState, to: FrontState, between: Between): FrontState {
  return {
    ...from,
    plated: mix(from.plated, to.plated, between),
    interphaseChemical: mix(from.interphaseChemical, to.interphaseChemical, between),
    interphaseDriven: mix(from.interphaseDriven, to.interphaseDriven, between),
    surfaceRatio: mix(from.surfaceRatio, to.surfaceRatio, between),
    contactFraction: mix(from.contactFraction, to.contactFraction, between),
    diverted: mix(from.diverted, to.diverted, between),
  };
}

/** The amounts; what tells of the solution is the worse of both ends. */
function interpolateLedger(from: LithiumLedger, to: LithiumLedger, between: Between): LithiumLedger {
  return {
    cathodeActive: between(from.cathodeActive, to.cathodeActive),
    cathodeIsolated: between(from.cathodeIsolated, to.cathodeIsolated),
    anode: between(from.anode, to.anode),
    interphase: between(from.interphase, to.interphase),
    intergranularConnected: between(from.intergranularConnected, to.intergranularConnected),
    intergranularDead: between(from.intergranularDead, to.intergranularDead),
    ...{ initial: from.initial, drawn: from.drawn },
    residual: Math.abs(from.residual) > Math.abs(to.residual) ? from.residual : to.residual,
    chargeImbalance: Math.max(from.chargeImbalance, to.chargeImbalance),
  };
}
