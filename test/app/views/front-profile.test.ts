import { describe, expect, it } from "vitest";
import { meanAlong, profilePath, reachOf, steppedHalf } from "../../../src/app/views/front-profile.ts";

const x = [0, 10, 40, 100];
const current = [12, 14, 14, 10];

describe("a profile of the front", () => {
  it("lies about the mean over the width, not over the nodes", () => {
    expect(meanAlong(x, current)).toBe((13 * 10 + 14 * 30 + 12 * 60) / 100);
  });

  it("reaches to the farthest value, round-off apart", () => {
    expect(reachOf(current, 12.7)).toBeCloseTo(2.7, 12);
    expect(reachOf([12.5, 12.5 + 1e-9], 12.5)).toBeCloseTo(0.0125, 12);
  });

  it("has a scale of 1, 2 or 5 that grows at once and shrinks only when little of it is used", () => {
    expect([0.3, 2, 2.1, 7].map((reach) => steppedHalf(0, reach))).toEqual([0.5, 2, 5, 10]);
    expect(steppedHalf(5, 1)).toBe(5);
    expect(steppedHalf(5, 0.7)).toBe(1);
    expect(steppedHalf(5, 6)).toBe(10);
  });

  it("has a scale before any current flows", () => {
    expect(steppedHalf(0, 0)).toBe(1);
    expect(steppedHalf(2, 0)).toBe(2);
  });

  it("is drawn under the picture's own x, from the top of its strip to the foot", () => {
    const place = { left: 5, scale: 2, top: 10, height: 40 };
    expect(profilePath(x, current, { mean: 12, half: 2 }, place)).toBe(
      "M5.0 30.0L25.0 10.0L85.0 10.0L205.0 50.0",
    );
  });

  it("has no more points than px, and both ends", () => {
    const many = Array.from({ length: 1001 }, (_, k) => k / 10);
    const flat = many.map(() => 1);
    const path = profilePath(many, flat, { mean: 1, half: 1 }, { left: 0, scale: 1, top: 0, height: 10 });
    const points = path.slice(1).split("L");
    expect(points.length).toBeLessThanOrEqual(101);
    expect([points[0], points.at(-1)]).toEqual(["0.0 5.0", "100.0 5.0"]);
  });
});
