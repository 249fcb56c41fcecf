/** What was read, as rows of tables that can be had as files. */
import type { Frame } from "../../../sim-core/index.ts";
import type { BinRow, CutRow } from "../../io/reading-tables.ts";
import type { Layer } from "../layers/form/layer.ts";
import type { Histogram } from "./histogram.ts";
import { type CutLine, type CutPiece, pointOnLine } from "./line-cut.ts";
import type { Quantity } from "./quantities.ts";

const LETTERS = ["A", "B"] as const;

type Frames = readonly (Frame | undefined)[];

/** Returns every point of the pieces of both cells, values in the unit of the layer's scale. */
export function rowsOfCut(
  cells: readonly (readonly CutPiece[])[],
  { line, layer, frames }: { readonly line: CutLine; readonly layer: Layer; readonly frames: Frames },
): CutRow[] {
  const { quantity, scale } = layer;
  return cells.flatMap((pieces, cell) =>
    pieces.flatMap(({ of, particle, distance, values }) =>
      distance.map((at, k): CutRow => {
        const [x_um, y_um] = pointOnLine(line, at);
        return {
          cell: LETTERS[cell]!,
          time_s: frames[cell]?.time ?? 0,
          part: of,
          particle: particle === undefined ? null : particle + 1,
          ...{ distance_um: at, x_um, y_um, quantity, unit: scale.unit },
          value: scale.factor * values[k]!,
        };
      }),
    ),
  );
}

/** Returns the bins of both cells. */
export function rowsOfHistogram(
  { edges, sums }: Histogram,
  { of, name, unit }: Quantity,
  frames: Frames,
): BinRow[] {
  return sums.flatMap((own, cell) =>
    own.map((amount, k) => ({
      cell: LETTERS[cell]!,
      time_s: frames[cell]?.time ?? 0,
      ...{ quantity: name, unit, from: edges[k]!, to: edges[k + 1]!, amount },
      amount_unit: of === "particles" ? "particles" : "% of the front",
    })),
  );
}
