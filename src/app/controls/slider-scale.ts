/**
 * Between a parameter's value (display units) and the place on its slider. Tweakpane knows linear sliders only, so a
 * logarithmic one moves in powers of ten.
 */

export interface ScaleData {
  readonly scale: "linear" | "log";
  /** Range of the slider, display units. */
  readonly minimum: number;
  readonly maximum: number;
  /** Smallest change worth making on a linear scale, display units. */
  readonly step: number;
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
}

/** Places per decade of a logarithmic slider. */
const PLACES_PER_DECADE = 40;

export function createSliderScale(data: ScaleData): SliderScale {
  return data.scale === "log" && data.minimum > 0 ? createLogScale(data) : createLinearScale(data);
}

function createLinearScale({ minimum, maximum, step }: ScaleData): SliderScale {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return {
    minimum,
    maximum,
    step,
    place: (value) => value,
    value: (place) => Number((Math.round(place / step) * step).toFixed(Math.min(20, digits + 2))),
  };
}

function createLogScale({ minimum, maximum }: ScaleData): SliderScale {
  return {
    minimum: Math.log10(minimum),
    maximum: Math.log10(maximum),
    step: 1 / PLACES_PER_DECADE,
    place: (value) => Math.log10(value),
    value: (place) => Number((10 ** place).toPrecision(3)),
  };
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

/** Returns the number that a person typed ("1e-3", "0,5"), or undefined. */
export function parseTyped(text: string): number | undefined {
  const plain = text
    .trim()
    .replace(/[\s\u2009]/g, "")
    .replace("\u2212", "-")
    .replace(",", ".");
  const value = plain === "" ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? value : undefined;
}
