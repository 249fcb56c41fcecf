/** Elements of SVG as text, and the sheet of paper that they stand on. */
import { ink, type } from "../theme/theme.ts";

/** mm: the width of a page, and px of the sheet on it: 96 to an inch, as the screen has them. */
const PAGE = 180;
const PX = 96 / 25.4;
/** px, like all lengths here. */
export const SHEET_WIDTH = Math.round(PAGE * PX);
const ROW = 15;

/** Returns text that stands for itself in SVG. */
export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Returns a length to a hundredth of a px. */
export function short(value: number): string {
  return String(Math.round(100 * value) / 100);
}

/** Returns a colour of components in 0..255 as every reader of SVG knows it. */
export function hexOf(red: number, green: number, blue: number): string {
  return `#${[red, green, blue].map((own) => Math.round(own).toString(16).padStart(2, "0")).join("")}`;
}

export interface Lettering {
  /** px; small where absent. */
  readonly size?: number;
  readonly fill?: string;
  readonly anchor?: "middle" | "end";
  readonly bold?: boolean;
  /** Degrees, about its own place. */
  readonly turn?: number;
}

/** Returns words at a place. */
export function letter(words: string, x: number, y: number, look: Lettering = {}): string {
  const { size = type.tiny, fill = ink.text, anchor, bold = false, turn } = look;
  const extra = [
    anchor === undefined ? "" : ` text-anchor="${anchor}"`,
    bold ? ' font-weight="600"' : "",
    turn === undefined ? "" : ` transform="rotate(${turn} ${short(x)} ${short(y)})"`,
  ];
  return `<text x="${short(x)}" y="${short(y)}" font-size="${size}" fill="${fill}"${extra.join("")}>${escapeText(words)}</text>`;
}

export interface Stroke {
  readonly colour: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly opacity?: number;
  readonly fill?: string;
}

/** Returns a path with a line along it. */
export function trace(
  path: string,
  { colour, width = 1, dash = [], opacity = 1, fill = "none" }: Stroke,
): string {
  const extra = `${dash.length === 0 ? "" : ` stroke-dasharray="${dash.join(" ")}"`}${opacity === 1 ? "" : ` opacity="${opacity}"`}`;
  return `<path d="${path}" fill="${fill}" stroke="${colour}" stroke-width="${width}"${extra}/>`;
}

/** Returns the text of a sheet: `body` on it, `lines` that say where it comes from below. */
export function composeSheet(
  body: readonly string[],
  {
    title,
    height,
    lines,
  }: { readonly title: string; readonly height: number; readonly lines: readonly string[] },
): string {
  const rows = lines.flatMap(breakLine);
  const whole = Math.ceil(height + ROW * rows.length + 8);
  const foot = rows.map((line, k) =>
    letter(line, 0, height + ROW * (k + 1) - 3, { size: 8, fill: ink.textSoft }),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PAGE}mm" height="${short(whole / PX)}mm" viewBox="0 0 ${SHEET_WIDTH} ${whole}" font-family="${escapeText(type.family)}">`,
    `<title>${escapeText(title)}</title>`,
    `<desc>${escapeText(lines.join(" "))}</desc>`,
    `<rect width="${SHEET_WIDTH}" height="${whole}" fill="${ink.ground}"/>`,
    ...body,
    ...foot,
    "</svg>",
    "",
  ].join("\n");
}

/** Letters of the smallest size that fit on a sheet. */
const LETTERS = 150;

function breakLine(line: string): string[] {
  const rows: string[] = [];
  for (let at = 0; at < line.length; at += LETTERS) rows.push(line.slice(at, at + LETTERS));
  return rows;
}
