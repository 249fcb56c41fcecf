/**
 * How the page is shown: its theme, whether as a whole, within another page or on a projector, and what can be touched
 * there. It stands in the address, but is none of what an experiment or a copied link brings along.
 */
import { type ThemeName, themeNames } from "../theme/theme.ts";
import { integer, shorten } from "./read-values.ts";

/** The whole page, a frame of another one, or the screen of a projector. */
export type Shell = "page" | "embed" | "projector";

/** What can be held besides parameters: the clock, the colouring, the view of both cells, what a hand does to them. */
const lockNames = ["time", "layer", "view", "hand"] as const;

export interface Look {
  readonly theme: ThemeName;
  /** That of the page behind a projector. */
  readonly behind: ThemeName;
  readonly shell: Shell;
  /** Paths of the parameters that a frame shows. */
  readonly controls: readonly string[];
  /** Paths of parameters that a frame shows but holds, and what else it holds. */
  readonly locks: readonly string[];
  /** Origin of the page that may talk to this one; its own origin where undefined. */
  readonly partner: string | undefined;
  /** Name or address of the lesson that is played. */
  readonly lesson: string | undefined;
  /** Its step, from 1. */
  readonly step: number;
  /** What a class link has the cells begin as; undefined for what the lesson says. */
  readonly run: ClassRun | undefined;
  /** s without a touch after which everything begins anew; never where undefined. */
  readonly idle: number | undefined;
}

/** The cells of a step of a lesson for a whole class, as the query of an address; its seed is that of every step. */
export interface ClassRun {
  /** From 1. */
  readonly step: number;
  readonly query: string;
}

export const defaultLook: Look = {
  theme: "dark",
  behind: "dark",
  shell: "page",
  controls: ["cell.cRate", "cell.stackPressure", "contactLoss.coatingFactor"],
  locks: [],
  partner: undefined,
  lesson: undefined,
  step: 1,
  run: undefined,
  idle: undefined,
};

/** Characters of the name or address of a lesson. */
const LONGEST_LESSON = 500;
const MOST_STEPS = 12;
/** s. */
const IDLE = { least: 10, most: 86_400 } as const;

/** Keys of the address; `lock` holds ends of colour scales too, which have colons. */
export const lookKeys = [
  ...["theme", "profile", "embed", "controls", "partner"],
  ...["lesson", "step", "run", "idle"],
] as const;

export interface DecodedLook {
  readonly look: Look;
  /** What could not be read. */
  readonly notices: readonly string[];
}

/**
 * Returns the look that a query (with or without "?") asks for. `kept`: theme of a browser that has chosen one; `paths`: of
 * the parameters that can be set.
 */
export function decodeLook(
  search: string,
  { kept, paths }: { readonly kept: ThemeName | undefined; readonly paths: Pick<ReadonlySet<string>, "has"> },
): DecodedLook {
  const query = new URLSearchParams(search);
  const notices: string[] = [];
  const choose = <T extends string>(key: string, all: readonly T[]): T | undefined => {
    const text = query.get(key);
    const found = all.find((one) => one === text);
    if (text !== null && found === undefined) notices.push(`"${key}=${shorten(text)}" in the address`);
    return found;
  };
  const isProjector = choose("profile", ["projector", "page"]) === "projector";
  const isEmbedded = choose("embed", ["1", "0"]) === "1";
  const theme = choose("theme", themeNames);
  const list = (key: string, allowed: (name: string) => boolean): readonly string[] => {
    const names = query
      .getAll(key)
      .filter((text) => !text.includes(":"))
      .flatMap((text) => text.split(","))
      .filter((name) => name !== "");
    for (const name of names) {
      if (!allowed(name)) notices.push(`"${key}=${shorten(name)}" in the address`);
    }
    return names.filter(allowed);
  };
  const controls = list("controls", (name) => paths.has(name));
  const locks = list("lock", (name) => paths.has(name) || lockNames.some((lock) => lock === name));
  const { notices: ofLesson, ...played } = decodePlayed(query);
  notices.push(...ofLesson);
  const written = query.get("partner");
  const partner = originOf(written ?? "");
  if (written !== null && partner === undefined) notices.push(`"partner=${shorten(written)}" in the address`);
  return {
    look: {
      theme: theme ?? (isProjector ? "projector" : (kept ?? defaultLook.theme)),
      behind: theme ?? kept ?? defaultLook.theme,
      shell: isEmbedded ? "embed" : isProjector ? "projector" : "page",
      controls: query.has("controls") ? controls : defaultLook.controls,
      locks,
      partner,
      ...played,
    },
    notices,
  };
}

