/**
 * One source of colour, type and spacing for the page (CSS custom properties) and for the Pixi stage (numbers), for each
 * theme. One accent per cell; identity is never carried by colour alone (dash and marker too). `colour`, `type` and
 * `cellIdentity` always hold what the chosen theme says: what keeps a value of theirs keeps that of the theme before.
 */

/** What stands on the page, by theme; in the projector's, text has a contrast of at least 7:1 to each ground. */
const pages = {
  dark: {
    ground: "#0c1116",
    panel: "#121920",
    raised: "#1a232c",
    line: "#26323d",
    lineStrong: "#3a4a58",
    text: "#e8eef3",
    textSoft: "#aebcc8",
    textFaint: "#8b9aa8",
    cellA: "#6fb7ff",
    cellB: "#ffab5e",
    focus: "#d5ecff",
    good: "#7fd6a4",
    warning: "#f2cc60",
    danger: "#ff8f85",
    accent: "#c78bd8",
    lithiumLine: "#c6cfd8",
  },
  light: {
    ground: "#f3f5f7",
    panel: "#ffffff",
    raised: "#e9eef2",
    line: "#d3dbe2",
    lineStrong: "#a7b4bf",
    text: "#10181f",
    textSoft: "#3c4a56",
    textFaint: "#556471",
    cellA: "#0a5aa8",
    cellB: "#9c4700",
    focus: "#0b4f8f",
    good: "#116638",
    warning: "#735000",
    danger: "#ad241c",
    accent: "#7a3a90",
    lithiumLine: "#6b7883",
  },
  projector: {
    ground: "#ffffff",
    panel: "#ffffff",
    raised: "#eef2f5",
    line: "#c3ccd4",
    lineStrong: "#6b7883",
    text: "#000000",
    textSoft: "#1f2931",
    textFaint: "#323e48",
    cellA: "#003f85",
    cellB: "#7d2f00",
    focus: "#003f85",
    good: "#07491f",
    warning: "#523900",
    danger: "#86100f",
    accent: "#551f6b",
    lithiumLine: "#5a6671",
  },
} as const;

export type ThemeName = keyof typeof pages;
export const themeNames = Object.keys(pages) as readonly ThemeName[];

/** What is drawn of the cells, the same in every theme: the maps of colours begin at the tone of the electrolyte. */
export const stageColour = {
  electrolyte: "#1b2530",
  lithium: "#c6cfd8",
  collector: "#55626e",
  particleRim: "#0a0e12",
  isolated: "#4b5560",
  isolatedLine: "#aebcc8",
  /** Lines that part what lies on the electrolyte. */
  rim: "#0c1116",
  selection: "#ffffff",
  tracer: "#eef8ff",
  interphase: "#c78bd8",
  depleted: "#ff8f85",
  stripping: "#ffab5e",
  coating: "#5fe3c0",
  grain: "#9fb4c8",
  /** Where lithium and electrolyte do not touch. */
  void: "#020406",
  voidRim: "#ffffff",
  /** Where painted electrolyte ends. */
  patch: "#ffd866",
  patchRim: "#0c1116",
  crack: "#05080b",
  crackRim: "#f6e9d8",
  short: "#fff3b0",
  shortRim: "#ff6b3d",
  /** Ends of the grey of particles: empty of lithium, full of it. */
  particleEmpty: "#27303a",
  particleFull: "#f3f0e8",
} as const;

/** A colour of the page by its name, which holds in every theme. */
export type PageColour = keyof (typeof pages)["dark"];
export const colour: Readonly<Record<PageColour, string>> = { ...pages.dark };

/** How each of the two cells is told from the other, everywhere. */
export const cellIdentity = [
  identify("A", "cellA", [], "circle"),
  identify("B", "cellB", [6, 4], "square"),
] as const;

/** On a page of paper: dark lines on white, told apart in grey too. */
export const ink = {
  ground: "#ffffff",
  text: "#10161c",
  textSoft: "#48545f",
  line: "#ccd4db",
  frame: "#6b7883",
  cellA: "#0b4f94",
  cellB: "#c2570c",
} as const;

/** CSS px. */
const sizes = {
  page: { tiny: 11, small: 12, body: 14, large: 17, display: 22 },
  /** Read from the last row of a room. */
  projector: { tiny: 20, small: 20, body: 22, large: 26, display: 34 },
} as const;

type Sizes = Readonly<Record<keyof (typeof sizes)["page"], number>>;
export const type: Sizes & { readonly family: string } = {
  family: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  ...sizes.page,
};

/** CSS px. */
export const space = { hair: 2, tight: 4, small: 8, medium: 12, large: 16, wide: 24 } as const;

/** CSS px. */
export const radius = { small: 4, medium: 8 } as const;

let chosen: ThemeName = "dark";

/** Makes `colour`, `type` and `cellIdentity` those of a theme. */
export function chooseTheme(name: ThemeName): void {
  chosen = name;
  Object.assign(colour, pages[name]);
  Object.assign(type, name === "projector" ? sizes.projector : sizes.page);
}

/** Returns the rules that give every colour, size and space above as a custom property of the document. */
export function themeSheet(): string {
  const { family, ...ownSizes } = type;
  const lines = [
    `color-scheme: ${chosen === "dark" ? "dark" : "light"};`,
    ...entries("colour", { ...stageColour, ...colour }, ""),
    ...entries("type", ownSizes, "px"),
    ...entries("space", space, "px"),
    ...entries("radius", radius, "px"),
    `--type-family: ${family};`,
  ];
  return `:root { ${lines.join(" ")} }`;
}

function identify<M extends string>(
  letter: "A" | "B",
  token: "cellA" | "cellB",
  dash: readonly number[],
  marker: M,
) {
  return {
    letter,
    token,
    get colour() {
      return colour[token];
    },
    dash,
    marker,
  };
}

function entries(prefix: string, record: Readonly<Record<string, string | number>>, unit: string): string[] {
  return Object.entries(record).map(([name, value]) => `--${prefix}-${kebab(name)}: ${value}${unit};`);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
