/**
 * The tables of parameters in the manual, made from the table in the code. They stand between `<!-- parameters: GROUP -->`
 * and `<!-- end -->`, those of a function's points between `<!-- points: PATH -->` and `<!-- end -->`.
 */

import type { FunctionParameter, Parameter } from "../../sim-core/scenario/parameters/parameter.ts";
import { joinUnit, PARAMETER_GROUPS, parameterOf } from "../../sim-core/scenario/parameters/parameters.ts";

const BLOCK = /<!-- (parameters|points): ([\w.]+) -->\n[\s\S]*?<!-- end -->/g;

/** Returns the manual with its tables as the code has them. */
export function renewTables(manual: string): string {
  return manual.replace(BLOCK, (_, kind: string, name: string) => {
    const table = kind === "parameters" ? tabulateGroup(name) : tabulatePoints(name);
    return `<!-- ${kind}: ${name} -->\n${table}\n<!-- end -->`;
  });
}

/** Returns the groups whose tables stand in the manual. */
export function listGroups(manual: string): string[] {
  return Array.from(manual.matchAll(BLOCK)).flatMap(([, kind, name = ""]) =>
    kind === "parameters" ? name : [],
  );
}

function tabulateGroup(key: string): string {
  const group = PARAMETER_GROUPS.find((own) => own.key === key);
  if (group === undefined) throw new Error(`there is no group of parameters ${key}`);
  const head = "| parameter | symbol | default | may be | source | how sure |\n|---|---|---|---|---|---|";
  return [head, ...group.parameters.map(writeRow)].join("\n");
}

function writeRow(parameter: Parameter): string {
  const { path, name, symbol, source, confidence, note } = parameter;
  const cells = [
    `**${name}** \`${path}\`. ${note}`,
    symbol === "" ? "" : `\`${symbol}\``,
    writeDefault(parameter),
    writeRange(parameter),
    source,
    confidence,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function writeDefault(parameter: Parameter): string {
  switch (parameter.kind) {
    case "choice":
      return parameter.default;
    case "switch":
      return parameter.default ? "on" : "off";
    case "function":
      return writeFunction(parameter);
    case "number": {
      const own = joinUnit(parameter.default, parameter.unit);
      return parameter.coated === undefined
        ? own
        : `${own}; LZP ${joinUnit(parameter.coated, parameter.unit)}`;
    }
  }
}

function writeFunction({ default: given, unit }: FunctionParameter): string {
  if (typeof given === "string") return given;
  if ("formula" in given) return `a formula in ${given.unit ?? unit}`;
  return `a table of ${given.x.length} points in ${given.unit ?? unit}`;
}

function writeRange(parameter: Parameter): string {
  switch (parameter.kind) {
    case "choice":
      return parameter.options.join(", ");
    case "switch":
      return "on, off";
    case "function":
      return "constant, formula, table";
    case "number":
      return `${joinUnit(parameter.minimum, parameter.unit)} to ${joinUnit(parameter.maximum, parameter.unit)}`;
  }
}

function tabulatePoints(path: string): string {
  const parameter = parameterOf(path);
  const given = parameter?.kind === "function" ? parameter.default : undefined;
  if (given === undefined || typeof given === "string" || !("x" in given)) {
    throw new Error(`${path} is no table`);
  }
  const rows = [given.x, given.value].map(
    (row, k) => `| ${k === 0 ? "x" : (given.unit ?? "")} | ${row.join(" | ")} |`,
  );
  return [rows[0], `|${"---|".repeat(given.x.length + 1)}`, rows[1]].join("\n");
}
