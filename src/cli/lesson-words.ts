/** The commands about lessons. */
import type { Command } from "commander";
import { formatJson } from "../io/json.ts";
import { addCommand, type Done, loadWork, optionsOf, solving } from "./command.ts";
import { createOptionReader } from "./options.ts";
import type { Surroundings } from "./surroundings.ts";

/** s of computing that a step may take. */
const PATIENCE = 300;

/** Adds lesson check and lesson schema to the program. */
export function addLesson(program: Command, surroundings: Surroundings, done: Done): void {
  const lesson = program.command("lesson").description("check lessons, or print their JSON Schema");
  const check = addCommand(lesson, "check")
    .description("check a lesson and play it: whether each step can be done, when, and how fast")
    .argument("<file>", "path of a lesson.json; its prose stands in lesson.md beside it, or in it")
    .option("--patience <seconds>", `computing that a step may take (default: ${PATIENCE})`);
  check.action(async (path: string, words: { readonly patience?: string }) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(check.args, optionsOf(check));
    const patience = reader.positive("--patience", words.patience) ?? PATIENCE;
    const found = path.startsWith("-")
      ? undefined
      : reader.attempt(() => work.loadLesson(surroundings, path));
    reader.settle();
    if (found) done(work.checkLesson(await solving(surroundings), found, patience));
  });
  addCommand(lesson, "schema")
    .description("print the JSON Schema of lessons")
    .action(async () => surroundings.print(formatJson((await loadWork()).lessonJsonSchema()).trimEnd()));
}
