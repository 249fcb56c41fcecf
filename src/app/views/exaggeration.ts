/** What is not drawn as it was solved: lengths, and the pace of the tracers. */

/**
 * How much larger than solved a thing is drawn. `particle`: radius change. `front`: change of the shape of the
 * lithium front since the first frame (its mean position is true). `interphase`: thickness.
 */
export const EXAGGERATION: {
  readonly particle: number;
  readonly front: number;
  readonly interphase: number;
} = { particle: 5, front: 5, interphase: 2 };

/** Screen speed of a tracer, um/s per A/m2 of local ionic current density. */
export const TRACER_SPEED = 3;
