import { describe, expect, it } from "vitest";
import { evenOut } from "../../sim-core/anode/even-out.ts";

const UM = 1e-6;
/** A front of uneven pieces from 0 to `width`, with the places of its nodes. */
function createFront(count: number, width: number): { x: Float64Array; length: Float64Array } {
  const x = Float64Array.from({ length: count }, (_, k) => {
    const even = k / (count - 1);
    return width * (even + (0.1 * Math.sin(2 * Math.PI * even)) / (2 * Math.PI));
  });
  const length = x.map((at, k) => 0.5 * ((x[k + 1] ?? at) - (x[k - 1] ?? at)));
  return { x, length };
}
const content = (density: ArrayLike<number>, length: Float64Array): number =>
  length.reduce((sum, own, k) => sum + own * density[k]!, 0);

describe("a density evened along the front", () => {
  it("keeps its content to round-off, and a constant as it is", () => {
    const { length } = createFront(81, 100 * UM);
    const rough = Float64Array.from(length, (_, k) => 5 + Math.sin(12.9898 * k));
    const evened = evenOut(rough, length, 10 * UM);
    expect(content(evened, length) / content(rough, length)).toBeCloseTo(1, 14);
    evenOut(new Float64Array(81).fill(7), length, 10 * UM).forEach((own) => {
      expect(own).toBeCloseTo(7, 13);
    });
  });

  it("damps a wave of length L by 1/(1 + (2 pi l/L)^2), with order 2 in the spacing", () => {
    const [width, range] = [100 * UM, 8 * UM];
    const exact = 1 / (1 + ((4 * Math.PI * range) / width) ** 2);
    const errors = [41, 81, 161].map((count) => {
      const { x, length } = createFront(count, width);
      const wave = x.map((at) => Math.cos((4 * Math.PI * at) / width));
      const evened = evenOut(wave, length, range);
      return Math.max(...evened.map((own, k) => Math.abs(own - exact * wave[k]!)));
    });
    expect(Math.log2(errors[0]! / errors[1]!)).toBeGreaterThan(1.9);
    expect(Math.log2(errors[1]! / errors[2]!)).toBeGreaterThan(1.9);
    expect(errors[2]!).toBeLessThan(1e-3);
  });

  it("leaves everything as it is over no length", () => {
    const { length } = createFront(5, UM);
    expect([...evenOut([1, 2, 0, 4, 1], length, 0)]).toEqual([1, 2, 0, 4, 1]);
  });
});
