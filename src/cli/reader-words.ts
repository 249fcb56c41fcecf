/** The words of what only reads: validate, schema and list. */
import type { Command } from "commander";
import { formatJson } from "../io/json.ts";
import { addCommand, loadWork, optionsOf, readScenario } from "./command.ts";
import { createOptionReader } from "./options.ts";
import { shippedNames, shippedTitle } from "./shipped.ts";
import type { Surroundings } from "./surroundings.ts";

/** Adds the commands to the program. */
export function addReaders(program: Command, surroundings: Surroundings): void {
  const validate = addCommand(program, "validate")
    .description("check a scenario")
    .argument("<scenario>", "shipped name or path");
  validate.action(async (wanted: string) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(validate.args, optionsOf(validate));
    const scenario = readScenario({ surroundings, reader, work }, wanted);
    const odd = scenario && reader.attempt(() => work.examineGeometry(scenario));
    reader.settle();
    if (!scenario || !odd) return;
    const warnings = work.describeWarnings([...scenario.warnings, ...odd]);
    for (const warning of warnings) surroundings.tell(warning);
    const count = warnings.length === 1 ? "one warning" : `${warnings.length} warnings`;
    const found = warnings.length === 0 ? scenario.title : `${scenario.title}; ${count}`;
    surroundings.print(`${wanted}: a valid scenario (${found})`);
  });
  program
    .command("schema")
    .description("print the JSON Schema of scenarios")
    .action(async () => surroundings.print(formatJson((await loadWork()).scenarioJsonSchema()).trimEnd()));
  program
    .command("list")
    .description("print names and titles of the shipped scenarios")
    .action(() => {
      const names = shippedNames(surroundings);
      const width = Math.max(0, ...names.map((name) => name.length));
      for (const name of names) {
        surroundings.print(`${name.padEnd(width)}  ${shippedTitle(surroundings, name)}`);
      }
    });
}
