// A sweep: what the first discharge gives at four rates, and how unevenly lithium is plated then.
import { createRun, parseScenario } from "fluxtwin";
import { shipped } from "fluxtwin/scenarios";

console.log("rate  mAh/cm2  plating CoV");
for (const rate of [0.2, 0.5, 1, 2]) {
  const overrides = { mesh: "draft", "cell.cRate": rate };
  const run = createRun(parseScenario(shipped("ncm"), { load: shipped, overrides, cycles: 1 }));
  const [cycle] = run.advance().cycles;
  if (cycle === undefined) throw new Error(run.status.message);
  const { dischargeCapacity_mAh_cm2: capacity, anodeCurrentCoV: unevenness } = cycle;
  console.log(`${rate}C  ${capacity.toFixed(4)}  ${(unevenness ?? 0).toExponential(2)}`);
}
