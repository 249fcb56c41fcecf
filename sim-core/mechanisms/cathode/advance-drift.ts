/** Drift of isolated particles in the cycle whose damage has just been counted. physics.md 6.4. */

import { heightsAt, roomToDrift } from "../../cell/drift-room.ts";
import { PARTICLE_ACTIVE } from "../../cell/frame.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { driftParticles, markTopRows } from "../../degradation/drift.ts";

/** Returns the drift [nParticle], m, after a charge with this swing of volumetric strain [nParticle]. */
export function advanceDrift(model: Model, state: CellState, swing: ArrayLike<number>): Float64Array {
  const { scenario, population, section } = model;
  const { status, drift } = state.particles;
  const isolated = status.map((own) => (own === PARTICLE_ACTIVE ? 0 : 1));
  const active = status.length - isolated.reduce((sum, own) => sum + own, 0);
  const isLocked = scenario.cell.stackPressure >= scenario.drift.lockPressure;
  if (!scenario.drift.active || isLocked || active === status.length || active === 0) return drift;
  let breathing = 0;
  for (let p = 0; p < status.length; p++) if (isolated[p] === 0) breathing += swing[p] / active;
  const layer = section.width * section.cathodeThickness;
  const { cathode, cell } = scenario;
  const isLattice = cathode.packing === "lattice" && cathode.particles.length === 0;
  const pitch = isLattice ? section.cathodeThickness / cathode.rows : Math.sqrt(layer / population.count);
  const height = heightsAt(model, drift);
  const way = driftParticles(
    {
      isolated,
      inTopRows: markTopRows(height, section.cathodeThickness, pitch),
      heightBelow: height,
      room: roomToDrift(model, state),
    },
    {
      fraction: population.area.reduce((sum, own) => sum + own, 0) / layer,
      swing: breathing,
      activeShare: active / status.length,
      stackPressure: cell.stackPressure,
    },
    scenario.drift,
  );
  return way.some((own) => own > 0) ? drift.map((own, p) => own + way[p]) : drift;
}
