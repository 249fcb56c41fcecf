import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FARADAY, GAS_CONSTANT } from "../../sim-core/base/constants.ts";
import { collectInterfaces } from "../../sim-core/cell/continuum-cathode.ts";
import { measureConductivityShare } from "../../sim-core/cell/effective-conductivity.ts";
import { extractRegion } from "../../sim-core/fem/submesh.ts";
import { parseSnapshotCase } from "../../sim-core/instruments/snapshot-case.ts";
import { solveConduction } from "../../sim-core/instruments/snapshot-conduction.ts";
import { type CrossSection, REGION_ELECTROLYTE } from "../../sim-core/mesh/cross-section.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { packLattice } from "../../sim-core/mesh/packing/packing.ts";
import { layOut } from "../mesh/mesh-checks.ts";

const sites = packLattice({ width: 90, thickness: 150, columns: 6, rows: 10, radius: 5 });
const layer = layOut({ width: 90, cathode: 150, separator: 50, lithium: 20 }, sites);
const continuum: CrossSection = { ...layer, continuum: { conductivityShare: 0.5 } };

describe("patches of a cathode that is a continuum", () => {
  const mesh = meshCrossSection(continuum, "standard");
  const electrolyte = extractRegion(mesh, REGION_ELECTROLYTE);
  const { particleStart, frontStart, nodes, arcLength } = collectInterfaces(continuum, mesh, electrolyte);

  it("hold every node of the layer once, each nearest to its own particle", () => {
    const inLayer = Array.from({ length: electrolyte.nodeCount }, (_, v) => v).filter(
      (v) => electrolyte.points[2 * v + 1] <= continuum.cathodeThickness,
    );
    expect(Array.from(nodes.subarray(0, frontStart)).sort((a, b) => a - b)).toEqual(inLayer);
    const away = (p: number, v: number): number =>
      Math.hypot(
        continuum.particleX[p] - electrolyte.points[2 * v],
        continuum.particleY[p] - electrolyte.points[2 * v + 1],
      );
    for (let p = 0; p < sites.length; p++) {
      for (let k = particleStart[p]; k < particleStart[p + 1]; k++) {
        for (let q = 0; q < sites.length; q++)
          expect(away(q, nodes[k])).toBeGreaterThanOrEqual(away(p, nodes[k]) - 1e-12);
      }
    }
  });

  it("have a node at the particle's own place, and its perimeter in all", () => {
    for (let p = 0; p < sites.length; p++) {
      const own = arcLength.subarray(particleStart[p], particleStart[p + 1]);
      expect(own.reduce((sum, length) => sum + length, 0) / (10 * Math.PI * 1e-6)).toBeCloseTo(1, 12);
      const places = Array.from(nodes.subarray(particleStart[p], particleStart[p + 1]), (v) => [
        electrolyte.points[2 * v],
        electrolyte.points[2 * v + 1],
      ]);
      expect(places).toContainEqual([continuum.particleX[p], continuum.particleY[p]]);
    }
  });

  it("leave no hole in the layer", () => {
    const sum = arcLength.reduce((total, length) => total + length, 0);
    expect(sum / (sites.length * 10 * Math.PI * 1e-6)).toBeCloseTo(1, 12);
    expect(mesh.particleOfEdge.length).toBe(0);
  });
});

/** A current so small that charge transfer is linear; no open circuit, whose round-off would drown it. */
const conduction = {
  temperature: 303.15,
  conductivity: 0.05,
  i0Anode: 20,
  openCircuit: 0,
  current: 0.02,
  anodeBins: [],
  probes: [],
};

/** Resistance of the cathode layer with `columns` of particles, which react as well per area of it whatever they are, over the exact one. */
function compareWithPorousElectrode(columns: number): number {
  const { temperature, conductivity, i0Anode, current } = conduction;
  const sites = packLattice({
    width: 90,
    thickness: 150,
    columns,
    rows: (10 * columns) / 6,
    radius: 30 / columns,
  });
  const section: CrossSection = {
    ...layOut({ width: 90, cathode: 150, separator: 50, lithium: 20 }, sites),
    continuum: { conductivityShare: 0.5 },
  };
  const i0Cathode = 24 / columns;
  const geometry = {
    ...{ width: 90, cathode: 150, separator: 50, lithium: 20, protrusions: [] },
    particles: sites.map(({ x, y, radius }) => ({ x, y, r: radius, active: true })),
  };
  const mesh = meshCrossSection(section, "draft");
  const { voltage } = solveConduction({
    geometry,
    conduction: { ...conduction, i0Cathode },
    section,
    mesh,
  });
  // Newman's porous electrode with one potential in its solid; behind each particle the contact of solveConduction.
  const thermal = (GAS_CONSTANT * temperature) / FARADAY;
  const cell = (90e-6 * 150e-6) / sites.length;
  const perVolume = 1 / (cell * (thermal / (i0Cathode * ((2 * Math.PI * 30e-6) / columns)) + 1e-6));
  const kappa = 0.5 * conductivity;
  const reach = Math.sqrt(kappa / perVolume);
  const exact = reach / kappa / Math.tanh(150e-6 / reach);
  return (voltage / current - 50e-6 / conductivity - thermal / i0Anode) / exact;
}

describe("conduction through a cathode that is a continuum", () => {
  it("has the resistance of a porous electrode, to second order in the distance of its particles", () => {
    const errors = [6, 12, 24].map((columns) => Math.abs(compareWithPorousElectrode(columns) - 1));
    expect(errors[2]).toBeLessThan(2e-3);
    const order = Math.log2(errors[0] / errors[2]) / 2;
    expect(order).toBeGreaterThan(1.7);
    expect(order).toBeLessThan(2.3);
  });

  it("hands particles and front the currents of the resolved reference, a row and a quarter of the front each", () => {
    const read = (name: string) =>
      JSON.parse(readFileSync(new URL(`../reference/${name}.json`, import.meta.url), "utf8"));
    const given = parseSnapshotCase({ ...read("flat-anode-centre-inactive"), mechanics: undefined });
    const reference = read("flat-anode-centre-inactive.reference");
    const circles = given.geometry.particles.map(({ x, y, r }) => ({ x, y, radius: r }));
    const { width, cathode, separator, lithium } = given.geometry;
    const section = layOut({ width, cathode, separator, lithium }, circles);
    const share = measureConductivityShare(section);
    const own: CrossSection = { ...section, continuum: { conductivityShare: share } };
    const result = solveConduction({
      geometry: given.geometry,
      conduction: given.conduction!,
      section: own,
      mesh: meshCrossSection(own, "standard"),
    });
    const rows = (particles: Readonly<Record<string, number>>): number[] => {
      const sums = new Map<number, number>();
      for (const [p, current] of Object.entries(particles)) {
        const { y } = given.geometry.particles[Number(p)];
        sums.set(y, (sums.get(y) ?? 0) + current);
      }
      return [...sums.values()];
    };
    const theirs = rows(reference.particles);
    rows(result.particles).forEach((row, k) => {
      expect(Math.abs(row / theirs[k] - 1)).toBeLessThan(0.01);
    });
    result.anodeBins.forEach((bin, k) => {
      expect(Math.abs(bin.current_A_per_m_um / reference.anodeBins[k].current_A_per_m_um - 1)).toBeLessThan(
        0.01,
      );
    });
    expect(Math.abs(result.voltage - reference.voltage)).toBeLessThan(1e-3);
  });
});
