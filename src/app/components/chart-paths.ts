/** Courses of curves that uPlot has no path for. */
import type uPlot from "uplot";

/**
 * Straight from point to point, and broken where a row has null: also between two points at one x, where a path with gaps
 * cut out of it would go straight up. Rows of other curves, undefined, are passed over.
 */
export const piecewise: uPlot.Series.PathBuilder = (plot, series, first, last) => {
  const stroke = new Path2D();
  const [xs] = plot.data;
  const ys = plot.data[series]!;
  let isOpen = false;
  for (let row = first; row <= last; row++) {
    const value = ys[row];
    if (value === undefined) continue;
    if (value !== null) {
      const x = plot.valToPos(xs[row]!, "x", true);
      const y = plot.valToPos(value, "y", true);
      if (isOpen) stroke.lineTo(x, y);
      else stroke.moveTo(x, y);
    }
    isOpen = value !== null;
  }
  return { stroke };
};

/** Level from each point to the next one, down to zero at both ends, with all below it to be filled. */
export const stepwise: uPlot.Series.PathBuilder = (plot, series, first, last) => {
  const stroke = new Path2D();
  const [xs] = plot.data;
  const ys = plot.data[series]!;
  const ground = plot.valToPos(0, "y", true);
  let height = ground;
  stroke.moveTo(plot.valToPos(xs[first] ?? 0, "x", true), ground);
  for (let row = first; row <= last; row++) {
    const x = plot.valToPos(xs[row]!, "x", true);
    stroke.lineTo(x, height);
    height = plot.valToPos(ys[row] ?? 0, "y", true);
    stroke.lineTo(x, height);
  }
  return { stroke, fill: new Path2D(stroke) };
};
