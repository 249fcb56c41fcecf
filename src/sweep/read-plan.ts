/** Reads the plan of a sweep. */
import { InputError } from "../../sim-core/index.ts";
import { roundPoint } from "../calibration/parameter-space.ts";
import { type LoadScenario, readScenario, readSeeds, readSolving } from "../calibration/read-calibration.ts";
import { readParameters } from "../calibration/read-parameters.ts";
import { readReading } from "../calibration/read-targets.ts";
import { createFieldReader, type FieldReader, type Written } from "../calibration/written-fields.ts";
import { countPoints, layPoints } from "./design.ts";
import { DESIGNS, type Design, type DesignKind, type SweepPlan } from "./plan.ts";

const FIELDS = [
  ...["schemaVersion", "name", "description", "scenario", "seeds", "mesh", "model", "jump"],
  ...["design", "parameters", "quantities"],
];
const DESIGN_FIELDS = ["kind", "count", "seed"];
const MOST_RUNS = 1e6;
const NAME = /^[a-z0-9][a-z0-9-]*$/;
/** The one scenario of a sweep, among the scenarios that parameters may belong to. */
const ONLY = "scenario";

/** Returns what the file says; throws InputError with every problem at once. */
export function readPlan(written: unknown, load: LoadScenario): SweepPlan {
  const reader = createFieldReader();
  const file = reader.record("plan", written, FIELDS) ?? {};
  if (file.schemaVersion !== 1) reader.refuse("schemaVersion", file.schemaVersion, "1");
  if (typeof file.name !== "string" || !NAME.test(file.name))
    reader.refuse("name", file.name, 'small letters, digits and hyphens, such as "pressure-and-rate"');
  const seeds = readSeeds(reader, file.seeds, 1);
  const common = readSolving(reader, file);
  const design = readDesign(reader, file.design);
  const quantities = reader.list("quantities", file.quantities, "a list, each with quantity and cycle");
  const readings = quantities.flatMap((own, k) => {
    const where = `quantities[${k}]`;
    const fields = reader.record(where, own, ["quantity", "cycle"]);
    return (fields && readReading(reader, where, { ...fields, scenario: ONLY }, [ONLY])) ?? [];
  });
  const scenario = readScenario(reader, file.scenario, { name: ONLY, readings, common, load, where: ONLY });
  const parameters = scenario === undefined ? [] : readParameters(reader, file.parameters, [scenario]);
  if (design && parameters.length > 0) checkSize(reader, design, parameters.length, seeds.length);
  if (reader.problems.length > 0 || scenario === undefined || design === undefined)
    throw new InputError(reader.problems);
  const points = layPoints(design, parameters.length).map((point) => roundPoint(parameters, point));
  return { name: String(file.name), scenario, parameters, design, seeds, readings, points };
}

function readDesign(reader: FieldReader, written: unknown): Design | undefined {
  const fields: Written | undefined = reader.record("design", written, DESIGN_FIELDS);
  if (fields === undefined) return undefined;
  const isKind = DESIGNS.some((kind) => kind === fields.kind);
  if (!isKind) reader.refuse("design.kind", fields.kind, `one of ${DESIGNS.join(", ")}`);
  const count = reader.number("design.count", fields.count, { from: 1, whole: true });
  const seed = reader.number("design.seed", fields.seed ?? 1, { from: 0, whole: true });
  if (!isKind || count === undefined || seed === undefined) return undefined;
  return { kind: fields.kind as DesignKind, count, seed };
}

function checkSize(reader: FieldReader, design: Design, parameters: number, seeds: number): void {
  const runs = countPoints(design, parameters) * seeds;
  if (runs > MOST_RUNS)
    reader.refuse("design.count", design.count, `one that makes ${MOST_RUNS} runs at most, not ${runs}`);
}
