/** Reads the targets of a file: a value, a bound, or an order of two readings, each with a tolerance. */
import type { Demand, Reading, Target } from "./calibration.ts";
import { QUANTITIES, SHORT_CYCLE, unitOf } from "./observe.ts";
import type { FieldReader, Written } from "./written-fields.ts";

const READING = ["scenario", "quantity", "cycle"];
const FIELDS = [
  ...["name", "source", "tolerance", ...READING],
  ...["value", "atMost", "atLeast", "less", "than", "by"],
];
const DEMANDS: Readonly<Record<string, Demand>> = { value: "value", atMost: "most", atLeast: "least" };
const FORM = "one of value, atMost and atLeast, or an order: less and than";

/** Returns the targets; leaves what is wrong in `reader`. `scenarios`: the names that there are. */
export function readTargets(reader: FieldReader, written: unknown, scenarios: readonly string[]): Target[] {
  const list = reader.list("targets", written, "a list of targets");
  const targets = list.flatMap((own, k) => readTarget(reader, `targets[${k}]`, own, scenarios) ?? []);
  targets.forEach(({ name }, k) => {
    if (targets.slice(0, k).some((other) => other.name === name))
      reader.refuse(`targets[${k}].name`, name, "a name of its own");
  });
  return targets;
}

function readTarget(
  reader: FieldReader,
  where: string,
  written: unknown,
  scenarios: readonly string[],
): Target | undefined {
  const fields = reader.record(where, written, FIELDS);
  if (fields === undefined) return undefined;
  const text = (key: string): string | undefined =>
    fields[key] === undefined ? "" : reader.text(`${where}.${key}`, fields[key], "a text");
  const [name, source] = [text("name"), text("source")];
  const forms = [...Object.keys(DEMANDS), "less"].filter((key) => fields[key] !== undefined);
  const form = forms.length === 1 ? forms[0] : undefined;
  if (form === undefined) reader.refuse(where, forms.join(", ") || undefined, FORM);
  const own =
    form === undefined
      ? undefined
      : form === "less"
        ? readOrder(reader, where, fields, scenarios)
        : readOne(reader, where, { fields, form, scenarios });
  const tolerance = readNumber(reader, `${where}.tolerance`, fields.tolerance, own?.unit ?? "");
  if (tolerance !== undefined && tolerance <= 0)
    return reader.refuse(`${where}.tolerance`, fields.tolerance, "a tolerance above 0");
  if (own === undefined || name === undefined || source === undefined || tolerance === undefined)
    return undefined;
  return { ...own, name: name || describe(own), source, tolerance };
}

type Aimed = Omit<Target, "name" | "source" | "tolerance">;

function readOne(
  reader: FieldReader,
  where: string,
  {
    fields,
    form,
    scenarios,
  }: { readonly fields: Written; readonly form: string; readonly scenarios: readonly string[] },
): Aimed | undefined {
  for (const key of ["than", "by"])
    if (fields[key] !== undefined) reader.refuse(`${where}.${key}`, fields[key], "nothing without less");
  const reading = readReading(reader, where, fields, scenarios);
  const unit = unitOf(reading?.quantity ?? "");
  const aim = readNumber(reader, `${where}.${form}`, fields[form], unit);
  const demand = DEMANDS[form];
  if (reading === undefined || aim === undefined || demand === undefined) return undefined;
  return { demand, terms: [{ factor: 1, reading }], aim, unit };
}

/** The difference of two readings is at most what one is to be below the other by. */
function readOrder(
  reader: FieldReader,
  where: string,
  fields: Written,
  scenarios: readonly string[],
): Aimed | undefined {
  for (const key of READING)
    if (fields[key] !== undefined)
      reader.refuse(`${where}.${key}`, fields[key], "nothing beside less and than");
  const [less, than] = ["less", "than"].map((key) => {
    const own = reader.record(`${where}.${key}`, fields[key], READING);
    return own && readReading(reader, `${where}.${key}`, own, scenarios);
  });
  if (less === undefined || than === undefined) return undefined;
  const unit = unitOf(less.quantity);
  if (unit !== unitOf(than.quantity))
    return reader.refuse(
      `${where}.than.quantity`,
      than.quantity,
      `a quantity of the unit of ${less.quantity}`,
    );
  const by = fields.by === undefined ? 0 : readNumber(reader, `${where}.by`, fields.by, unit);
  if (by === undefined) return undefined;
  const terms = [
    { factor: 1, reading: less },
    { factor: -1, reading: than },
  ];
  return { demand: "most", terms, aim: 0 - by, unit };
}

/** Returns what is read of a run: a quantity at the end of a cycle; leaves what is wrong in `reader`. */
export function readReading(
  reader: FieldReader,
  where: string,
  { scenario, quantity, cycle }: Written,
  scenarios: readonly string[],
): Reading | undefined {
  const isScenario = typeof scenario === "string" && scenarios.includes(scenario);
  if (!isScenario) reader.refuse(`${where}.scenario`, scenario, `one of ${scenarios.join(", ")}`);
  const isQuantity = typeof quantity === "string" && QUANTITIES.includes(quantity);
  if (!isQuantity) reader.refuse(`${where}.quantity`, quantity, `one of ${QUANTITIES.join(", ")}`);
  const isCounted = quantity !== SHORT_CYCLE;
  if (!isCounted && cycle !== undefined)
    reader.refuse(`${where}.cycle`, cycle, `nothing with ${SHORT_CYCLE}`);
  const at = isCounted ? reader.number(`${where}.cycle`, cycle, { from: 1, whole: true }) : 0;
  return isScenario && isQuantity && at !== undefined ? { scenario, quantity, cycle: at } : undefined;
}

/** A number in the unit of the quantity; a share may be written as "66.1 %". */
function readNumber(reader: FieldReader, where: string, written: unknown, unit: string): number | undefined {
  if (typeof written === "number" && Number.isFinite(written)) return written;
  const [, percent] = (typeof written === "string" && /^(-?\d+(?:\.\d+)?)\s*%$/.exec(written)) || [];
  if (percent !== undefined && unit === "") return Number((Number(percent) / 100).toPrecision(12));
  return reader.refuse(
    where,
    written,
    unit === "" ? 'a number, or a share such as "66.1 %"' : `a number in ${unit}`,
  );
}

const describeReading = ({ scenario, quantity, cycle }: Reading): string =>
  `${scenario} ${quantity}${cycle === 0 ? "" : ` at ${cycle}`}`;

/** Returns a name for a target that has none. */
function describe({ terms }: Aimed): string {
  return terms.map(({ reading }) => describeReading(reading)).join(" below ");
}

/** Returns an aim with its unit to six digits, such as "0.661" or "450 nm". */
export function showAim(aim: number, unit: string): string {
  return `${Number(aim.toPrecision(6))}${unit === "" ? "" : ` ${unit}`}`;
}
