import { describe, expect, it } from "vitest";
import { FILM_RATE, planFilm } from "../../../src/app/streams/past-frames/film-plan.ts";

const span = { from: 0, to: 100, seconds: 10 };

describe("the plan of a film", () => {
  it("shows each moment from its time to that of the next, at constant simulated speed", () => {
    const times = [0, 10, 50, 100];
    const pictures = planFilm(times, span);
    expect(pictures.map(({ moment }) => moment)).toEqual([0, 1, 2, 3]);
    // 10 s of simulated time are one second of the film.
    pictures.forEach(({ at }, k) => {
      expect(Math.abs(at - times[k]! / 10)).toBeLessThanOrEqual(1.01 / FILM_RATE);
    });
  });

  it("is without gaps and as long as was asked for, whatever is kept", () => {
    for (const times of [[0, 100], [0, 1, 2, 3, 99, 100], Array.from({ length: 5000 }, (_, k) => k / 50)]) {
      const pictures = planFilm(times, span);
      let end = 0;
      for (const { at, duration } of pictures) {
        expect(at).toBeCloseTo(end, 9);
        end = at + duration;
      }
      expect(end).toBeCloseTo(10, 9);
      expect(pictures.length).toBeLessThanOrEqual(10 * FILM_RATE);
      expect(pictures.at(-1)!.moment).toBe(times.length - 1);
    }
  });

  it("never shows a moment before its time", () => {
    const times = [0, 33, 34, 66, 100];
    for (const { moment, at } of planFilm(times, span)) {
      expect(times[moment]!).toBeLessThanOrEqual((100 * at) / (10 - 1 / FILM_RATE) + 1e-9);
    }
  });

  it("takes a part of what is kept: what stood at its beginning comes first", () => {
    const pictures = planFilm([0, 10, 50, 100], { from: 20, to: 60, seconds: 4 });
    expect(pictures.map(({ moment }) => moment)).toEqual([1, 2]);
    expect(pictures[1]!.at).toBeCloseTo(3, 1);
  });

  it("has nothing to show where nothing is kept", () => {
    expect(planFilm([], span)).toEqual([]);
    expect(planFilm([500], span).map(({ moment, duration }) => [moment, duration])).toEqual([[0, 10]]);
  });
});
