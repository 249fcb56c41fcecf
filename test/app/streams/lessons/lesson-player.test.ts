import { describe, expect, it, onTestFinished } from "vitest";
import { classQuery } from "../../../../src/app/streams/lessons/class-link.ts";
import { LessonPlayer } from "../../../../src/app/streams/lessons/lesson-player.ts";
import { type ClassRun, decodeLook } from "../../../../src/app/streams/look.ts";
import type { Lesson } from "../../../../src/lessons/read-lesson.ts";
import { SMALL_LESSON, smallLesson } from "../../../lessons/stage.ts";
import { type OpenedSession, openSession } from "../open-session.ts";

const [predict, observe] = SMALL_LESSON.steps;
const asked = { ...predict.prediction, minimum: 0, maximum: 100, outcome: "A.time" };
const steps = [
  { ...predict, until: "A.time >= 0.5", prediction: asked, hints: ["One.", "Two."] },
  { ...observe, until: "A.time >= 1" },
];

function begin(
  lesson: Lesson,
  index = 0,
  run?: ClassRun,
): OpenedSession & { readonly player: LessonPlayer; readonly kept: Map<string, string> } {
  const opened = openSession({ playing: true, speed: 36_000 });
  const kept = new Map<string, string>();
  const marks = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  };
  const player = new LessonPlayer({ session: opened.session, lesson, name: "small", marks, run }, index);
  onTestFinished(() => {
    player.subscription.unsubscribe();
    opened.session.dispose();
  });
  return { ...opened, player, kept };
}

describe("a played lesson", () => {
  it("sets the cells up and holds them until a prediction is stored", async () => {
    const { session, player, play } = begin(smallLesson({ steps }));
    await play(10);
    expect(session.store.state).toMatchObject({
      parameters: { "cell.cRate": 1 },
      seed: 1,
      mesh: "draft",
      playing: false,
    });
    expect(player.state$.value).toMatchObject({ index: 0, isOpen: false, answer: { hints: 0 } });
    session.store.update({ playing: true, speed: 36_000 });
    await play(20);
    expect(player.state$.value.moment[0]?.time).toBeGreaterThan(0.5);
    expect(player.state$.value.answer.outcome).toBeUndefined();
  });

  it("keeps prediction and outcome, and a prediction once", async () => {
    const { session, player, play, kept } = begin(smallLesson({ steps }));
    await play(3);
    player.predict(2);
    player.predict(3);
    expect(session.store.state.playing).toBe(true);
    session.store.update({ speed: 36_000 });
    await play(20);
    const { answer } = player.state$.value;
    expect(answer.prediction).toBe(2);
    expect(answer.outcome?.[0]?.time).toBeGreaterThanOrEqual(0.5);
    expect(JSON.parse([...kept.values()][0]!).small.one.prediction).toBe(2);
  });

  it("goes on with the same cells where a step has no set-up, and back to a set-up where it comes from elsewhere", async () => {
    const { player, play, kinds, session } = begin(smallLesson({ steps }));
    await play(3);
    player.predict(2);
    session.store.update({ speed: 36_000 });
    await play(20);
    const restarts = kinds(0).filter((kind) => kind === "restart").length;
    player.go(1);
    await play(2);
    expect(kinds(0).filter((kind) => kind === "restart")).toHaveLength(restarts);
    expect(player.state$.value.answer.outcome).toBeDefined();
    player.reset();
    await play(2);
    expect(kinds(0).filter((kind) => kind === "restart")).toHaveLength(restarts + 1);
    expect(player.state$.value.answer.outcome).toBeUndefined();
  });

  it("gives hints one by one, as many as there are", () => {
    const { player } = begin(smallLesson({ steps }));
    for (let k = 0; k < 3; k++) player.takeHint();
    expect(player.state$.value.answer.hints).toBe(2);
  });

  it("keeps what counts, once for each run", async () => {
    const score = { label: "Time", value: "A.time", unit: "h" };
    const free = { ...steps[1], kind: "free", setUp: "", score };
    const { player, play, session } = begin(smallLesson({ steps: [free] }));
    session.store.update({ speed: 36_000 });
    await play(30);
    expect(player.state$.value.answer.best).toHaveLength(1);
  });

  it("begins anew as a whole: nothing is predicted, and what counted stays", async () => {
    const { session, player, play, kinds } = begin(smallLesson({ steps }));
    await play(3);
    player.predict(2);
    session.store.update({ speed: 36_000 });
    await play(20);
    player.go(1);
    await play(2);
    const restarts = kinds(0).filter((kind) => kind === "restart").length;
    player.restart();
    await play(2);
    expect(kinds(0).filter((kind) => kind === "restart")).toHaveLength(restarts + 1);
    expect(player.state$.value).toMatchObject({ index: 0, isOpen: false });
    expect(player.answers.small?.one).toEqual({ hints: 0, best: undefined });
    expect(session.store.state.playing).toBe(false);
  });
});

describe("a class link", () => {
  it("has every pupil begin with the same cells, seed and changes, at whatever pace", async () => {
    const teacher = begin(smallLesson({ steps }));
    await teacher.play(3);
    teacher.session.store.update({ seed: 7, events: [{ time: 600, path: "cell.cRate", value: 2 }] });
    await teacher.play(2);
    const query = classQuery({
      ...{ lesson: "small", step: predict, number: 1 },
      query: (withTime) => teacher.session.query(withTime),
    });
    const { look } = decodeLook(query, { kept: undefined, paths: new Set() });
    expect(look).toMatchObject({ lesson: "small", step: 1, run: { step: 1 } });
    const requests = await Promise.all(
      [600, 1200, 7200, 36_000, 100_000].map(async (speed) => {
        const pupil = begin(smallLesson({ steps }), look.step - 1, look.run);
        await pupil.play(2);
        pupil.player.predict(3);
        pupil.session.store.update({ speed });
        await pupil.play(Math.ceil(40_000 / speed));
        return pupil.ports.map(({ commands }) => commands.findLast(({ kind }) => kind === "restart"));
      }),
    );
    const sent = requests.map((pair) =>
      JSON.stringify(pair.map((command) => ({ ...command, generation: 0 }))),
    );
    expect(new Set(sent).size).toBe(1);
    expect(sent[0]).toContain('"600s:cell.cRate=2"');
    expect(sent[0]).toContain('"seed":7');
  });

  it("has what goes on from a step before begin at the time that it has come to, and its seed in all steps", async () => {
    const run = { step: 2, query: "seed=9&cell.cRate=2&t=1800" };
    const { session, player, play } = begin(smallLesson({ steps }), 1, run);
    await play(60);
    expect(session.store.state).toMatchObject({ seed: 9, mesh: "draft", parameters: { "cell.cRate": 2 } });
    expect(session.conductor.clock.time).toBeGreaterThanOrEqual(1800);
    player.go(0);
    await play(2);
    expect(session.store.state).toMatchObject({ seed: 9, parameters: { "cell.cRate": 1 } });
    player.restart();
    expect(player.state$.value.index).toBe(1);
  });
});
