import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/index.ts";
import { composeProse, digitsOf, renderProse, sectionsOf } from "../../src/lessons/prose.ts";
import { readLesson } from "../../src/lessons/read-lesson.ts";
import { MARKDOWN, momentWith, SMALL_LESSON, smallLesson } from "./stage.ts";

function problemsOf(file: unknown, markdown: string | undefined = MARKDOWN): string[] {
  try {
    readLesson({ file, markdown, problemsOfAddress: (query) => (query.includes("bad") ? ['"bad=1"'] : []) });
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ where, got, expected }) => `${where}: ${got}; ${expected}`);
  }
}

function withStep(changes: object): object {
  return { ...SMALL_LESSON, steps: [{ ...SMALL_LESSON.steps[0], ...changes }] };
}

describe("a lesson", () => {
  it("is read with its prose by heading", () => {
    const { title, steps, sections } = smallLesson();
    expect([title, steps.length, sections.get("Ask")]).toEqual(["Small", 2, "What now?"]);
  });

  it("may hold its prose itself", () => {
    expect(problemsOf({ ...SMALL_LESSON, markdown: MARKDOWN }, undefined)).toEqual([]);
    expect(problemsOf(SMALL_LESSON, "").join()).toMatch(/prompt: "Ask"; a heading of the Markdown/);
  });

  it("is refused with everything that has not its form", () => {
    const found = problemsOf({
      ...SMALL_LESSON,
      minutes: "ten",
      colour: 1,
      steps: [{ ...SMALL_LESSON.steps[0], id: "A b" }],
    });
    expect(found).toContainEqual('minutes: "ten"; minutes, above 0');
    expect(found).toContainEqual("colour: an unknown key; no such key");
    expect(found).toContainEqual('steps.0.id: "A b"; lower-case letters, digits and hyphens');
    expect(problemsOf(7)).toEqual(["lesson: 7; a lesson, an object"]);
  });

  it.each([
    [{ setUp: "bad=1" }, /setUp: "bad=1"; what the page's address can say/],
    [{ setUp: undefined }, /steps.0.setUp: nothing/],
    [{ until: undefined }, /until: nothing; when the solved state/],
    [{ until: "A.voltage" }, /until: "A.voltage" is a number/],
    [{ claims: ["A.x > 1"] }, /claims.0: .*x is none of/],
    [{ visible: ["cell.colour"] }, /visible: "cell.colour"; a parameter/],
    [{ reveal: "Nowhere" }, /reveal: "Nowhere"; a heading of the Markdown: Ask, Tell/],
    [{ prediction: undefined }, /prediction: nothing; what is predicted/],
    [
      { prediction: { ...SMALL_LESSON.steps[0].prediction, maximum: 2 } },
      /prediction: 3 to 2; a minimum below/,
    ],
    [
      {
        prediction: {
          kind: "choice",
          outcome: [{ label: "U", value: "A.voltage", unit: "V" }],
          choices: [{ text: "a" }, { text: "b" }],
        },
      },
      /no right choice; one.*no misconception/,
    ],
    [{ minutes: 9 }, /minutes: 5; at least the 9/],
  ])("is refused where a step has %o", (changes, words) =>
    expect(problemsOf(withStep(changes)).join(" ")).toMatch(words),
  );

  it("is refused where two steps have one name", () => {
    const [step] = SMALL_LESSON.steps;
    expect(problemsOf({ ...SMALL_LESSON, steps: [step, step] })).toContainEqual(
      'steps: "one" more than once; an id of its own for each step',
    );
  });
});

describe("prose", () => {
  it("is parted by headings, but not by those of code", () => {
    expect([...sectionsOf("# A\nx\n```\n# B\n```\n## C ##\ny\n# A\nz").keys()]).toEqual(["A", "C"]);
  });

  it("takes numbers from the solved state", () => {
    const cells = momentWith({ voltage: -3.25 });
    expect(renderProse("{{A.voltage: 3}} {{A.voltage}} {{ B.retention: 1 }}", cells)).toBe(
      "<p>\u22123.250 \u22123.25 \u2013</p>",
    );
  });

  it("has numbers that are parameters, as elements between tags and as nothing within one", () => {
    const text = 'At **{cell.cRate}**C, {not a parameter} {alone} [x](# "{cell.cRate}") \ue0000\ue001';
    const shown = composeProse(
      text,
      (place, k) => `<b>${k} ${place.kind}</b>`,
      () => '"<',
    );
    expect(shown).toBe(
      '<p>At <strong><b>0 parameter</b></strong>C, {not a parameter} {alone} <a href="#" title="&quot;&lt;">x</a> 0</p>',
    );
    expect(renderProse("{cell.cRate}", momentWith({}), () => 0.5)).toBe("<p>0.5</p>");
    expect(renderProse("{cell.cRate}", momentWith({}))).toBe("<p>\u2013</p>");
  });

  it("tells numbers as finely as they are predicted", () => {
    expect([20, 1, 0.5, 0.1, 0.05, 0.01].map(digitsOf)).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it("is refused where a parameter is none, or no number", () => {
    for (const [path, isRefused] of [
      ["cell.cRate", false],
      ["cell.colour", true],
      ["solver.model", true],
    ] as const) {
      const markdown = `# Ask\n\nAt {${path}}.\n\n# Tell\n\nIt is so.\n`;
      const read = (): unknown => readLesson({ file: SMALL_LESSON, markdown, problemsOfAddress: () => [] });
      if (isRefused) expect(read).toThrow(`"Ask": got {${path}}; expected a parameter that is a number`);
      else expect(read).not.toThrow();
    }
  });

  it("shows neither HTML nor dangerous links of a lesson", () => {
    const shown = renderProse("**a** <img src=x onerror=alert(1)> [b](javascript:alert(1))", momentWith({}));
    expect(shown).toContain("<strong>a</strong>");
    expect(shown).not.toMatch(/<img|javascript:/);
  });
});
