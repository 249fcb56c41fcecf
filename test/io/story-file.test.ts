/** The file of recorded states: no value off by more than half of its step, and nothing taken for it that is none. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodeReader, CodeWriter } from "../../src/io/code-stream.ts";
import { between } from "../fractions.ts";

describe("a stream of codes", () => {
  it("gives back lists as they were, whatever the jumps in them", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff)), (list) => {
        const codes = new CodeWriter();
        codes.writeList(list);
        const reader = new CodeReader(codes.finish("head"));
        expect(reader.head).toBe("head");
        expect([...reader.readList(list.length)]).toEqual(list);
      }),
    );
  });

  it("gives back values to half a step, also against another array and after a rewind", () => {
    const step = 0.1;
    const arrays = fc.nat(40).chain((length) =>
      fc.array(
        fc.array(between(-3276, 3276), {
          minLength: length,
          maxLength: length,
        }),
        { minLength: 2, maxLength: 4 },
      ),
    );
    fc.assert(
      fc.property(arrays, (all) => {
        const codes = new CodeWriter();
        for (const values of all) codes.writeValues("one", values, step);
        codes.rewind();
        codes.writeValues("one", all[1]!, step);
        const reader = new CodeReader(codes.finish(""));
        for (const [k, values] of [...all, all[1]!].entries()) {
          if (k === all.length) reader.rewind();
          const read = reader.readValues("one", values.length, step);
          values.forEach((value, at) => {
            // A value is kept in single precision.
            expect(Math.abs(read[at]! - value)).toBeLessThanOrEqual(step / 2 + 2 ** -23 * Math.abs(value));
          });
        }
      }),
    );
  });

  it("takes arrays that change their length", () => {
    const codes = new CodeWriter();
    codes.writeValues("cracks", [1, 2, 3, 4], 1);
    codes.writeValues("cracks", [7, 8], 1);
    const reader = new CodeReader(codes.finish(""));
    expect([...reader.readValues("cracks", 4, 1)]).toEqual([1, 2, 3, 4]);
    expect([...reader.readValues("cracks", 2, 1)]).toEqual([7, 8]);
  });

  it.each([3276.8, -3276.8, Number.NaN, Number.POSITIVE_INFINITY])("takes no %s in steps of 0.1", (value) => {
    expect(() => new CodeWriter().writeValues("flux", [value], 0.1)).toThrow(
      /flux: .* is beyond 32767 steps/,
    );
  });

  it("takes no list of more than 16 bits", () => {
    expect(() => new CodeWriter().writeList([65536])).toThrow(/beyond 16 bits/);
  });

  it("throws where the bytes end too early", () => {
    const codes = new CodeWriter();
    codes.writeList([1, 2, 3]);
    const bytes = codes.finish("head");
    expect(() => new CodeReader(bytes.subarray(0, 6))).toThrow(RangeError);
    expect(() => new CodeReader(bytes.subarray(0, bytes.length - 2)).readList(3)).toThrow(/end too early/);
    expect(() => new CodeReader(new Uint8Array(0))).toThrow(RangeError);
  });
});
