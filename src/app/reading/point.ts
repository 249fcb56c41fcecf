/** All that was solved at one place of a cell. */
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import { findTriangle, type Triangulation } from "../views/barycentric.ts";
import { between } from "./line-cut.ts";

/** Where a place lies. */
export type Place = "electrolyte" | "particle" | "lithium" | "beyond";

export interface PointQuantity {
  /** What it is a quantity of: of the place itself, or of the front at its x. */
  readonly of: "electrolyte" | "particle" | "front";
  readonly name: string;
  readonly unit: string;
  /** Shown value over the value of the frame. */
  readonly factor: number;
}

/** Of the electrolyte at a node; of all particles, or along the front. */
type Nodal = PointQuantity & {
  readonly of: "electrolyte";
  readonly read: (frame: Frame, node: number) => number;
};
type Listed = PointQuantity & {
  readonly of: "particle" | "front";
  readonly read: (frame: Frame) => ArrayLike<number>;
};

const CURRENT = "A/m\u00b2";
const pick = (values: ArrayLike<number>, at: number): number => values[at] ?? Number.NaN;

const nodal = (name: string, unit: string, factor: number, read: Nodal["read"]): Nodal => {
  return { of: "electrolyte", name, unit, factor, read };
};
const particle = (name: string, unit: string, factor: number, read: Listed["read"]): Listed => {
  return { of: "particle", name, unit, factor, read };
};
const front = (name: string, unit: string, factor: number, read: Listed["read"]): Listed => {
  return { of: "front", name, unit, factor, read };
};
const sizeAt = (vectors: ArrayLike<number>, node: number): number =>
  Math.hypot(pick(vectors, 2 * node), pick(vectors, 2 * node + 1));

const known: readonly (Nodal | Listed)[] = [
  nodal("Potential", "mV", 1000, ({ potential }, node) => pick(potential, node)),
  nodal("Ionic current", CURRENT, 1, ({ flux }, node) => sizeAt(flux, node)),
  nodal("to the right", CURRENT, 1, ({ flux }, node) => pick(flux, 2 * node)),
  nodal("to the lithium", CURRENT, 1, ({ flux }, node) => pick(flux, 2 * node + 1)),
  nodal("Lithium inside", "vol %", 100, ({ intergranular }, node) => pick(intergranular, node)),
  nodal("Von Mises stress", "MPa", 1e-6, ({ vonMises }, node) => pick(vonMises, node)),
  nodal("Mean stress", "MPa", 1e-6, ({ meanStress }, node) => pick(meanStress, node)),
  nodal("Largest stress", "MPa", 1e-6, ({ principalStress }, node) => pick(principalStress, node)),
  nodal("Displacement", "nm", 1000, ({ displacement }, node) => sizeAt(displacement, node)),
  particle("Li content, mean", "Li per NCM", 1, (frame) => frame.particleStoichiometry),
  particle("Li content, surface", "Li per NCM", 1, (frame) => frame.particleSurface),
  particle("Current", CURRENT, 1, (frame) => frame.particleCurrent),
  particle("Volume strain", "%", 100, (frame) => frame.particleStrain),
  particle("Damage", "%", 100, (frame) => frame.particleDamage),
  particle("Mean stress", "MPa", 1e-6, (frame) => frame.particleMeanStress),
  front("Lithium thickness", "\u00b5m", 1, (frame) => frame.frontThickness),
  front("Current on the lithium", CURRENT, 1, (frame) => frame.frontCurrent),
  front("Interphase", "nm", 1, (frame) => frame.frontInterphase),
  front("Contact", "%", 100, (frame) => frame.frontContact),
  front("Pressure", "MPa", 1e-6, (frame) => frame.frontPressure),
];

export const pointQuantities: readonly PointQuantity[] = known;

export interface PointReading {
  readonly place: Place;
  /** Which one, where a particle is there. */
  readonly particle: number | undefined;
  /** One for each of `pointQuantities`, in its shown unit; not a number where the place has none or it is not solved. */
  readonly values: readonly number[];
}

/** Share of its radius that a place must be within a particle, where the mesh has electrolyte there, to be in both. */
const DEEP = 0.05;

/** Returns a reader that begins its search where it found the last place. */
export function createPointReader(): (
  frame: Frame,
  mesh: FrameMesh,
  at: readonly [number, number],
) => PointReading {
  const find = createTriangleFinder();
  return (frame, mesh, at) => {
    const found = find({ triangles: mesh.triangles, points: frame.points }, at);
    const inside = particleUnder(mesh, at);
    const particle = found === undefined || (inside?.depth ?? 0) > DEEP ? inside?.particle : undefined;
    const [x, y] = at;
    const { frontX, frontY, collectorY } = frame;
    const isWithin = x >= 0 && x <= mesh.width;
    const place = placeOf({
      particle,
      isElectrolyte: found !== undefined,
      isLithium: isWithin && y >= between(frontX, frontY, x) && y <= collectorY,
    });
    const values = known.map((quantity) => {
      if (quantity.of === "electrolyte") {
        if (found === undefined) return Number.NaN;
        const { nodes, weights } = found;
        return (
          quantity.factor * nodes.reduce((sum, node, k) => sum + weights[k]! * quantity.read(frame, node), 0)
        );
      }
      const listed = quantity.read(frame);
      if (quantity.of === "particle")
        return quantity.factor * (particle === undefined ? Number.NaN : pick(listed, particle));
      return isWithin && listed.length > 0 ? quantity.factor * between(frontX, listed, x) : Number.NaN;
    });
    return { place, particle, values };
  };
}

function placeOf(at: {
  readonly particle: number | undefined;
  readonly isElectrolyte: boolean;
  readonly isLithium: boolean;
}): Place {
  if (at.particle !== undefined) return "particle";
  if (at.isElectrolyte) return "electrolyte";
  return at.isLithium ? "lithium" : "beyond";
}

/** Returns the particle about a place, and how deep in it the place is, as a share of its radius; as meshed. */
function particleUnder(
  { particleX, particleY, particleRadius }: FrameMesh,
  [x, y]: readonly [number, number],
): { readonly particle: number; readonly depth: number } | undefined {
  let found: { particle: number; depth: number } | undefined;
  for (let particle = 0; particle < particleX.length; particle++) {
    const away = Math.hypot(particleX[particle]! - x, particleY[particle]! - y);
    const depth = 1 - away / particleRadius[particle]!;
    if (depth >= 0 && depth > (found?.depth ?? -1)) found = { particle, depth };
  }
  return found;
}

/** Finds the triangle about a place, the one that was found last before all others. */
function createTriangleFinder() {
  const weights = new Float64Array(3);
  let last = 0;
  return (
    mesh: Triangulation,
    at: readonly [number, number],
  ): { readonly nodes: readonly number[]; readonly weights: Float64Array } | undefined => {
    const { triangles } = mesh;
    const found = findTriangle(mesh, at, weights, last);
    if (found === undefined) return undefined;
    last = found;
    return { nodes: [0, 1, 2].map((k) => triangles[3 * last + k]!), weights };
  };
}
