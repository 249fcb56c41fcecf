// Fields along a line: potential and current density from the cathode's collector to the lithium, between two columns of
// particles, half an hour into the charge.
import { createFieldSampler, createRun, FIELDS, parseScenario } from "fluxtwin";
import { shipped } from "fluxtwin/scenarios";

const run = createRun(parseScenario(shipped("ncm"), { load: shipped, overrides: { mesh: "draft" } }));
run.advance({ untilTime: 1800 });
const { mesh } = run;
const sampler = createFieldSampler(mesh, run.frame());
const height = mesh.cathodeThickness + mesh.electrolyteThickness;
const x = 15; // um, a boundary between two columns
/** @type {import("fluxtwin").Line} */
const line = { from: [x, 0], to: [x, height], count: 8 };
const potential = sampler.along("potential", line);
const flux = sampler.along("fluxY", line);
console.log(`y (um)  potential (${FIELDS.potential.unit})  current density (${FIELDS.fluxY.unit})`);
potential.forEach((value, k) => {
  const y = (height * k) / (line.count - 1);
  console.log(`${y.toFixed(0).padStart(6)}  ${value.toFixed(6)}  ${flux[k]?.toFixed(2)}`);
});
const within = sampler.at("potential", mesh.particleX[0] ?? 0, mesh.particleY[0] ?? 0);
console.log(`within a particle: ${within ?? "no electrolyte"}`);
