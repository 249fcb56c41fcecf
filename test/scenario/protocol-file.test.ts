import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { countCycles } from "../../sim-core/scenario/protocol/protocol.ts";
import { parseProtocolText } from "../../sim-core/scenario/protocol/protocol-file.ts";
import { fileWith, loadShipped, problemsOf } from "./shipped-scenarios.ts";

const TEXT = `
# formation x3
Charge at C/10 until 4.3 V
Discharge at C/10 until 2.6 V

# rate test 1C, 2 times:
Discharge at 1C until 2.6 V
## cycling ×100
Charge at 0.5C until 4.3 V
Discharge at 0.5C until 2.6 V
# reference, every 25 cycles
Discharge at C/10 until 2.6 V
# storage
Rest for 30 days
End when retention < 80 %
end: 2 years
`;

describe("a protocol as a text", () => {
  it("has a block under each heading, checks and ends", () => {
    const protocol = parseProtocolText(TEXT);
    expect(protocol).toEqual({
      blocks: [
        {
          name: "formation",
          repeat: 3,
          steps: ["Charge at C/10 until 4.3 V", "Discharge at C/10 until 2.6 V"],
        },
        { name: "rate test 1C", repeat: 2, steps: ["Discharge at 1C until 2.6 V"] },
        {
          name: "cycling",
          repeat: 100,
          steps: ["Charge at 0.5C until 4.3 V", "Discharge at 0.5C until 2.6 V"],
          check: { name: "reference", every: 25, steps: ["Discharge at C/10 until 2.6 V"] },
        },
        { name: "storage", steps: ["Rest for 30 days"] },
      ],
      end: ["retention < 80 %", "2 years"],
    });
    const parsed = parseScenario(fileWith({ protocol }), { load: loadShipped }).protocol;
    expect(countCycles(parsed)).toBe(3 + 2 + 104 + 1);
    expect(parsed.end.map(({ kind }) => kind)).toEqual(["retentionBelow", "timeReached"]);
  });

  it("may be sentences alone", () => {
    expect(parseProtocolText("Rest for 1 h\r\nRest for 2 h")).toEqual({
      repeat: 1,
      steps: ["Rest for 1 h", "Rest for 2 h"],
    });
  });

  it("keeps any line as it stands", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const written = parseProtocolText(text) as { blocks?: { steps: string[] }[]; steps?: string[] };
        for (const { steps } of written.blocks ?? [{ steps: written.steps! }])
          for (const step of steps) expect(step.trim()).toBe(step);
        problemsOf(fileWith({ protocol: parseProtocolText(`# a x3\n${text}`) }));
      }),
      { seed: 9, numRuns: 200 },
    );
    expect(parseProtocolText(`# a${" ".repeat(1e5)}b x2\nRest for 1 h`)).toMatchObject({
      blocks: [{ name: "a b", repeat: 2 }],
    });
  });

  it("says where a sentence is wrong, and that an empty text holds nothing", () => {
    expect(
      problemsOf(fileWith({ protocol: parseProtocolText("# a\nRest for 1 h\nRset for 1 h") }))[0],
    ).toMatch(/^protocol.blocks.0.steps.1: got "Rset for 1 h"; expected .*did you mean "Rest"/);
    expect(problemsOf(fileWith({ protocol: parseProtocolText("") }))[0]).toMatch(
      /^protocol.blocks: got \[\]/,
    );
    expect(problemsOf(fileWith({ protocol: parseProtocolText("# a\n# b\nRest for 1 h") }))[0]).toMatch(
      /^protocol.blocks.0.steps: got \[\]/,
    );
  });
});

describe("the examples of the README", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const section = readme.slice(readme.indexOf("### Protocols"), readme.indexOf("### What is counted"));
  const [, json = "", text = ""] = /```json\n(.*?)```.*```\n(.*?)```/s.exec(section) ?? [];

  it("are protocols", () => {
    const file = { extends: "ncm", ...JSON.parse(`{${json}}`) };
    expect(countCycles(parseScenario(fileWith(file), { load: loadShipped }).protocol)).toBe(3 + 200 + 8);
    const { protocol } = parseScenario(fileWith({ protocol: parseProtocolText(text) }), {
      load: loadShipped,
    });
    expect(countCycles(protocol)).toBe(3 + 200 + 8);
    expect(protocol.end).toEqual([{ kind: "retentionBelow", value: 0.8 }]);
  });

  it("say limits and ends as they are read", () => {
    const said = (row: string): string[] => {
      const line = section.split("\n").find((one) => one.startsWith(`| ${row}`)) ?? "";
      return [...(line.split("|")[2] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] as string);
    };
    const steps = [
      ...said("rate").map((rate) => `Charge at ${rate} for 1 h`),
      ...said("ends of a charge").map(
        (limit) => `Discharge at 1C ${limit.startsWith("for") ? "" : "until "}${limit}`,
      ),
      ...said("ends of a hold").map((limit) => `Hold at 4 V until ${limit}`),
      ...said("surroundings").map((around) => `Rest for 1 h ${around}`),
    ];
    expect(steps.length).toBeGreaterThan(18);
    const end = said("end of the run").filter((one) => one !== "end");
    expect(end).toHaveLength(6);
    expect(problemsOf(fileWith({ protocol: { steps, end, repeat: 1 } }))).toEqual([]);
  });
});
