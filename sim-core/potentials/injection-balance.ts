/** The charge of the currents into the electrolyte: what they make of nothing, and how an imposed current is met. */
import type { Boundary } from "./boundary.ts";
import type { ConductionSystem } from "./conduction-system.ts";
import type { BoundaryPotentials } from "./interface-kinetics.ts";

/** Returns the current that `injection` [count] makes of nothing, and that of particles which do not conduct, A/m. */
export function measureDrift(
  { count, frontStart, particleStart }: Boundary,
  injection: ArrayLike<number>,
  conducts: ArrayLike<number>,
): number {
  let whole = 0;
  for (let k = frontStart; k < count; k++) whole += injection[k];
  let stray = 0;
  for (let p = 0; p + 1 < particleStart.length; p++) {
    let own = 0;
    let size = 0;
    for (let k = particleStart[p]; k < particleStart[p + 1]; k++) {
      own += injection[k];
      size += Math.abs(injection[k]);
    }
    whole += own;
    if (conducts[p] === 0) stray += size;
  }
  return Math.abs(whole) + stray;
}

/**
 * Spreads what the tolerance left open of the imposed `current` in A/m over all particles, as the frozen matrix would
 * share it, so that it is met exactly; overwrites the arrays of `at`.
 */
export function meetCurrent(
  { count, frontStart, particleStart }: Boundary,
  system: Pick<ConductionSystem, "frozenResponse" | "frozenInjection" | "frozenDelivery">,
  at: Pick<BoundaryPotentials, "potential" | "injection" | "particleCurrent">,
  { current, conducts }: { readonly current: number; readonly conducts: ArrayLike<number> },
): void {
  const { frozenResponse, frozenInjection, frozenDelivery } = system;
  if (!(frozenDelivery > 0)) return;
  let missing = current;
  for (let k = 0; k < frontStart; k++) missing -= at.injection[k];
  const share = missing / frozenDelivery;
  for (let k = 0; k < count; k++) {
    at.potential[k] += share * frozenResponse[k];
    at.injection[k] += share * frozenInjection[k];
  }
  for (let p = 0; p + 1 < particleStart.length; p++) {
    if (conducts[p] === 0) continue;
    let own = 0;
    for (let k = particleStart[p]; k < particleStart[p + 1]; k++) own += at.injection[k];
    at.particleCurrent[p] = own;
  }
}
