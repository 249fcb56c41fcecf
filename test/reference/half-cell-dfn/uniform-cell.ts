/** The cell of the paper with all particles alike and nothing that wears: what is left is Newman's half-cell. */
import type { Scenario } from "../../../sim-core/scenario/record/scenario.ts";
import { shippedScenario } from "../../cell/small-cell.ts";

/** Returns it for one cycle at `rate`, homogenised, with fine steps and shells. */
export function uniformCell(rate: string): Scenario {
  return shippedScenario("ncm", {
    mesh: "draft",
    "solver.model": "homogenised",
    "solver.shells": 40,
    "solver.stepTolerance": 0.05,
    "protocol.repeat": 1,
    "cell.cRate": rate,
    "contactLoss.active": false,
    "cracking.rate": 0,
    "drift.active": false,
    "interface.contactFraction": 1,
    "interface.electronicContactResistance": 0,
    "interface.filmGrowth": 0,
    "interface.filmResistance": 0,
    "intergranular.level": "none",
    "interphase.chemicalRate": 0,
    "interphase.currentShare": 0,
    "voids.active": false,
  });
}
