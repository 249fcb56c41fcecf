/**
 * What the page of a frame and the page around it tell each other by `postMessage`: plain records that carry
 * `fluxtwin: 1`, the number of this agreement. docs/embedding.md is its description for those who use it.
 */

export const AGREEMENT = 1;

type Value = number | boolean | string;

/** What the page around a frame may ask; `id` comes back with the answer. */
export type Ask = { readonly fluxtwin: typeof AGREEMENT; readonly id?: number | string } & (
  | { readonly ask: "state" | "play" | "pause" | "restart" }
  /** Parameters by path, display units; a running cell takes those that act at once. */
  | { readonly ask: "set"; readonly parameters: Readonly<Record<string, Value>> }
  /** Keys of the page's own address, such as `layer`, `speed`, `view`; the cells go on where they are. */
  | { readonly ask: "show"; readonly query: string }
  /** Answers with the state whenever so much time has passed, ms; 0 ends it. */
  | { readonly ask: "watch"; readonly every: number }
);

/** One cell as it is drawn. */
export interface ToldCell {
  readonly name: string;
  readonly status: string;
  readonly cycle: number;
  /** V */
  readonly voltage: number;
  /** A/m2 */
  readonly currentDensity: number;
  /** mAh/cm2 */
  readonly capacity: number;
  /** Share of the particles that take part, 0 to 1. */
  readonly activeFraction: number;
  /** Of the last finished cycle against the first, 0 to 1; null before. */
  readonly retention: number | null;
}

export type Tell = { readonly fluxtwin: typeof AGREEMENT; readonly id?: number | string } & (
  | { readonly tell: "ready" }
  | {
      readonly tell: "state";
      /** Simulated, s. */
      readonly time: number;
      readonly playing: boolean;
      /** null while a cell is being prepared. */
      readonly cells: readonly [ToldCell | null, ToldCell | null];
      readonly parameters: Readonly<Record<string, Value>>;
      /** The query of the page's address that brings this back. */
      readonly query: string;
    }
  /** Something that happened in a cell for the first time. */
  | {
      readonly tell: "event";
      readonly cell: "A" | "B";
      readonly kind: string;
      readonly cycle: number;
      /** s */
      readonly time: number;
      readonly message: string;
    }
  | { readonly tell: "done" }
  /** Each as "where: got; expected". */
  | { readonly tell: "refused"; readonly problems: readonly string[] }
);

/** Returns what is asked, or all that is wrong with it; undefined for messages that are meant for somebody else. */
export function readAsk(data: unknown): Ask | { readonly problems: readonly string[] } | undefined {
  if (!isRecord(data) || !("fluxtwin" in data)) return undefined;
  const problems: string[] = [];
  const expect = (isRight: boolean, where: string, expected: string): void => {
    if (!isRight) problems.push(`${where}: got ${describe(data[where])}; expected ${expected}`);
  };
  expect(data.fluxtwin === AGREEMENT, "fluxtwin", String(AGREEMENT));
  const { ask, id } = data;
  expect(
    id === undefined || typeof id === "number" || typeof id === "string",
    "id",
    "a number, a text or nothing",
  );
  if (ask === "set") expect(isValues(data.parameters), "parameters", "values by path");
  else if (ask === "show") expect(typeof data.query === "string", "query", "a text such as layer=stress");
  else if (ask === "watch") {
    const { every } = data;
    const isRight = typeof every === "number" && (every === 0 || (every >= 100 && every <= 60_000));
    expect(isRight, "every", "0, or 100 to 60000 ms");
  } else
    expect(
      PLAIN.some((one) => one === ask),
      "ask",
      `${PLAIN.join(", ")}, set, show or watch`,
    );
  return problems.length > 0 ? { problems } : (data as unknown as Ask);
}

const PLAIN = ["state", "play", "pause", "restart"];

function isValues(value: unknown): boolean {
  const kinds = ["number", "boolean", "string"];
  return isRecord(value) && Object.values(value).every((one) => kinds.includes(typeof one));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What was sent, shortened. */
function describe(value: unknown): string {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value);
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
