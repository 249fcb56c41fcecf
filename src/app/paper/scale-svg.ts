/** A colour scale on paper: its quantity, its colours, its numbers. */
import { ink } from "../theme/theme.ts";
import { bendOf, type LayerRange } from "../views/colour-range.ts";
import { hexOf, letter, short } from "./svg.ts";

const STEPS = 48;
const HEIGHT = 10;
/** px for a number beside the colours. */
const NUMBER = 46;

/** Returns the scale with its words at (left, top) and its colours below them. */
export function drawScale(
  range: LayerRange,
  {
    left,
    top,
    width,
    name,
  }: { readonly left: number; readonly top: number; readonly width: number; readonly name: string },
): string[] {
  const { layer, minimum, maximum } = range;
  const bent = ["", ", by its root", ", by its logarithm"][bendOf(range)]!;
  const table = layer.colours();
  const [from, to] = [left + NUMBER, left + width - NUMBER - 30];
  const step = (to - from) / STEPS;
  const y = top + 8;
  const number = (value: number): string => String(Number(value.toPrecision(4)));
  return [
    letter(`${name}${layer.quantity}, ${layer.scale.unit}${bent}`, left, top + 2, { size: 10 }),
    ...Array.from({ length: STEPS }, (_, k) => {
      const at = 4 * Math.round((k / (STEPS - 1)) * (table.length / 4 - 1));
      return `<rect x="${short(from + k * step)}" y="${y}" width="${short(step + 0.4)}" height="${HEIGHT}" fill="${hexOf(table[at]!, table[at + 1]!, table[at + 2]!)}"/>`;
    }),
    letter(number(minimum), from - 5, y + 9, { size: 10, fill: ink.textSoft, anchor: "end" }),
    letter(number(maximum), to + 5, y + 9, { size: 10, fill: ink.textSoft }),
  ];
}
