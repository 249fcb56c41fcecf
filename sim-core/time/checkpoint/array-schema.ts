/** Numbers and arrays of a checkpoint, each with the words for what it has to be. */
import { z } from "zod";

export const NUMBER = z.number({ error: "a finite number" });
export const COUNT = z
  .int({ error: "a whole number, 0 or more" })
  .min(0, { error: "a whole number, 0 or more" });

/** S/m; far beyond all that conducts ions, but such that matrices have an inverse. */
export const CONDUCTIVITY = z
  .number({ error: "a conductivity" })
  .min(1e-12, { error: "a conductivity" })
  .max(1e6, { error: "a conductivity" });

/** Numbers [length], of any length where none is given. */
export function floats(length?: number): z.ZodType<Float64Array> {
  return z.custom<Float64Array>(
    (value) => value instanceof Float64Array && (length === undefined || value.length === length),
    { error: length === undefined ? "Float64Array" : `Float64Array of ${length}` },
  );
}

/** Bytes [length] below `end`. */
export function bytes(length: number, end: number): z.ZodType<Uint8Array> {
  return z.custom<Uint8Array>(
    (value) => value instanceof Uint8Array && value.length === length && value.every((own) => own < end),
    { error: `Uint8Array of ${length}, all below ${end}` },
  );
}
