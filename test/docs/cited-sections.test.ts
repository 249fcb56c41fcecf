/** Sections of the manual that the code cites are there, and every law stands in the manual. */
import { describe, expect, it } from "vitest";
import { listHeadings, listLinks, listRepository, readText } from "./repository.ts";

const { files } = listRepository();
const MANUALS = ["physics", "numerics"] as const;
const CITING = /^(sim-core|src|test|scenarios)\/.*\.(ts|json)$/;
/** Rooms all of whose files are laws, or what laws are made of. */
const LAW_ROOMS =
  /^sim-core\/(kinetics|cathode|anode|electrolyte|degradation|mechanics\/(flow|front))\/[^/]+\.ts$/;
/** Examples of citations that are wrong. */
const OWN = "test/docs/cited-sections.test.ts";

interface Citation {
  readonly manual: string;
  readonly section: string;
}

/** Citations such as "physics.md 2.1, 8.3", also across the lines of a comment. */
function listCitations(text: string): Citation[] {
  const joined = text.replace(/\n\s*(\*|\/\/)?\s*/g, " ");
  const found = joined.matchAll(/\b(physics|numerics)\.md((?:(?:,| and)? \d+(?:\.\d+)*)+)/g);
  return Array.from(found).flatMap(([, manual = "", sections = ""]) =>
    Array.from(sections.matchAll(/\d+(?:\.\d+)*/g), ([section]) => ({ manual, section })),
  );
}

/** Numbers with which the headings of a manual begin. */
function listSections(manual: string): ReadonlySet<string> {
  const numbers = listHeadings(readText(`docs/${manual}.md`)).map(
    (own) => /^\d+(\.\d+)*/.exec(own)?.[0] ?? "",
  );
  return new Set(numbers);
}

const sections = new Map<string, ReadonlySet<string>>(MANUALS.map((name) => [name, listSections(name)]));

describe("the manual", () => {
  it("has every section that is cited", () => {
    const missing = [...files]
      .filter((path) => CITING.test(path) && path !== OWN)
      .flatMap((path) =>
        listCitations(readText(path))
          .filter(({ manual, section }) => !sections.get(manual)?.has(section))
          .map(({ manual, section }) => `${path}: ${manual}.md ${section}`),
      );
    expect(missing).toEqual([]);
  });

  it("is cited by head comments of the core", () => {
    const heads = [...files].filter((path) => /^sim-core\/.*\.ts$/.test(path));
    const count = heads.reduce((sum, path) => sum + listCitations(readText(path)).length, 0);
    expect(count).toBeGreaterThan(60);
  });

  it("finds citations in lists and across lines", () => {
    const text = "/**\n * Source: physics.md\n * 8.3, 9.10 and 4.1; k after numerics.md 3 (ii).\n */";
    expect(listCitations(text).map(({ manual, section }) => `${manual} ${section}`)).toEqual([
      "physics 8.3",
      "physics 9.10",
      "physics 4.1",
      "numerics 3",
    ]);
  });

  it("numbers its sections once", () => {
    for (const name of MANUALS) {
      const numbers = listHeadings(readText(`docs/${name}.md`)).flatMap(
        (own) => /^\d+(\.\d+)*/.exec(own)?.[0] ?? [],
      );
      expect(numbers).toEqual([...new Set(numbers)]);
    }
  });

  it("names every file of the rooms of laws", () => {
    const linked = new Set(MANUALS.flatMap((name) => listLinks(readText(`docs/${name}.md`))));
    const unnamed = [...files].filter((path) => LAW_ROOMS.test(path) && !linked.has(`../${path}`));
    expect(unnamed).toEqual([]);
  });
});
