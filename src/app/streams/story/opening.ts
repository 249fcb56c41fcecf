/** When the page opens with its story: on a first visit to the bare address, or where the address asks for it. */

/** Key of the mark of a browser that has seen it. */
const SEEN = "fluxtwin.story";

type Marks = Pick<Storage, "getItem" | "setItem">;

/**
 * Whether the story is shown: as `story=1` or `story=0` of the address says; else on a first visit, where the address says
 * nothing at all, since whoever follows a link wants to see what it is about. Without a place for the mark it is not.
 */
export function opensStory(search: string, marks: Marks | undefined): boolean {
  const query = new URLSearchParams(search);
  const asked = query.get("story");
  if (asked !== null) return asked === "1";
  return query.size === 0 && marks !== undefined && marks.getItem(SEEN) === null;
}

/** Marks this browser as one that has seen it. */
export function markStory(marks: Marks | undefined): void {
  try {
    marks?.setItem(SEEN, "seen");
  } catch {
    // A full or locked place: it is shown once more.
  }
}

/** Returns the place for marks; undefined where the browser offers none. */
export function browserMarks(): Marks | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
