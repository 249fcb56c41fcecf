/** The numbered lines of the tour lead to files that are there. */
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { listLinks, listRepository, readText } from "./repository.ts";

const { files } = listRepository();

/** Numbered lines with what is indented below them. */
function listItems(text: string): string[] {
  const items: string[] = [];
  for (const line of text.split("\n")) {
    if (/^\d+\. /.test(line)) items.push(line);
    else if (/^ +\S/.test(line) && items.length > 0) items.push(`${items.pop()} ${line.trim()}`);
  }
  return items;
}

describe("the tour", () => {
  const items = listItems(readText("docs/tour.md"));

  it("has a time step, the life of a frame and a slider's way in it", () => {
    expect(items.length).toBeGreaterThan(20);
  });

  it.each(items)("%s", (item) => {
    const named = listLinks(item).map((target) => posix.normalize(posix.join("docs", target)));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !files.has(path))).toEqual([]);
  });
});
