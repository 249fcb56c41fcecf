/** What the cells of a step of a lesson begin as: as the page's address would say it, with the seed and mesh of the lesson. */
import type { Lesson } from "../../../lessons/read-lesson.ts";
import { parameterBounds } from "../parameter-lookup.ts";
import { type DecodedState, decodeState } from "../url-state.ts";

/** Returns the state and time (s) of a set-up, which is the query of an address. */
export function decodeSetUp(setUp: string, { seed, mesh }: Pick<Lesson, "seed" | "mesh">): DecodedState {
  const decoded = decodeState(setUp, parameterBounds());
  const { state } = decoded;
  return { ...decoded, state: { ...state, seed: state.seed ?? seed, mesh: state.mesh ?? mesh } };
}

/** Returns what cannot be read of a set-up, in words. */
export function problemsOfSetUp(setUp: string): readonly string[] {
  return decodeState(setUp, parameterBounds()).notices;
}
