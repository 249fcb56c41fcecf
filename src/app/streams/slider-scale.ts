/**
 * Between a parameter's value (display units) and the place on its slider. Tweakpane knows linear sliders only, so a
 * logarithmic one moves in powers of ten; and it counts its own steps from the value it was made with, so that it may
 * never arrive at either end: it gets none, and where a drag may stop is said here.
 */

export interface ScaleData {
  readonly scale: "linear" | "log";
  /** Range of the slider, display units. */
  readonly minimum: number;
  readonly maximum: number;
  /** Smallest change worth making on a linear scale, display units. */
  readonly step: number;
  /** Value that a drag can come back to though it is not a round one, display units. */
  readonly default?: number;
}

export interface SliderScale {
  readonly minimum: number;
  readonly maximum: number;
  /** Change of place by one press of an arrow. */
  readonly step: number;
  /** Returns the place of a value; not limited to the range. */
  place(value: number): number;
  /** Returns the value at a place, rounded to what the scale can tell apart. */
  value(place: number): number;
  /** Returns the value that a drag to a place means: a round one, the default, or an end of the range. */
  dragged(place: number): number;
}

/** Places per decade of a logarithmic slider. */
const PLACES_PER_DECADE = 40;
/** Values that a drag can stop at, at most: a slider is hardly longer than so many pixels. */
const STOPS = 80;
/** Round values of a decade, as fractions of ten, from the finest to the coarsest. */
const LADDERS: readonly (readonly number[])[] = [
  [...range(1, 2, 0.1), ...range(2, 5, 0.2), ...range(5, 10, 0.5)],
  [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8],
  [1, 2, 5],
  [1],
];

export function createSliderScale(data: ScaleData): SliderScale {
  return data.scale === "log" && data.minimum > 0 ? createLogScale(data) : createLinearScale(data);
}

function createLinearScale(data: ScaleData): SliderScale {
  const { minimum, maximum, step } = data;
  const stride = roundStride(data);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) + 2;
  const value = (place: number): number =>
    Number((Math.round(place / step) * step).toFixed(Math.min(20, digits)));
  return {
    minimum,
    maximum,
    step,
    place: (value) => value,
    value,
    dragged: (place) =>
      nearest(place, [value(Math.round(place / stride) * stride), ...anchors(data)], (value) => value),
  };
}

function createLogScale(data: ScaleData): SliderScale {
  const { minimum, maximum } = data;
  const decades = Math.log10(maximum / minimum);
  const ladder = LADDERS.find((one) => one.length * decades <= STOPS) ?? LADDERS.at(-1)!;
  return {
    minimum: Math.log10(minimum),
    maximum: Math.log10(maximum),
    step: 1 / PLACES_PER_DECADE,
    place: (value) => Math.log10(value),
    value: (place) => Number((10 ** place).toPrecision(3)),
    dragged: (place) => {
      const decade = Math.floor(place);
      const round = [...ladder, 10].map((one) => Number(`${Number(one.toPrecision(2))}e${decade}`));
      const within = round.filter((value) => value >= minimum && value <= maximum);
      return nearest(place, [...within, ...anchors(data)], Math.log10);
    },
  };
}

/** Smallest of 1, 2 and 5 times a power of ten of the parameter's steps with which a drag has at most STOPS of them. */
function roundStride({ minimum, maximum, step }: ScaleData): number {
  for (let power = 1; ; power *= 10) {
    for (const one of [1, 2, 5]) {
      const stride = one * power * step;
      if (maximum - minimum <= STOPS * stride * (1 + 1e-9)) return stride;
    }
  }
}

function anchors({ minimum, maximum, default: own }: ScaleData): number[] {
  return own === undefined || own < minimum || own > maximum ? [minimum, maximum] : [minimum, maximum, own];
}

/** The candidate whose place is nearest. */
function nearest(place: number, candidates: readonly number[], placeOf: (value: number) => number): number {
  return candidates.reduce((best, one) =>
    Math.abs(placeOf(one) - place) < Math.abs(placeOf(best) - place) ? one : best,
  );
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.round((to - from) / step) }, (_, k) => from + k * step);
}

/** Returns the place that a key moves to, or undefined when the key means nothing to a slider. */
export function placeAfterKey(
  key: { readonly key: string; readonly shiftKey: boolean },
  from: number,
  scale: SliderScale,
): number | undefined {
  const stride = scale.step * (key.shiftKey ? 10 : 1);
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: from + stride,
    ArrowUp: from + stride,
    ArrowLeft: from - stride,
    ArrowDown: from - stride,
    PageUp: from + 10 * scale.step,
    PageDown: from - 10 * scale.step,
    Home: scale.minimum,
    End: scale.maximum,
  };
  const place = moves[key.key];
  return place === undefined ? undefined : Math.min(scale.maximum, Math.max(scale.minimum, place));
}
