/** Which kept moments a film shows, and how long each: at constant simulated speed, nothing between two of them. */

/** Pictures a second at most; a moment stands until the next one. */
export const FILM_RATE = 30;

/** What a person has chosen. */
export interface FilmChoice {
  /** First and last simulated time, s. */
  readonly from: number;
  readonly to: number;
  /** Length of the film, s. */
  readonly seconds: number;
}

/** A picture of the film. */
export interface FilmPicture {
  /** Place of its moment among those that are kept. */
  readonly moment: number;
  /** When it comes, s of the film, and how long it stands. */
  readonly at: number;
  readonly duration: number;
}

/**
 * Returns the pictures of a film of moments at `times` (s, rising), one after the other without a gap: at each instant the
 * last kept moment until then, or the first one where none is that old; none without moments.
 */
export function planFilm(times: readonly number[], { from, to, seconds }: FilmChoice): FilmPicture[] {
  if (times.length === 0) return [];
  const ticks = Math.max(1, Math.round(seconds * FILM_RATE));
  const pictures: FilmPicture[] = [];
  let moment = 0;
  for (let tick = 0; tick < ticks; tick++) {
    // The last tick shows the last moment.
    const time = ticks === 1 ? to : from + (tick / (ticks - 1)) * (to - from);
    while (moment + 1 < times.length && times[moment + 1]! <= time) moment++;
    const last = pictures.at(-1);
    if (last?.moment === moment) pictures[pictures.length - 1] = { ...last, duration: last.duration + 1 };
    else pictures.push({ moment, at: tick, duration: 1 });
  }
  return pictures.map(({ moment: own, at, duration }) => ({
    ...{ moment: own, at: at / FILM_RATE },
    duration: duration / FILM_RATE,
  }));
}
