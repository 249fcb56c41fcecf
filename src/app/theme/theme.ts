/**
 * One source of colour, type and spacing for the page (CSS custom properties) and for the Pixi stage (numbers).
 * A dark, quiet ground; one accent per cell; identity is never carried by colour alone (dash and marker too).
 */

export const colour = {
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
  /** The stage. */
  electrolyte: "#1b2530",
  lithium: "#c6cfd8",
  collector: "#55626e",
  particleRim: "#0a0e12",
  isolated: "#4b5560",
  selection: "#ffffff",
  tracer: "#eef8ff",
  interphase: "#c78bd8",
  coating: "#5fe3c0",
  grain: "#9fb4c8",
  /** Where lithium and electrolyte do not touch. */
  void: "#020406",
  voidRim: "#ffffff",
  crack: "#05080b",
  crackRim: "#f6e9d8",
  short: "#fff3b0",
  shortRim: "#ff6b3d",
  /** Ends of the grey of particles: empty of lithium, full of it. */
  particleEmpty: "#27303a",
  particleFull: "#f3f0e8",
} as const;

/** How each of the two cells is told from the other, everywhere. */
export const cellIdentity = [
  { letter: "A", colour: colour.cellA, number: 0x6fb7ff, dash: [], marker: "circle" },
  { letter: "B", colour: colour.cellB, number: 0xffab5e, dash: [6, 4], marker: "square" },
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

export const type = {
  family: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  /** CSS px. */
  tiny: 11,
  small: 12,
  body: 14,
  large: 17,
  display: 22,
} as const;

/** CSS px. */
export const space = { hair: 2, tight: 4, small: 8, medium: 12, large: 16, wide: 24 } as const;

/** CSS px. */
export const radius = { small: 4, medium: 8 } as const;

/** Returns the rules that give every colour, size and space above as a custom property of the document. */
export function themeSheet(): string {
  const lines = [
    ...entries("colour", colour, ""),
    ...entries("type", { tiny: type.tiny, small: type.small, body: type.body, large: type.large }, "px"),
    ...entries("type", { display: type.display }, "px"),
    ...entries("space", space, "px"),
    ...entries("radius", radius, "px"),
    `--type-family: ${type.family};`,
  ];
  return `:root { ${lines.join(" ")} }`;
}

function entries(prefix: string, record: Readonly<Record<string, string | number>>, unit: string): string[] {
  return Object.entries(record).map(([name, value]) => `--${prefix}-${kebab(name)}: ${value}${unit};`);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
