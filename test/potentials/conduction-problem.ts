/** A conduction problem on a meshed cross-section, for tests that set the interfaces themselves. */
import { measureFront } from "../../sim-core/anode/front.ts";
import { computeStiffness } from "../../sim-core/fem/laplace.ts";
import { extractRegion } from "../../sim-core/fem/submesh.ts";
import type { CrossSection, Mesh } from "../../sim-core/mesh/cross-section.ts";
import { packLattice } from "../../sim-core/mesh/packing/packing.ts";
import { collectBoundary } from "../../sim-core/potentials/boundary.ts";
import {
  analyseConduction,
  createConductionSystem,
  stiffnessSize,
} from "../../sim-core/potentials/conduction-system.ts";
import type { InterfaceConditions } from "../../sim-core/potentials/interface-kinetics.ts";
import { createPotentialSolver } from "../../sim-core/potentials/potentials.ts";

const UM = 1e-6;

/** The paper's cell: 28 x 5 circles of 5 um, cathode 75, electrolyte 100, lithium 75 um. */
export function paperSection(protrusions: CrossSection["protrusions"] = []): CrossSection {
  const sites = packLattice({ width: 420 * UM, thickness: 75 * UM, columns: 28, rows: 5, radius: 5 * UM });
  return {
    width: 420 * UM,
    cathodeThickness: 75 * UM,
    electrolyteThickness: 100 * UM,
    lithiumThickness: 75 * UM,
    particleX: Float64Array.from(sites, (s) => s.x),
    particleY: Float64Array.from(sites, (s) => s.y),
    particleRadius: Float64Array.from(sites, (s) => s.radius),
    protrusions,
  };
}

export function setUp(section: CrossSection, mesh: Mesh, conductivity: number) {
  const electrolyte = extractRegion(mesh, 0);
  const boundary = collectBoundary(mesh, electrolyte, {
    x: section.particleX,
    y: section.particleY,
    radius: section.particleRadius,
  });
  const system = createConductionSystem(analyseConduction(electrolyte, boundary), boundary);
  const stiffness = new Float64Array(stiffnessSize(electrolyte));
  computeStiffness(electrolyte.points, electrolyte.triangles, stiffness);
  system.load(stiffness, conductivity);
  const shape = measureFront(electrolyte.points, boundary.nodes.subarray(boundary.frontStart));
  const count = section.particleRadius.length;
  const solver = createPotentialSolver(boundary, system);

  /** Solves at `current` A/m2; `change` replaces parts of plain interfaces. */
  const solve = (current: number, change: Partial<InterfaceConditions> = {}) => {
    const conditions: InterfaceConditions = {
      temperature: 303.15,
      openCircuitPotential: { text: "", from: 0, to: 1, evaluate: () => 3.8, derivative: () => 0 },
      conducts: new Uint8Array(count).fill(1),
      surfaceFree: new Float64Array(count).fill(0.5),
      surfaceResponse: new Float64Array(count),
      exchange: new Float64Array(count).fill(4),
      film: new Float64Array(count),
      contactResistance: new Float64Array(count).fill(1e-6),
      particleShift: new Float64Array(count),
      frontShift: new Float64Array(shape.segmentLength.length),
      frontExchange: new Float64Array(shape.segmentLength.length).fill(100),
      frontResistance: new Float64Array(shape.segmentLength.length),
      frontLength: shape.segmentLength,
      frontDepleted: new Uint8Array(shape.segmentLength.length),
      nucleationOverpotential: 0.02,
      ...change,
    };
    solver.forget();
    const outcome = solver.solve({
      conditions,
      control: { kind: "current", current: current * section.width },
      guess: {
        potential: new Float64Array(boundary.count),
        injection: new Float64Array(boundary.count),
        particleCurrent: new Float64Array(count),
        voltage: 3.8,
        drive: 0,
      },
      currentScale: Math.abs(current) * section.width,
      tolerance: 1e-11,
    });
    if (!outcome.ok) throw new Error(outcome.reason);
    const { potentials } = outcome;
    const plating = shape.segmentLength.map(
      (length, k) => -potentials.injection[boundary.frontStart + k]! / length,
    );
    return { potentials, plating, solves: outcome.solves };
  };
  const frontX = Float64Array.from(
    boundary.nodes.subarray(boundary.frontStart),
    (v) => electrolyte.points[2 * v]!,
  );
  return { electrolyte, boundary, system, shape, frontX, solve };
}
