/**
 * Experiments as scripts of PyBaMM hold them: `pybamm.Experiment([("Charge at C/10 until 4.3 V", "Rest for 1 hour")] * 3)`.
 * Sentences are those of a protocol; a tuple is a cycle, a text alone a cycle of one step. Read is the list, not the language.
 */

/** Why a text is no such experiment, in words that fit after "expected". */
export class ExperimentError extends Error {}

/** Steps of a cycle. */
type Cycle = readonly string[];
type Value =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "tuple" | "list"; readonly cycles: readonly Cycle[] };

interface Token {
  readonly kind: "text" | "number" | "word" | "sign";
  readonly text: string;
}

const TOKEN =
  /\s+|#[^\n]*|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<number>\d+(?:\.\d+)?)|(?<word>[A-Za-z_][\w.]*)|(?<sign>[[\](),*+=])/y;
const START = /^(?:\s|#[^\n]*\n|(?:import|from)\s[^\n]*\n)*/;
const BEGINS = /^(?:[A-Za-z_]\w*\s*=\s*)?(?:(?:pybamm\.)?Experiment\s*\(|\[\s*(?:\(|["']|\[))/;
const PERIOD = /\s*\([^()]*period\)\s*$/i;
/** What Experiment takes beside its list; how often a solution is stored does not matter here. */
const IGNORED = ["period"];
const MOST_CYCLES = 1e6;

/**
 * Returns what would stand under `protocol` of a scenario file; undefined where the text is nothing of the kind. Throws
 * ExperimentError.
 */
export function readPythonExperiment(text: string): Record<string, unknown> | undefined {
  const source = text.replace(/^\uFEFF/, "").replace(START, "");
  if (!BEGINS.test(source) || isJson(source)) return undefined;
  return readExperiment(createReader(tokensOf(source)));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(source)?.groups;
    if (groups === undefined)
      throw new ExperimentError(`a list of steps, not "${source.slice(at, at + 20)}"`);
    const found = Object.entries(groups).find(([, value]) => value !== undefined);
    if (found !== undefined) tokens.push({ kind: found[0] as Token["kind"], text: found[1] as string });
  }
  return tokens;
}

interface Reader {
  /** Takes the sign or word if it comes next. */
  readonly take: (text: string) => boolean;
  readonly next: () => Token | undefined;
  readonly takeNext: () => Token | undefined;
  readonly need: (text: string) => void;
}

function createReader(tokens: readonly Token[]): Reader {
  let place = 0;
  const next = (): Token | undefined => tokens[place];
  const take = (text: string): boolean => {
    if (next()?.text !== text) return false;
    place++;
    return true;
  };
  return {
    take,
    next,
    takeNext: () => tokens[place++],
    need: (text) => {
      if (!take(text)) throw new ExperimentError(`"${text}", not ${show(next())}`);
    },
  };
}

function show(token: Token | undefined): string {
  return token === undefined ? "the end of the text" : token.text;
}

function readExperiment(reader: Reader): Record<string, unknown> {
  const first = reader.next();
  if (first?.kind === "word" && !/Experiment$/.test(first.text)) {
    reader.takeNext();
    reader.need("=");
  }
  const isCall = /Experiment$/.test(reader.next()?.text ?? "");
  if (!isCall) return compose(cyclesOf(readSum(reader)), {});
  reader.takeNext();
  reader.need("(");
  const value = readSum(reader);
  const options: Record<string, string> = {};
  while (reader.take(",") && !reader.take(")")) {
    const name = show(reader.takeNext());
    reader.need("=");
    options[name] = optionOf(reader.takeNext());
    if (reader.next() === undefined) break;
  }
  return compose(cyclesOf(value), options);
}

function optionOf(token: Token | undefined): string {
  if (token?.kind === "text") return unquote(token.text);
  if (token?.kind === "number") return token.text;
  throw new ExperimentError(`a text or a number, not ${show(token)}`);
}

/** Terms that are put one after another. */
function readSum(reader: Reader): Value {
  let sum = readProduct(reader);
  while (reader.take("+")) {
    const more = readProduct(reader);
    if (sum.kind === "text" || more.kind !== sum.kind)
      throw new ExperimentError("lists that are added to lists");
    sum = joined(sum.kind, [sum, more]);
  }
  return sum;
}

function readProduct(reader: Reader): Value {
  const first = reader.next();
  const before = first?.kind === "number" ? countOf(reader) : undefined;
  if (before !== undefined) reader.need("*");
  let value = readValue(reader);
  let times = before ?? 1;
  while (reader.take("*")) times *= countOf(reader);
  if (times === 1) return value;
  if (value.kind === "text") throw new ExperimentError("a list or a tuple that is repeated, not a text");
  if (times * value.cycles.length > MOST_CYCLES) throw new ExperimentError(`at most ${MOST_CYCLES} cycles`);
  const { kind, cycles } = value;
  value = joined(
    kind,
    Array.from({ length: times }, () => ({ kind, cycles })),
  );
  return value;
}

function countOf(reader: Reader): number {
  const token = reader.takeNext();
  const count = Number(token?.text);
  if (token?.kind === "number" && Number.isInteger(count) && count >= 1) return count;
  throw new ExperimentError(`a whole number of times, not ${show(token)}`);
}

/** Of a tuple the one cycle, whose steps follow each other; of a list its cycles. */
function joined(kind: "tuple" | "list", values: readonly Value[]): Value {
  const cycles = values.flatMap((value) => (value.kind === "text" ? [] : value.cycles));
  return { kind, cycles: kind === "list" ? cycles : [cycles.flat()] };
}

function readValue(reader: Reader): Value {
  const token = reader.takeNext();
  if (token?.kind === "text") {
    let text = unquote(token.text);
    // Texts side by side are one.
    while (reader.next()?.kind === "text") text += unquote(show(reader.takeNext()));
    return { kind: "text", text: text.replace(PERIOD, "").trim() };
  }
  if (token?.text === "[") return readItems(reader, "]");
  if (token?.text === "(") return readItems(reader, ")");
  if (token?.kind === "word")
    throw new ExperimentError(`steps as texts, such as "Rest for 1 hour", not ${token.text}`);
  throw new ExperimentError(`a text, a tuple or a list, not ${show(token)}`);
}

function readItems(reader: Reader, closing: "]" | ")"): Value {
  const items: Value[] = [];
  let commas = 0;
  while (!reader.take(closing)) {
    items.push(readSum(reader));
    if (reader.take(",")) commas++;
    else {
      reader.need(closing);
      break;
    }
  }
  const [only] = items;
  // Brackets without a comma are no tuple.
  if (closing === ")" && commas === 0 && only !== undefined) return only;
  if (closing === "]") return { kind: "list", cycles: items.flatMap(cyclesOf) };
  if (items.some(({ kind }) => kind === "list")) throw new ExperimentError("steps as texts in a cycle");
  return { kind: "tuple", cycles: [items.flatMap((item) => cyclesOf(item).flat())] };
}

function cyclesOf(value: Value): readonly Cycle[] {
  return value.kind === "text" ? [[value.text]] : value.cycles;
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, "$1");
}

function compose(
  cycles: readonly Cycle[],
  options: Readonly<Record<string, string>>,
): Record<string, unknown> {
  if (cycles.every((cycle) => cycle.length === 0)) throw new ExperimentError("steps");
  const { temperature, termination, ...others } = options;
  const unknown = Object.keys(others).filter((name) => !IGNORED.includes(name));
  if (unknown.length > 0)
    throw new ExperimentError(`"period", "temperature" or "termination", not ${unknown.join(", ")}`);
  const around = temperature === undefined ? "" : ` at ${temperatureOf(temperature)}`;
  const blocks: { repeat: number; steps: readonly string[] }[] = [];
  for (const cycle of cycles) {
    const steps = cycle.map((step) => `${step}${around}`);
    const last = blocks.at(-1);
    if (last !== undefined && String(last.steps) === String(steps)) last.repeat++;
    else blocks.push({ repeat: 1, steps });
  }
  return { blocks, ...(termination !== undefined && { end: [endOf(termination)] }) };
}

/** "25oC", or kelvins. */
function temperatureOf(text: string): string {
  const found = /^([\d.]+)\s*(oC|K)?$/.exec(text);
  if (found === null) throw new ExperimentError(`a temperature such as "25oC", not ${text}`);
  const celsius = found[2] === "oC" ? Number(found[1]) : Number(found[1]) - 273.15;
  return `${Number(celsius.toFixed(6))} degC`;
}

/** "80% capacity", "4 Ah capacity", "2.5 V", "100 h". */
function endOf(text: string): string {
  const found = /^([\d.]+)\s*(% capacity|Ah capacity|V|A\.h capacity|h|s|min)$/.exec(text.trim());
  if (found === null)
    throw new ExperimentError(`a termination such as "80% capacity" or "2.5V", not ${text}`);
  const [, number, unit] = found;
  if (unit === "% capacity") return `retention < ${number} %`;
  if (unit === "V") return `voltage < ${number} V`;
  return unit?.endsWith("capacity") ? `capacity < ${number} Ah` : `time > ${number} ${unit}`;
}
