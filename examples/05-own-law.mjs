// Laws of one's own. From outside, the solver takes two kinds: functions of the stoichiometry, which are tabulated, and
// values of live parameters, which may be changed between two steps as often as one likes. A law that is to act within
// every time step, and to have a state of its own, belongs into the core.
import { createRun, parseScenario, tabulate } from "fluxtwin";
import { shipped } from "fluxtwin/scenarios";

// A diffusivity that peaks in the middle, cm2/s: it becomes a table of the scenario.
const diffusivity = tabulate((x) => 1e-10 * Math.exp(-(((x - 0.5) / 0.4) ** 2)), {
  unit: "cm2/s",
  interpolate: "log",
});
const source = { schemaVersion: 1, name: "own-law", extends: "ncm", mesh: "draft", ncm: { diffusivity } };
const scenario = parseScenario(source, { load: shipped, cycles: 4 });

// A film on the particles whose area resistance grows with the square root of the charge that has passed.
const FIRST = 1e-3; // ohm m2
const GROWTH = 1e-3; // ohm m2 per (mAh/cm2)^0.5
const run = createRun(scenario);
const grown = [];
while (run.status.kind === "running") {
  const { cycles, samples } = run.advance({ stopAtCycleEnd: true });
  grown.push(...cycles);
  const { charged = 0, discharged = 0 } = samples.at(-1) ?? {};
  const value = FIRST + GROWTH * Math.sqrt(charged + discharged);
  if (run.status.kind === "running") run.change({ path: "interface.filmResistance", value });
}
for (const { cycle, dischargeCapacity_mAh_cm2: capacity } of grown) {
  console.log(`cycle ${cycle}: ${capacity.toFixed(4)} mAh/cm2`);
}

// The changes have become events of the scenario, so that the run can be had again without the law.
const again = createRun(run.origin).advance().cycles;
const same = JSON.stringify(again) === JSON.stringify(grown);
console.log(`again from its ${run.origin.events.length} events: ${same ? "the same" : "different"}`);
