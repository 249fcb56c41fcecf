/** How what is painted of the two cells is set against each other. */

/** Side by side, A less B, a curtain between them in one place, or one after the other in one place. */
export const comparisonViews = ["side", "difference", "curtain", "blink"] as const;
export type ComparisonView = (typeof comparisonViews)[number];
