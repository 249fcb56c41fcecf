/**
 * What stress adds to a particle's equilibrium potential: Omega s_h/F with Omega = -d(eps_v)/dx/c_max, the partial molar
 * volume at its surface, and s_h the mean stress of the whole particle, tension positive: tension favours lithium.
 * 100 MPa make 0.8 to 6.6 mV. Source: physics.md 3.1, 4.4.
 */
import { FARADAY } from "../base/constants.ts";
import { partialMolarVolume } from "../cathode/lattice.ts";
import { latticeWindow } from "./material.ts";
import type { Model } from "./model.ts";
import type { CellState } from "./state.ts";

/**
 * Returns the shifts [nParticle], V, in physical mode only: elastic particles that never let go would be under some 600 MPa
 * of tension when charged, ten times what a bond bears, which is worth seeing and not worth feeding back.
 */
export function shiftParticles({ scenario }: Model, { mechanics, particles }: CellState): Float64Array {
  if (mechanics === undefined || scenario.mechanics.mode !== "physical") {
    return new Float64Array(particles.surface.length);
  }
  const window = latticeWindow(scenario);
  const { maximumConcentration } = scenario.ncm;
  return mechanics.particleMeanStress.map(
    (stress, p) =>
      (partialMolarVolume(particles.surface[p], window, maximumConcentration) * stress) / FARADAY,
  );
}
