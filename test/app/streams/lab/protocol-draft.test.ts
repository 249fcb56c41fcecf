/** Blocks and text of a protocol are one value: what is edited in one is read back from the other. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  layProtocol,
  outlineProtocolText,
  type ProtocolOutline,
  parseScenario,
  protocolTextOf,
  type Scenario,
} from "../../../../sim-core/index.ts";
import { checkProtocol } from "../../../../src/app/engine/check-protocol.ts";
import type { CellRequest, ProtocolCheck } from "../../../../src/app/engine/messages.ts";
import {
  addBlock,
  addStep,
  moveBlock,
  moveStep,
  removeBlock,
  removeStep,
  sayStep,
  setBlock,
  setEnd,
  setSentence,
  setStep,
  stepKinds,
  turnInto,
  writeDraft,
} from "../../../../src/app/streams/lab/protocol-draft.ts";
import { lineOf, problemsAt } from "../../../../src/app/streams/lab/protocol-problems.ts";

const load = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../scenarios/${name}.json`, import.meta.url), "utf8"));

const resolve = ({ scenario, overrides, events, protocol }: CellRequest): Scenario =>
  parseScenario(layProtocol(load(scenario), protocol), { load, overrides, events });

function check(protocol: string | undefined, scenario = "ncm"): ProtocolCheck {
  return checkProtocol({ scenario, overrides: {}, events: [], protocol }, resolve);
}

const TEXT = `# formation x3
Charge at C/10 until 4.3 V or for 12 h
Discharge at 1 mA/cm2 until 2.6 V at 45 degC
# cycling x100
Hold at 4.3 V until C/20
Rest for 10 min to 60 degC over 1 h
# reference every 25
Discharge at the cell's rate until 2.6 V
End when retention < 80 %
`;

const draftOf = (text: string): ProtocolOutline => outlineProtocolText(text, undefined)!;
const first = { block: 0, list: "steps", step: 0 } as const;

describe("the text of a protocol", () => {
  it.each(["ncm", "lzp-ncm", "ncm-gitt", "ncm-cc-cv", "ncm-ageing", "ncm-storage", "ncm-hppc", "tomo-ncm"])(
    "holds that of %s: the same steps, blocks, counts and ends",
    (name) => {
      const before = resolve({ scenario: name, overrides: {}, events: [] });
      const text = protocolTextOf(before);
      const after = resolve({ scenario: name, overrides: {}, events: [], protocol: text });
      const spoken = ({ protocol }: Scenario): unknown =>
        JSON.parse(JSON.stringify(protocol, (key, value) => (key === "text" ? undefined : value)));
      const passes = ({ protocol }: Scenario): unknown => ({
        ...(spoken({ protocol } as Scenario) as object),
        // A parameter of its own, which stands in no text.
        referenceCycle: 0,
        // Of plain steps the repetition is that of their block then.
        ...(protocol.blocks.length === 1 && {
          repeat: 1,
          blocks: [
            {
              ...(spoken({ protocol } as Scenario) as { blocks: object[] }).blocks[0],
              repeat: protocol.repeat * protocol.blocks[0]!.repeat,
            },
          ],
        }),
      });
      expect(passes(after)).toEqual(passes(before));
      expect(check(text, name)).toMatchObject({ problems: [], text });
    },
  );

  it("is taken apart into what is done, at what value, until when, in what surroundings", () => {
    const { blocks, end } = draftOf(TEXT);
    expect(blocks.map(({ name, repeat }) => [name, repeat])).toEqual([
      ["formation", 3],
      ["cycling", 100],
    ]);
    expect(blocks[0]!.steps.map(({ parts }) => parts)).toEqual([
      { kind: "charge", value: "C/10", until: ["4.3 V", "12 h"], surroundings: [] },
      { kind: "discharge", value: "1 mA/cm2", until: ["2.6 V"], surroundings: ["45 degC"] },
    ]);
    expect(blocks[1]!.steps[1]!.parts).toEqual({
      ...{ kind: "rest", value: "", until: ["10 min"], surroundings: ["60 degC over 1 h"] },
    });
    expect(blocks[1]!.check).toMatchObject({ every: 25, name: "reference" });
    expect(end).toEqual(["retention < 80 %"]);
  });

  it("comes out of the blocks again, and each step out of its parts", () => {
    const draft = draftOf(TEXT);
    expect(writeDraft(draft, false)).toBe(TEXT);
    const parts = draft.blocks.flatMap(({ steps }) => steps.map((step) => step.parts!));
    for (const own of parts) {
      const again = draftOf(sayStep(own)).blocks[0]!.steps[0]!.parts;
      expect(again).toEqual(own);
    }
  });

  it("stays JSON where it was, and is JSON where sentences do not hold it", () => {
    const json =
      '{"repeat": 2, "steps": [{"charge": "rate", "until": "4.3 V"}, {"rest": "1 h"}], "end": "100 cycles"}';
    const draft = draftOf(json);
    expect(draft.blocks[0]).toMatchObject({ name: "cycling", repeat: 2 });
    expect(JSON.parse(writeDraft(draft, true))).toEqual({
      ...{ repeat: 1, end: ["100 cycles"] },
      blocks: [{ name: "cycling", repeat: 2, steps: [{ charge: "rate", until: "4.3 V" }, { rest: "1 h" }] }],
    });
    expect(writeDraft(draft, false)).toContain("# cycling x2\nCharge at rate until 4.3 V\nRest for 1 h\n");
    const profile = '{"steps": [{"profile": {"time": [0, 1], "unit": "C", "current": [1]}}]}';
    expect(JSON.parse(writeDraft(draftOf(profile), false)).blocks[0].steps[0]).toHaveProperty("profile");
  });
});

describe("blocks", () => {
  const draft = draftOf(TEXT);
  const sentences = (own: ProtocolOutline, block = 0): unknown[] =>
    own.blocks[block]!.steps.map(({ written }) => written);

  it("take, move and lose steps, those of a check too", () => {
    const [charge, discharge] = sentences(draft);
    expect(sentences(moveStep(draft, first, 1))).toEqual([discharge, charge]);
    expect(moveStep(draft, first, -1)).toEqual(draft);
    expect(sentences(removeStep(draft, first))).toEqual([discharge]);
    expect(sentences(addStep(draft, first, "rest")).at(-1)).toBe("Rest for 10 min");
    const checked = addStep(draft, { block: 1, list: "check" }, "hold");
    expect(checked.blocks[1]!.check!.steps.at(-1)!.written).toBe("Hold at 4.3 V until C/20");
  });

  it("are added, moved, named, counted and removed, with what ends the run", () => {
    expect(addBlock(draft).blocks).toHaveLength(3);
    expect(moveBlock(draft, 0, 1).blocks.map(({ name }) => name)).toEqual(["cycling", "formation"]);
    expect(removeBlock(draft, 0).blocks.map(({ name }) => name)).toEqual(["cycling"]);
    expect(writeDraft(setBlock(draft, 0, { name: "slow", repeat: 1 }), false)).toMatch(/^# slow\n/);
    expect(setEnd(draft, "100 cycles; time > 3 days ").end).toEqual(["100 cycles", "time > 3 days"]);
  });

  it("every kind of new step can be run, and turns into every other one", () => {
    for (const kind of stepKinds) {
      const added = addStep(draft, first, kind);
      expect(check(writeDraft(added, false)).problems, kind).toEqual([]);
      const { parts } = added.blocks[0]!.steps.at(-1)!;
      for (const other of stepKinds) {
        const turned = setStep(draft, { ...first, step: 1 }, turnInto(parts!, other));
        expect(check(writeDraft(turned, false)).problems, `${kind} to ${other}`).toEqual([]);
      }
    }
  });
});

describe("problems of a protocol", () => {
  it("stand at the step and in the line that they are about", () => {
    const text = TEXT.replace("Hold at 4.3 V", "Hold at 4.3 Q").replace("80 %", "80 apples");
    const { problems, outline, cycles } = check(text);
    expect(cycles).toBeUndefined();
    expect(problems.map(({ where }) => where)).toEqual(["protocol.blocks.1.steps.0", "protocol.end.0"]);
    expect(problems.map((own) => lineOf(own, text, outline))).toEqual([5, 9]);
    expect(problemsAt(problems, outline!.blocks[1]!.steps[0]!.where)).toEqual([problems[0]]);
    expect(problemsAt(problems, outline!.blocks[0]!.steps[0]!.where)).toEqual([]);
    expect(outline!.blocks[1]!.steps[0]!.parts).toBeUndefined();
    const mended = setSentence(outline!, { block: 1, list: "steps", step: 0 }, "Hold at 4.3 V until C/20");
    expect(check(writeDraft(setEnd(mended, ""), false)).problems).toEqual([]);
  });

  it("are said of JSON that is none, and of nothing at all", () => {
    expect(check('{"steps": [').problems[0]).toMatchObject({
      where: "protocol",
      got: expect.stringMatching(/^invalid JSON \(/),
      expected: "JSON, or sentences, one a line",
    });
    expect(check("").problems).not.toEqual([]);
    expect(check("").outline?.blocks ?? []).toEqual([]);
  });

  it("are none of the scenario's own, which is told with its cycles", () => {
    expect(check(undefined)).toMatchObject({ problems: [], cycles: 70 });
    expect(check(undefined).text).toBe(
      "# cycling x70\nCharge at the cell's rate until 4.3 V\nDischarge at the cell's rate until 2.6 V\n",
    );
  });
});
