/** Sentences for the person. */

export interface Notice {
  readonly words: string;
  /** Stays until it is dismissed. */
  readonly lasting: boolean;
}

/** What the run of a cell had to say. */
export interface CellNote {
  readonly cell: 0 | 1;
  readonly words: string;
}