/** What of a lesson is played, how, and when it begins anew by itself. */
function decodePlayed(
  query: URLSearchParams,
): Pick<Look, "lesson" | "step" | "run" | "idle"> & Pick<DecodedLook, "notices"> {
  const notices: string[] = [];
  const told = <T>(key: string, text: string | null, value: T | undefined): T | undefined => {
    if (text !== null && value === undefined) notices.push(`"${key}=${shorten(text)}" in the address`);
    return text === null ? undefined : value;
  };
  const [lesson, step, run, idle] = ["lesson", "step", "run", "idle"].map((key) => query.get(key)) as [
    string | null,
    string | null,
    string | null,
    string | null,
  ];
  const isLesson = lesson !== null && lesson !== "" && lesson.length <= LONGEST_LESSON;
  return {
    lesson: told("lesson", lesson, isLesson ? lesson : undefined),
    step: told("step", step, integer(step ?? "", 1, MOST_STEPS)) ?? defaultLook.step,
    run: told("run", run, readRun(run ?? "")),
    idle: told("idle", idle, integer(idle ?? "", IDLE.least, IDLE.most)),
    notices,
  };
}

/** Written as the step, a colon, and the query. */
function readRun(text: string): ClassRun | undefined {
  const [, number, query] = /^(\d+):(.*)$/s.exec(text) ?? [];
  const step = integer(number ?? "", 1, MOST_STEPS);
  return step === undefined || query === undefined ? undefined : { step, query };
}

export function enterProjector(look: Look): Look {
  return { ...look, shell: "projector", theme: "projector", behind: look.theme };
}

/** Returns the look of the page that was left for the projector. */
export function leaveProjector(look: Look): Look {
  return { ...look, shell: "page", theme: look.behind };
}

/** Returns a query of the state (without "?") with what differs from the default look. */
export function withLook(
  query: string,
  { theme, shell, controls, locks, partner, lesson, step, run, idle }: Look,
): string {
  const own = new URLSearchParams();
  if (shell === "projector") own.set("profile", shell);
  const plain: ThemeName = shell === "projector" ? "projector" : defaultLook.theme;
  if (theme !== plain) own.set("theme", theme);
  if (shell === "embed") own.set("embed", "1");
  if (controls !== defaultLook.controls) own.set("controls", controls.join(","));
  if (locks.length > 0) own.set("lock", locks.join(","));
  if (partner !== undefined) own.set("partner", partner);
  // One that came from a file is nowhere to be found again.
  if (lesson !== undefined && !lesson.startsWith("file:")) {
    own.set("lesson", lesson);
    if (step !== defaultLook.step) own.set("step", String(step));
    if (run !== undefined) own.set("run", `${run.step}:${run.query}`);
  }
  if (idle !== undefined) own.set("idle", String(idle));
  return [query, own.toString().replaceAll("%2C", ",")].filter((part) => part !== "").join("&");
}

/** Returns the origin that a text names; undefined where it names none, or no page of the web. */
function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin, protocol } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && text === origin ? origin : undefined;
}

/** Key of the theme in a browser that has chosen one. */
const KEPT = "fluxtwin.theme";

/** Returns the theme that a browser has chosen. */
export function keptTheme(marks: Pick<Storage, "getItem"> | undefined): ThemeName | undefined {
  const kept = marks?.getItem(KEPT);
  return themeNames.find((name) => name === kept);
}

/** Keeps the theme for later visits, where there is a place for it. */
export function keepTheme(marks: Pick<Storage, "setItem"> | undefined, theme: ThemeName): void {
  try {
    marks?.setItem(KEPT, theme);
  } catch {
    // A full or locked place: the address still holds it.
  }
}
