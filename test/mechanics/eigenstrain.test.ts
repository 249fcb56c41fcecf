import { describe, expect, it } from "vitest";
import { addProtrusionEigenstrain } from "../../sim-core/mechanics/eigenstrain.ts";
import { measureElements } from "../../sim-core/mechanics/element.ts";
import { createQuadraticMesh } from "../../sim-core/mechanics/quadratic-mesh.ts";
import { REGION_LITHIUM } from "../../sim-core/mesh/cross-section.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { SMALL_SECTION } from "./bodies.ts";

const corners = meshCrossSection(SMALL_SECTION, "standard");
const { area } = measureElements(createQuadraticMesh(corners));

describe("eigenstrain of the cross-section", () => {
  it("of the protrusions takes up their area, though triangles reach across their base", () => {
    const strain = new Float64Array(3 * area.length);
    addProtrusionEigenstrain(corners, { front: 45e-6, strain: 0.05 }, strain);
    let sum = 0;
    let divided = 0;
    for (let t = 0; t < area.length; t++) {
      sum += area[t] * strain[3 * t];
      if (strain[3 * t] > 0 && strain[3 * t] < 0.05) divided++;
    }
    // All lithium less the rectangle of its layer.
    let lithium = -15e-6 * SMALL_SECTION.width;
    for (let t = 0; t < area.length; t++) if (corners.region[t] === REGION_LITHIUM) lithium += area[t];
    expect(sum / (0.05 * lithium)).toBeCloseTo(1, 10);
    expect(divided).toBeGreaterThan(0);
  });
});
