import { describe, expect, it } from "vitest";
import { createCellEngine } from "../../../../src/app/engine/cell-engine.ts";
import { type SolvedStep, solveLesson } from "../../../../src/app/streams/lessons/solve-lesson.ts";
import { SMALL_LESSON, smallLesson } from "../../../lessons/stage.ts";
import { createFakePort, type FakeCell } from "../../engine/fake-cell.ts";
import { endless } from "../open-session.ts";

const [predict, observe] = SMALL_LESSON.steps;
const asked = { ...predict.prediction, minimum: 0, maximum: 100, outcome: "A.time" };
const steps = [
  { ...predict, until: "A.time >= 0.5", prediction: asked },
  { ...observe, until: "A.time >= 1" },
];

/** Solves with two fake cells, whose ports answer in between. */
async function solve(
  lesson: ReturnType<typeof smallLesson>,
  { cell = endless, until = 9 }: { readonly cell?: FakeCell; readonly until?: number } = {},
) {
  const ports = [createFakePort(cell), createFakePort(cell)] as const;
  const solved: SolvedStep[] = [];
  let isOver = false;
  const engines = [createCellEngine(ports[0]), createCellEngine(ports[1])] as const;
  const all = (async () => {
    for await (const step of solveLesson(lesson, engines, () => solved.length < until)) solved.push(step);
    isOver = true;
  })();
  while (!isOver) for (const port of ports) await port.settle();
  await all;
  return { solved, ports };
}

describe("a lesson that is solved for paper", () => {
  it("comes to each step's condition, and goes on where a step sets nothing up", async () => {
    const { solved, ports } = await solve(smallLesson({ steps }));
    expect(solved.map(({ step }) => step.id)).toEqual(["one", "two"]);
    expect(solved[0]!.moment?.[0]?.time).toBeCloseTo(0.5, 1);
    expect(solved[1]!.moment?.[1]?.time).toBeCloseTo(1, 1);
    expect(solved[1]).toMatchObject({ seed: 1, cells: [{ name: "NCM" }, { name: "LZP-NCM" }] });
    expect(ports[0].commands.filter(({ kind }) => kind === "restart")).toHaveLength(1);
  });

  it("changes on the way what a step asks for", async () => {
    const changed = [steps[0], { ...steps[1], solution: { "cell.cRate": 2 } }];
    const { ports } = await solve(smallLesson({ steps: changed }));
    const revised = ports[1].commands.find((command) => command.kind === "revise");
    expect(revised).toMatchObject({ request: { events: [expect.stringMatching(/^\d+s:cell\.cRate=2$/)] } });
  });

  it("says so where the cells end before, and stops where nobody waits any more", async () => {
    const { solved } = await solve(smallLesson({ steps }), { cell: { ...endless, end: 2400 } });
    expect(solved.map(({ moment }) => moment === undefined)).toEqual([false, true]);
    const left = await solve(smallLesson({ steps }), { until: 1 });
    expect(left.solved).toHaveLength(1);
  });
});
