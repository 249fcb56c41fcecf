// The first cycle of the bare cell: a scenario in, a summary of the cycle out.
import { createRun, parseScenario } from "fluxtwin";
import { shipped } from "fluxtwin/scenarios";

const scenario = parseScenario(shipped("ncm"), { load: shipped, overrides: { mesh: "draft" } });
const run = createRun(scenario);
const { cycles } = run.advance({ stopAtCycleEnd: true });
console.log(`charged ${cycles[0]?.chargeCapacity_mAh_cm2.toFixed(3)} mAh/cm2`);
console.log(`discharged ${cycles[0]?.dischargeCapacity_mAh_cm2.toFixed(3)} mAh/cm2`);
console.log(`lithium kept to ${run.ledger.residual.toExponential(0)} of it`);
