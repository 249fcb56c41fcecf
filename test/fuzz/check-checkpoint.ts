/** Checkpoints with changed bytes are refused, those with changed records are refused or run. */
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { resumeCheckpoint, takeCheckpoint } from "../../sim-core/time/checkpoint/checkpoint.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { readCheckpoint, writeCheckpoint } from "../../src/io/checkpoint.ts";
import { judgeRefusal } from "./check-run.ts";
import { damage } from "./draw-scenario.ts";
import { loadIfShipped } from "./load-shipped.ts";
import type { Verdict } from "./verdict.ts";

export interface CheckpointCase {
  readonly model: "full" | "reduced";
  /** Time steps before it was written. */
  readonly at: number;
  /** Bytes that are replaced, at places counted round. */
  readonly bytes: readonly (readonly [place: number, value: number])[];
  /** Bytes that are cut from the end. */
  readonly cut: number;
  /** Entries of the decoded records that are replaced, at places counted round; null leaves one out. */
  readonly wounds: readonly (readonly [place: number, junk: unknown])[];
}

const written = new Map<string, Uint8Array>();
const STEPS_AFTER = 3;

/** The file of a small run, made once. */
function fileOf(model: CheckpointCase["model"], at: number): Uint8Array {
  const key = `${model} ${at}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  const cell = { width: "45 um" };
  const cathode = { columns: 3, rows: 1, thickness: "15 um" };
  const protocol = {
    repeat: 1,
    steps: ["Charge at 1C for 20 min", "Hold at 3.9 V for 10 min", "Rest for 1 h"],
  };
  const base = { schemaVersion: 1, name: "fuzz", extends: "ncm", mesh: "draft", cell, cathode, protocol };
  const scenario = parseScenario(
    { ...base, electrolyte: { thickness: "20 um" }, anode: { thickness: "20 um" }, solver: { model } },
    { load: loadIfShipped },
  );
  const run = createRun(scenario);
  run.advance({ maximumSteps: at });
  const file = writeCheckpoint(takeCheckpoint(run), "0.0.0");
  written.set(key, file);
  return file;
}

export function checkCheckpoint({ model, at, bytes, cut, wounds }: CheckpointCase): Verdict {
  const file = fileOf(model, at);
  const changed = file.slice(0, Math.max(0, file.length - cut));
  for (const [place, value] of bytes) if (changed.length > 0) changed[place % changed.length] = value;
  const same = changed.length === file.length && changed.every((byte, k) => byte === file[k]);
  try {
    const records = readCheckpoint(changed);
    if (!same) return { fault: "read a file whose bytes were changed", tag: "read" };
    const own = wounds.reduce<unknown>((value, [place, junk]) => damage(value, place, junk), records);
    const run = resumeCheckpoint(own);
    run.advance({ maximumSteps: STEPS_AFTER });
    run.frame();
    return { tag: run.status.kind };
  } catch (error) {
    return judgeRefusal(error);
  }
}
