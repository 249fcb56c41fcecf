/** What happened in the recorded states, and where: found in the frames, so that what is said of them holds. */
import { type Frame, type FrameMesh, PARTICLE_ACTIVE } from "../../../../sim-core/index.ts";

/** A place of a cell, um. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Returns the particles that take no part. */
export function listIdle({ particleStatus }: Frame): number[] {
  return Array.from(particleStatus.keys()).filter((p) => particleStatus[p] !== PARTICLE_ACTIVE);
}

/** Returns how many of how many particles take part, in words. */
export function countAtWork(frame: Frame): string {
  const count = frame.particleStatus.length;
  return `${count - listIdle(frame).length} of ${count} particles`;
}

/** Returns the centre and radius of a particle where it is now, um. */
export function placeParticle(mesh: FrameMesh, frame: Frame, p: number): Place & { readonly radius: number } {
  const drift = frame.particleDrift[p] ?? 0;
  return {
    x: mesh.particleX[p] ?? 0,
    y: (mesh.particleY[p] ?? 0) + drift,
    radius: mesh.particleRadius[p] ?? 0,
  };
}

/**
 * Returns where above `floor` (um) the sideways current density differs most from what it was in a frame of the same mesh, and
 * both, A/m2.
 */
export function findBend(
  before: Frame,
  now: Frame,
  floor: number,
): Place & { readonly was: number; readonly is: number } {
  let found = 0;
  let largest = -1;
  for (let k = 0; k < now.flux.length; k += 2) {
    const change = Math.abs((now.flux[k] ?? 0) - (before.flux[k] ?? 0));
    if (change <= largest || (now.points[k + 1] ?? 0) < floor) continue;
    largest = change;
    found = k;
  }
  const place = { x: now.points[found] ?? 0, y: now.points[found + 1] ?? 0 };
  return { ...place, was: before.flux[found] ?? 0, is: now.flux[found] ?? 0 };
}

/** Where a quantity along the lithium is least and largest. */
export interface FrontEnds {
  readonly least: Place & { readonly value: number };
  readonly most: Place & { readonly value: number };
}

/** Returns the ends of the plating current over its mean, of a frame in which current passes. */
export function findPlatingEnds(frame: Frame): FrontEnds {
  const shares = Array.from(frame.frontCurrent, (density) => density / frame.currentDensity);
  return findEnds(frame, shares);
}

/** Returns the ends of the lithium's thickness, um. */
export function findThicknessEnds(frame: Frame): FrontEnds {
  return findEnds(frame, frame.frontThickness);
}

function findEnds({ frontX, frontY }: Frame, values: ArrayLike<number>): FrontEnds {
  let least = 0;
  let most = 0;
  for (let k = 1; k < values.length; k++) {
    if ((values[k] ?? 0) < (values[least] ?? 0)) least = k;
    if ((values[k] ?? 0) > (values[most] ?? 0)) most = k;
  }
  const at = (k: number) => ({ x: frontX[k] ?? 0, y: frontY[k] ?? 0, value: values[k] ?? 0 });
  return { least: at(least), most: at(most) };
}
