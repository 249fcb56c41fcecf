import fc from "fast-check";
import { expect, it } from "vitest";
import type { CrossSection } from "../../sim-core/mesh/cross-section.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { packRandom } from "../../sim-core/mesh/packing/packing.ts";
import { between } from "../fractions.ts";
import { findFaults, layOut, UM } from "./mesh-checks.ts";

/** Any packing with gaps of at least 2 % of the mean radius, with up to three protrusions of any slenderness. */
const anySection = fc
  .record({
    seed: fc.integer({ min: 0, max: 1000 }),
    areaFraction: between(0.05, 0.5),
    meanRadius: between(2, 6),
    radiusSpread: between(0, 0.5),
    gap: between(0.02, 0.3),
    lithium: between(1, 60),
    halfWidths: fc.array(between(0.4, 10), { maxLength: 3 }),
    depthShare: between(0.05, 0.99),
  })
  .map((wish): CrossSection => {
    const layers = { width: 80, cathode: 40, separator: 30, lithium: wish.lithium };
    const sites = packRandom({
      width: layers.width * UM,
      thickness: layers.cathode * UM,
      areaFraction: wish.areaFraction,
      meanRadius: wish.meanRadius * UM,
      radiusSpread: wish.radiusSpread,
      minimumGap: wish.gap * wish.meanRadius * UM,
      seed: wish.seed,
    }).map(({ x, y, radius }) => ({ x: x / UM, y: y / UM, radius: radius / UM }));
    const protrusions = wish.halfWidths.map((halfWidth, k) => ({
      x: 15 + 22 * k,
      halfWidth,
      depth: wish.depthShare * layers.separator,
    }));
    return layOut(layers, sites, protrusions);
  });

it("meshes any packing soundly, with no angle below 28 degrees", () => {
  fc.assert(
    fc.property(anySection, fc.constantFrom("draft", "draft", "standard"), (section, resolution) => {
      const mesh = meshCrossSection(section, resolution as "draft" | "standard");
      expect(findFaults(mesh, section)).toEqual([]);
      expect(mesh.minimumAngle).toBeGreaterThanOrEqual(28);
    }),
    { seed: 2023, numRuns: 25, endOnFailure: true },
  );
});

/** Lattice of the reference cases: 21 x 5 circles of 5 um at 20 um pitch, with and without protrusions. */
it("meshes the geometry of the reference cases", () => {
  const sites = Array.from({ length: 105 }, (_, k) => ({
    x: 10 + 20 * (k % 21),
    y: 10 + 20 * Math.floor(k / 21),
    radius: 5,
  }));
  const layers = { width: 420, cathode: 100, separator: 100, lithium: 50 };
  const protrusions = [
    { x: 150, halfWidth: 15, depth: 30 },
    { x: 210, halfWidth: 15, depth: 40 },
    { x: 270, halfWidth: 15, depth: 30 },
  ];
  for (const some of [[], protrusions]) {
    const section = layOut(layers, sites, some);
    const mesh = meshCrossSection(section, "standard");
    expect(findFaults(mesh, section)).toEqual([]);
    expect(mesh.minimumAngle).toBeGreaterThanOrEqual(28);
  }
});
