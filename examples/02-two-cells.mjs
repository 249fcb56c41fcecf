// Two cells under the same protocol: particles bare, and coated with LiZr2(PO4)3. A short and narrow cell, so that
// thirty cycles take seconds.
import { createRun, parseScenario } from "fluxtwin";
import { shipped } from "fluxtwin/scenarios";

const overrides = {
  ...{ mesh: "draft", "cell.width": "90 um", "cathode.columns": 6, "cathode.rows": 2 },
  ...{ "cathode.thickness": "30 um", "electrolyte.thickness": "40 um", "anode.thickness": "30 um" },
};

/** @param {string} name */
function fade(name) {
  const run = createRun(parseScenario(shipped(name), { load: shipped, overrides, cycles: 30 }));
  return run.advance().cycles;
}

const [bare, coated] = [fade("ncm"), fade("lzp-ncm")];
console.log("cycle  bare  coated  (retention, %)");
for (const k of [0, 9, 19, 29]) {
  const shown = [bare, coated].map((cycles) => (100 * (cycles[k]?.retention ?? Number.NaN)).toFixed(1));
  console.log(`${String(k + 1).padStart(5)} ${shown.map((text) => text.padStart(6)).join(" ")}`);
}
