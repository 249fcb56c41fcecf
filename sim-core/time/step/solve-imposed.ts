/**
 * Solves the potentials for what a protocol step imposes. A power P is met by the current I with I V(I) = P: since the
 * voltage hardly depends on the current, I = P / V and then secants on P / V(I) - I.
 */
import type { PotentialOutcome, PotentialRequest, PotentialSolver } from "../../potentials/potentials.ts";
import type { Imposed } from "../protocol/protocol.ts";
import { copyPotentials } from "./extrapolate.ts";

/** Relative deviation of the power that is let pass. */
const POWER_TOLERANCE = 1e-9;
const LARGEST_COUNT = 20;
/** Currents without a solution are met on the way to a power that the cell does not have. */
const OUT_OF_REACH = "no current gives the power that is asked for";

/** Returns the potentials with the triangular solves of all trials; a reason where no current gives the power. */
export function solveImposed(
  solver: Pick<PotentialSolver, "solve">,
  imposed: Imposed,
  request: Omit<PotentialRequest, "control">,
): PotentialOutcome {
  if (imposed.kind !== "power") return solver.solve({ ...request, control: imposed });
  const { power } = imposed;
  let guess = request.guess;
  let current = power / guess.voltage;
  let before: { readonly current: number; readonly gap: number } | undefined;
  let solves = 0;
  let corrections = 0;
  let factorisations = 0;
  for (let count = 0; count < LARGEST_COUNT; count++) {
    const outcome = solver.solve({ ...request, guess, control: { kind: "current", current } });
    if (!outcome.ok) return { ok: false, reason: OUT_OF_REACH };
    solves += outcome.solves;
    corrections += outcome.corrections;
    factorisations += outcome.factorisations;
    const { voltage } = outcome.potentials;
    if (!(voltage > 0)) break;
    const gap = power / voltage - current;
    if (Math.abs(gap) <= POWER_TOLERANCE * Math.abs(current)) {
      return { ...outcome, solves, corrections, factorisations };
    }
    const slope = before === undefined ? 0 : (gap - before.gap) / (current - before.current);
    before = { current, gap };
    current += slope < 0.5 ? gap / (1 - slope) : gap;
    guess = copyPotentials(outcome.potentials, outcome.potentials.modes !== undefined);
  }
  return { ok: false, reason: OUT_OF_REACH };
}
