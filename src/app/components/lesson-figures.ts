/** Pictures of solved steps of a lesson for paper: both cells as areas and lines, with scale bar, legend and provenance. */
import { version } from "../../../package.json";
import type { Lesson } from "../../lessons/read-lesson.ts";
import { layerOf } from "../layers/list.ts";
import type { PaperCell } from "../paper/cell-svg.ts";
import { composeCellSheet } from "../paper/sheets.ts";
import type { SolvedCell, SolvedStep } from "../streams/lessons/solve-lesson.ts";
import { describeTime } from "../streams/sentences.ts";
import { commonRange } from "./paper-range.ts";
import { isCoated } from "./stage-choices.ts";

/** What is printed of a step that has been solved. */
export interface SolvedSheet extends Pick<SolvedStep, "step" | "moment" | "afterCycle" | "time" | "begun"> {
  /** SVG; empty where it would be that of the step before once more. */
  readonly picture: string;
}

/** Returns what is printed of a step. `before`: of the steps before it. */
export function sheetOf(lesson: Lesson, solved: SolvedStep, before: readonly SolvedSheet[]): SolvedSheet {
  const { step, moment, afterCycle, time, begun } = solved;
  const last = before.at(-1);
  const isSame = step.setUp === undefined && last !== undefined && last.time === time;
  return { step, moment, afterCycle, time, begun, picture: isSame ? "" : drawStep(lesson, solved) };
}

function drawStep({ title, mesh }: Lesson, { step, time, layer, seed, cells }: SolvedStep): string {
  const range = commonRange(layerOf(layer), cells);
  const paperOf = ({ mesh: own, frame, values }: SolvedCell): PaperCell => ({
    ...{ mesh: own, frame, range, coated: isCoated(values) },
  });
  const moment = cells.map(({ frame }, k) => `${"AB"[k]} cycle ${frame.cycle}`).join(", ");
  const lines = [
    `fluxtwin ${version}; ${title}, ${step.id}; seed ${seed}; mesh ${mesh ?? "standard"}; ${describeTime(time)}; ${moment}`,
  ];
  const names = [cells[0].name, cells[1].name] as const;
  return composeCellSheet([paperOf(cells[0]), paperOf(cells[1])], { names, lines });
}
