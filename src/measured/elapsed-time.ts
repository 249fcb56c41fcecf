/** Time since the beginning of the test, which never falls: as it was counted, or added up where each step begins at 0 again. */
import { InputError, type InputProblem, shortenProblems } from "../../sim-core/index.ts";

export interface Elapsed {
  /** s */
  readonly time: Float64Array;
  readonly notes: readonly string[];
}

/** Returns test times made of step times, which fall where another step begins. */
export function addUpSteps(stepTime: Float64Array, label: string): Elapsed {
  const { time, resets } = addUp(stepTime);
  const told = `"${label}" begins at 0 in each step; it was added up over ${resets + 1} steps.`;
  return { time, notes: [told] };
}

/** Returns the test times as they are; where they fall, added up if the test was begun anew, else an InputError. */
export function checkTestTime(
  time: Float64Array,
  {
    name,
    label,
    restarts,
  }: { readonly name: string; readonly label: string; readonly restarts: "refuse" | "add" },
): Elapsed {
  const falls: number[] = [];
  for (let row = 1; row < time.length; row++) if ((time[row] ?? 0) < (time[row - 1] ?? 0)) falls.push(row);
  if (falls.length === 0) return { time, notes: [] };
  if (restarts === "refuse") {
    const problems = falls.map((row): InputProblem => {
      const got = `a time of ${time[row]} s after ${time[row - 1]} s`;
      const expected = "times that do not fall (--restarts adds up a test that was begun anew)";
      return { where: `${name}, row ${row + 1}, ${label}`, got, expected };
    });
    throw new InputError(shortenProblems(problems, name));
  }
  const times = falls.length === 1 ? "once" : `${falls.length} times`;
  const rows = falls.slice(0, 5).map((row) => row + 1);
  const more = falls.length > rows.length ? " and later" : "";
  const told = `"${label}" begins anew ${times}, at row ${rows.join(", ")}${more}; it was added up.`;
  return { time: addUp(time).time, notes: [told] };
}

function addUp(given: Float64Array): { readonly time: Float64Array; readonly resets: number } {
  const time = new Float64Array(given.length);
  let before = 0;
  let resets = 0;
  for (let row = 0; row < given.length; row++) {
    const own = given[row] ?? 0;
    if (row > 0 && own < (given[row - 1] ?? 0)) {
      before = time[row - 1] ?? 0;
      resets++;
    }
    time[row] = before + own;
  }
  return { time, resets };
}
