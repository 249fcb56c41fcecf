/**
 * A cathode layer as a continuum: how it conducts, and the patches in which its particles react. Each node of the layer
 * belongs to the nearest particle, whose perimeter is spread evenly over the area that is its own; what the potentials
 * make of a ring of nodes on a perimeter they make of such a patch. Source: physics.md 17.
 */
import type { Submesh } from "../fem/submesh.ts";
import type { Continuum, CrossSection, Mesh } from "../mesh/cross-section.ts";
import { createNearest } from "../mesh/nearest-point.ts";
import { findMiddles } from "../mesh/transfer/triangle-density.ts";
import { type Boundary, collectBoundary, collectFront } from "../potentials/boundary.ts";

/** Returns the factor on the conductivity [nTriangle]: that of the layer in the layer, 1 above its border. */
export function shareOfConductivity(
  electrolyte: Submesh,
  { cathodeThickness }: Pick<CrossSection, "cathodeThickness">,
  { conductivityShare }: Continuum,
): Float64Array {
  return findMiddles(electrolyte).y.map((y) => (y < cathodeThickness ? conductivityShare : 1));
}

/** Returns where charge crosses into or out of the electrolyte of `section`: at perimeters, or in patches of a continuum. */
export function collectInterfaces(section: CrossSection, mesh: Mesh, electrolyte: Submesh): Boundary {
  if (section.continuum) return collectPatches(electrolyte, section, collectFront(mesh, electrolyte));
  const { particleX: x, particleY: y, particleRadius: radius } = section;
  return collectBoundary(mesh, electrolyte, { x, y, radius });
}

/** The patches of the layer, particle by particle, then the nodes of the front from left to right. */
function collectPatches(
  electrolyte: Submesh,
  section: Pick<CrossSection, "cathodeThickness" | "particleX" | "particleY" | "particleRadius">,
  frontNodes: ArrayLike<number>,
): Boundary {
  const { particleX, particleY, particleRadius, cathodeThickness } = section;
  const { points } = electrolyte;
  const area = areaInLayer(electrolyte, cathodeThickness);
  const centres = new Float64Array(2 * particleX.length);
  particleX.forEach((x, p) => {
    centres.set([x, particleY[p]], 2 * p);
  });
  const nearest = createNearest(centres);
  const patches: number[][] = Array.from(particleX, () => []);
  area.forEach((own, v) => {
    if (own > 0) patches[nearest.find(points[2 * v], points[2 * v + 1])].push(v);
  });
  const frontStart = patches.reduce((sum, own) => sum + own.length, 0);
  const nodes = new Int32Array(frontStart + frontNodes.length);
  const arcLength = new Float64Array(frontStart);
  const particleStart = new Int32Array(patches.length + 1);
  patches.forEach((own, p) => {
    const start = particleStart[p];
    const whole = own.reduce((sum, v) => sum + area[v], 0);
    own.forEach((v, k) => {
      nodes[start + k] = v;
      arcLength[start + k] = (2 * Math.PI * particleRadius[p] * area[v]) / whole;
    });
    particleStart[p + 1] = start + own.length;
  });
  nodes.set(frontNodes, frontStart);
  return { count: nodes.length, nodes, particleStart, frontStart, arcLength };
}

/** Area of the layer that is nearest to each node [nNode], m2: a third of every triangle beside it. */
function areaInLayer(electrolyte: Submesh, cathodeThickness: number): Float64Array {
  const { triangles, nodeCount } = electrolyte;
  const { y, area } = findMiddles(electrolyte);
  const nearest = new Float64Array(nodeCount);
  for (let k = 0; k < triangles.length; k++) {
    const t = Math.floor(k / 3);
    if (y[t] < cathodeThickness) nearest[triangles[k]] += area[t] / 3;
  }
  return nearest;
}
