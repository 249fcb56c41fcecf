import { describe, expect, it } from "vitest";
import { createInterfaceVectors } from "../../sim-core/kernels/interface-vectors.ts";
import { createRandomVector } from "../linalg/matrices.ts";

const FORMS = ["typescript", "wasm"] as const;
/** Rings of odd, no and even length, and a front. */
const STARTS = [0, 3, 3, 7, 12];
const NODES = 17;
const RINGS = STARTS.length - 1;

describe("vectors in WebAssembly", () => {
  it.each([1, 2, 3, 4, 7, 64, 65])("do what the twin does on %i numbers", (length) => {
    const results = FORMS.map((kernels) => {
      const { kernel, vectors } = createInterfaceVectors(
        [0],
        { x: length, y: length, p: length },
        { kernels },
      );
      const { x, y, p } = vectors;
      x.set(createRandomVector(length, 3));
      y.set(createRandomVector(length, 5));
      p.set(createRandomVector(length, 7));
      kernel.addScaled(0.3, x, y);
      kernel.turnDirection(-1.7, x, p);
      const sums = [kernel.dot(x, y), kernel.sumMagnitudes(x)];
      return { sums, y: Array.from(y), p: Array.from(p) };
    });
    expect(results[1]!.y).toEqual(results[0]!.y);
    expect(results[1]!.p).toEqual(results[0]!.p);
    results[1]!.sums.forEach((sum, k) => {
      expect(sum).toBeCloseTo(results[0]!.sums[k]!, 12);
    });
  });

  it("cross the coupling of rings of odd and even length, and of a front, as the twin does", () => {
    const results = FORMS.map((kernels) => {
      const size = NODES + RINGS;
      const lengths = { slope: NODES, v: size, base: size, out: size, crossing: RINGS };
      const { kernel, vectors } = createInterfaceVectors(STARTS, lengths, { kernels });
      const { slope, v, base, out, crossing } = vectors;
      slope.set(createRandomVector(NODES, 11));
      v.set(createRandomVector(size, 13));
      base.set(createRandomVector(size, 17));
      kernel.crossCoupling(slope, { v, base, out, crossing, sign: -1 });
      return { out: Array.from(out), crossing: Array.from(crossing) };
    });
    expect(results[1]!.out).toEqual(results[0]!.out);
    results[1]!.crossing.forEach((sum, p) => {
      expect(sum).toBeCloseTo(results[0]!.crossing[p]!, 13);
    });
    expect(results[0]!.crossing[1]).toBe(0);
    expect(results[0]!.out.slice(NODES)).toEqual([0, 0, 0, 0]);
  });

  it("close rings as the twin does", () => {
    const results = FORMS.map((kernels) => {
      const lengths = { own: RINGS, conductance: RINGS, crossing: RINGS, out: RINGS };
      const { kernel, vectors } = createInterfaceVectors(STARTS, lengths, { kernels });
      const { own, conductance, crossing, out } = vectors;
      own.set(createRandomVector(RINGS, 3));
      conductance.set([0.5, 0, 2, 3]);
      crossing.set([1, 2, 3, 4]);
      return { along: kernel.closeRings(own, conductance, crossing, out), out: Array.from(out), own };
    });
    expect(results[1]!.out).toEqual(results[0]!.out);
    expect(results[1]!.along).toBeCloseTo(results[0]!.along, 12);
    expect(results[0]!.out[1]).toBe(results[0]!.own[1]);
  });

  it("begin at zero, and are refused by a kernel whose they are not", () => {
    const [one, other] = [0, 1].map(() => createInterfaceVectors([0], { x: 5 }, { kernels: "wasm" }));
    expect(Array.from(one!.vectors.x)).toEqual([0, 0, 0, 0, 0]);
    expect(() => one!.kernel.dot(one!.vectors.x, other!.vectors.x)).toThrow("vectors of its own");
    expect(() => one!.kernel.addScaled(1, new Float64Array(5), one!.vectors.x)).toThrow("vectors of its own");
  });
});
