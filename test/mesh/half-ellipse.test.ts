import { expect, it } from "vitest";
import { type EllipseFoot, isInsideEllipse, measureEllipse } from "../../sim-core/mesh/half-ellipse.ts";

const slender = { x: 3, y: 10, a: 2, b: 7 };
const wide = { x: -1, y: 4, a: 6, b: 0.5 };

function measure(ellipse: typeof slender, x: number, y: number): EllipseFoot {
  const foot = { distance: 0, radiusOfCurvature: 0 };
  measureEllipse(ellipse, x, y, foot);
  return foot;
}

it("agrees with the nearest of many points of the curve, inside and outside", () => {
  for (const ellipse of [slender, wide]) {
    for (let k = 0; k < 60; k++) {
      const x = ellipse.x + 2.3 * ellipse.a * Math.sin(1.7 * k);
      const y = ellipse.y - 1.9 * ellipse.b * Math.abs(Math.cos(2.9 * k)) - 1e-3;
      let nearest = Number.POSITIVE_INFINITY;
      for (let m = 0; m < 40000; m++) {
        const t = (m / 40000) * 2 * Math.PI;
        nearest = Math.min(
          nearest,
          Math.hypot(ellipse.x + ellipse.a * Math.cos(t) - x, ellipse.y + ellipse.b * Math.sin(t) - y),
        );
      }
      expect(Math.abs(measure(ellipse, x, y).distance - nearest)).toBeLessThan(1e-4 * ellipse.b);
    }
  }
});

it("knows the radii of curvature a^2/b at the tip and b^2/a at the flank", () => {
  expect(measure(slender, 3, 2).radiusOfCurvature).toBeCloseTo(4 / 7, 6);
  expect(measure(slender, 8, 10).radiusOfCurvature).toBeCloseTo(49 / 2, 4);
  expect(measure(slender, 3, 2).distance).toBeCloseTo(1, 8);
});

it("tells inside from outside and leaves the curve itself outside", () => {
  expect(isInsideEllipse(slender, 3, 5)).toBe(true);
  expect(isInsideEllipse(slender, 3, 3)).toBe(false);
  expect(isInsideEllipse(slender, 3, 11)).toBe(false);
  expect(isInsideEllipse(slender, 5.1, 9.9)).toBe(false);
});
