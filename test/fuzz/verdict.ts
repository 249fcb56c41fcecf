/** What came of a case: a fault in words, or nothing; the tag tells what kind of end it had, for counting. */
export interface Verdict {
  readonly fault?: string;
  readonly tag: string;
}
