// An open-circuit potential of one's own, twice: as a formula in x, and as a table of measured values. Both fall with x,
// the lithium per formula unit; a scenario that says otherwise is refused, with every problem at once.
import { createRun, InputError, parseScenario } from "fluxtwin";
import { shipped } from "fluxtwin/scenarios";

/** @param {string | object} openCircuitPotential */
function meanVoltage(openCircuitPotential) {
  const source = {
    schemaVersion: 1,
    name: "own",
    extends: "ncm",
    mesh: "draft",
    ncm: { openCircuitPotential },
  };
  const run = createRun(parseScenario(source, { load: shipped, cycles: 1 }));
  const [cycle] = run.advance().cycles;
  if (cycle === undefined) throw new Error(run.status.message);
  return cycle.dischargeEnergy_mWh_cm2 / cycle.dischargeCapacity_mAh_cm2;
}

const formula = "4.45 - 0.9 * x - 0.1 * exp(80 * (x - 0.95))";
const table = {
  x: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.94, 0.97],
  value: [4.35, 4.2, 4.07, 3.95, 3.85, 3.78, 3.71, 3.62, 3.5, 2.4],
  interpolate: "linear",
};
console.log(`formula: ${meanVoltage(formula).toFixed(3)} V on discharge`);
console.log(`table: ${meanVoltage(table).toFixed(3)} V on discharge`);
try {
  meanVoltage("3 + x");
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.log(`refused: ${error.message}`);
}
