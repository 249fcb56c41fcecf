/** A frame in which nothing happens, for tests that say what of it differs. */
import type { Frame } from "../../../sim-core/index.ts";

const none = new Float32Array(0);

/** Of a cell with these electrolyte nodes [nPoint*2], um, and so many particles. */
export interface PlainCell {
  readonly points: Float32Array<ArrayBuffer>;
  readonly particles: number;
  readonly frontX: Float32Array<ArrayBuffer>;
  /** um; ten of lithium lie above the front. */
  readonly frontHeight: number;
}

/** Returns it with what is its own: potentials, contents and damage are 0, all contacts are whole, no stress is solved. */
export function plainFrame(
  { points, particles, frontX, frontHeight }: PlainCell,
  own: Partial<Frame>,
): Frame {
  const nodal = (): Float32Array<ArrayBuffer> => new Float32Array(points.length / 2);
  const each = (): Float32Array<ArrayBuffer> => new Float32Array(particles);
  return {
    points,
    potential: nodal(),
    flux: new Float32Array(points.length),
    intergranular: nodal(),
    intergranularDead: nodal(),
    particleStoichiometry: each(),
    particleSurface: each(),
    particleCurrent: each(),
    particleStrain: each(),
    particleDamage: each(),
    particleStatus: new Uint8Array(particles),
    particleDrift: each(),
    frontX,
    frontY: frontX.map(() => frontHeight),
    frontThickness: frontX.map(() => 10),
    frontCurrent: frontX.map((x) => x - 5),
    frontInterphase: frontX,
    frontDepleted: new Uint8Array(frontX.length),
    frontContact: frontX.map(() => 1),
    frontPressure: frontX.map(() => 0),
    collectorY: frontHeight + 10,
    crackSegments: none,
    patchOutline: none,
    shortPath: none,
    vonMises: none,
    meanStress: none,
    principalStress: none,
    displacement: none,
    particleMeanStress: none,
    ...own,
  } as unknown as Frame;
}
