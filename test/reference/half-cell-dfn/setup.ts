/** Prints what solve.py takes of the uniform cell, as JSON in SI units. */
import { evaluateMaterial } from "../../../sim-core/cell/material.ts";
import { createModel } from "../../../sim-core/cell/model.ts";
import { geometryFactors } from "../../../sim-core/cathode/geometry-factors.ts";
import { uniformCell } from "./uniform-cell.ts";

const scenario = uniformCell("1C");
const model = createModel(scenario);
const material = evaluateMaterial(scenario);
const { ncm, anode, cathode, electrolyte, cell } = scenario;
const { section, population } = model;
const stoichiometry = Array.from({ length: 2001 }, (_, k) => k / 2000);
const area = population.area.reduce((sum, own) => sum + own, 0);
console.log(
  JSON.stringify({
    temperature: cell.temperature,
    cathodeThickness: cathode.thickness,
    separatorThickness: electrolyte.thickness,
    radius: cathode.particleRadius,
    fraction: area / (section.width * section.cathodeThickness),
    share: section.continuum?.conductivityShare,
    conductivity: material.conductivity,
    // Of a sphere: that of the drawn perimeter is larger by what its area lacks.
    exchange: material.exchange / geometryFactors(ncm.geometryMode).exchange,
    frontExchange: material.frontExchange,
    frontResistance: anode.areaResistance,
    largest: ncm.maximumConcentration,
    initial: ncm.stoichiometryInitial,
    oneC: model.oneC / section.width,
    stoichiometry,
    openCircuit: stoichiometry.map(ncm.openCircuitPotential.evaluate),
    diffusivity: stoichiometry.map((x) => ncm.diffusivity.evaluate(x) * material.diffusivityFactor),
  }),
);
