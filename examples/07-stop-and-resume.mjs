// Stop and go on: the state of a run as bytes, here through a file. What is resumed is what would have been without the
// break, to the bit; `npx fluxtwin resume` takes the same file.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createRun,
  formatTimeSeries,
  parseScenario,
  restoreState,
  resumeRun,
  serialiseState,
} from "fluxtwin";
import { shipped } from "fluxtwin/scenarios";

const scenario = parseScenario(shipped("ncm"), { load: shipped, overrides: { mesh: "draft" }, cycles: 1 });
const folder = mkdtempSync(join(tmpdir(), "fluxtwin-"));
const file = join(folder, "state.flux");

const whole = createRun(scenario).advance().samples;

const first = createRun(scenario);
const before = first.advance({ untilTime: 4000 }).samples;
writeFileSync(file, serialiseState(first.state));

const second = resumeRun(restoreState(readFileSync(file), file));
const after = second.advance().samples;
rmSync(folder, { recursive: true });

const same = formatTimeSeries([...before, ...after]) === formatTimeSeries(whole);
console.log(`stopped after ${before.length} of ${whole.length} samples, at ${first.time} s`);
console.log(`resumed, the time series is ${same ? "the same, byte for byte" : "another one"}`);
