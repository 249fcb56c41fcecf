/** Contact loss and what goes with it in the cathode: damage, return, cracks and drift of particles. */
import { averageShells } from "../../cathode/radial-grid.ts";
import { PARTICLE_ACTIVE, PARTICLE_DETACHED, PARTICLE_LET_GO } from "../../cell/frame.ts";
import { activeFraction } from "../../cell/particle-means.ts";
import { countWhere, type Mechanism } from "../record/mechanism.ts";
import { countDamage, drawReturns } from "./count-damage.ts";

export const contactLoss: Mechanism = {
  name: "contact loss",
  source: "physics.md 6",
  parameters: ["contactLoss", "cracking", "drift"],
  atHalfCycleEnd: countDamage,
  atCycleEnd: drawReturns,
  lithium({ population, radial }, { particles }) {
    let active = 0;
    let isolated = 0;
    for (let p = 0; p < population.count; p++) {
      const amount = population.area[p] * averageShells(radial, particles.concentration, p * radial.shells);
      if (particles.status[p] === PARTICLE_ACTIVE) active += amount;
      else isolated += amount;
    }
    return { cathodeActive: active, cathodeIsolated: isolated };
  },
  happened({ population }, { particles }) {
    const count = countWhere(
      particles.status,
      (status, p) => status === PARTICLE_DETACHED && population.takesPart[p] === 1,
    );
    const message =
      count === 1 ? "A particle has lost contact." : `${count} particles have lost contact at once.`;
    const letGo = countWhere(particles.status, (status) => status === PARTICLE_LET_GO);
    const byHand = `${letGo === 1 ? "A particle was" : `${letGo} particles were`} let go by hand.`;
    return [
      { kind: "detachment", count, message },
      { kind: "letGo", count: letGo, message: byHand },
    ];
  },
  summarise: (_, { particles }) => ({ activeFraction: activeFraction(particles) }),
};
