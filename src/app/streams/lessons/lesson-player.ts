/**
 * Plays a lesson: sets the cells of a step up, holds them until a prediction is stored, watches the solved state for what the
 * step waits for, and keeps the answers.
 */
import { BehaviorSubject, combineLatest, Subscription } from "rxjs";
import type { Frame } from "../../../../sim-core/index.ts";
import {
  type Answers,
  keepAnswers,
  keepable,
  keptAnswers,
  NO_ANSWER,
  numberIn,
  type Prediction,
  type StepAnswer,
  withAnswer,
  withBest,
} from "../../../lessons/answers.ts";
import { compileCondition, type HoldsIn } from "../../../lessons/expression.ts";
import { type MomentPair, momentOf } from "../../../lessons/moment.ts";
import type { Lesson, LessonStep } from "../../../lessons/read-lesson.ts";
import type { FramePair } from "../clock/newest-frames.ts";
import { historyUntil } from "../history.ts";
import type { ClassRun } from "../look.ts";
import type { HistoryPair } from "../recorder.ts";
import type { Session } from "../session.ts";
import { encodeState } from "../url-state.ts";
import { decodeSetUp } from "./set-up.ts";

/** What of a session a lesson needs. */
export type PlayedSession = Pick<Session, "store" | "engines" | "histories$" | "begin" | "statuses$"> & {
  readonly viewing: Pick<Session["viewing"], "frames$">;
};

export interface PlayState {
  readonly index: number;
  readonly step: LessonStep;
  readonly answer: StepAnswer;
  /** Whether the outcome may be seen: a prediction is stored, or none is asked for. */
  readonly isOpen: boolean;
  /** The solved state as it is shown. */
  readonly moment: MomentPair;
}

export interface PlayerParts {
  readonly session: PlayedSession;
  readonly lesson: Lesson;
  /** What the answers are kept under. */
  readonly name: string;
  readonly marks: Pick<Storage, "getItem" | "setItem"> | undefined;
  /** What a class link has the cells of a step begin as. */
  readonly run?: ClassRun | undefined;
}

const NOTHING: MomentPair = [undefined, undefined];

export class LessonPlayer {
  readonly subscription = new Subscription();
  readonly state$: BehaviorSubject<PlayState>;
  readonly #parts: PlayerParts;
  #answers: Answers;
  #holds: HoldsIn = () => false;
  /** Frames of cells that were there before those of the step. */
  #stale = new WeakSet<Frame>();
  #awaited = new Set<0 | 1>();
  /** Whether the run that goes has counted already. */
  #counted = false;

  constructor(parts: PlayerParts, index: number) {
    this.#parts = parts;
    this.#answers = keptAnswers(parts.marks);
    const { engines, viewing, histories$ } = parts.session;
    this.state$ = new BehaviorSubject(this.#stateOf(this.#within(index)));
    for (const cell of [0, 1] as const) {
      const built = engines[cell].built$.subscribe(() => {
        this.#awaited.delete(cell);
        this.#counted = false;
      });
      this.subscription.add(built);
    }
    this.#enter(this.#within(index), true);
    this.subscription.add(
      combineLatest([viewing.frames$, histories$]).subscribe(([frames, histories]) =>
        this.#see(frames, histories),
      ),
    );
  }

  get answers(): Answers {
    return this.#answers;
  }

  /** Goes to a step; a step without a set-up of its own goes on with the cells of the one before. */
  go(index: number): void {
    const to = this.#within(index);
    if (to !== this.state$.value.index) this.#enter(to, to !== this.state$.value.index + 1);
  }

  /** Keeps a prediction, which cannot be changed any more, and lets the cells run. */
  predict(prediction: Prediction): void {
    const { answer, isOpen } = this.state$.value;
    if (isOpen) return;
    this.#answer({ ...answer, prediction });
    this.#parts.session.store.update({ playing: true });
  }

  takeHint(): void {
    const { answer, step } = this.state$.value;
    this.#answer({ ...answer, hints: Math.min(answer.hints + 1, step.hints?.length ?? 0) });
  }

  /** Begins the step anew; what counted stays. */
  reset(): void {
    const { index, answer } = this.state$.value;
    // What was shown last is no answer to what begins.
    this.#answer({ ...NO_ANSWER, best: answer.best }, NOTHING);
    this.#enter(index, true);
  }

  /** Begins the lesson anew: nothing is predicted, nothing solved; what counted stays. */
  restart(): void {
    const { name, marks } = this.#parts;
    const own = Object.entries(this.#answers[name] ?? {}).map(
      ([id, { best }]) => [id, { ...NO_ANSWER, best }] as const,
    );
    this.#answers = { ...this.#answers, [name]: Object.fromEntries(own) };
    keepAnswers(marks, this.#answers);
    // A class begins where its link says.
    this.#enter(this.#within((this.#parts.run?.step ?? 1) - 1), true);
  }

  /** `again`: sets the cells up, where the step has no set-up as the last one before it that has. */
  #enter(index: number, again: boolean): void {
    const { lesson, session } = this.#parts;
    const state = this.#stateOf(index);
    const condition = state.step.until === undefined ? undefined : compileCondition(state.step.until);
    this.#holds = condition === undefined ? () => true : "read" in condition ? condition.read : () => false;
    const { run } = this.#parts;
    const isBegun = again || state.step.setUp !== undefined;
    const before = lesson.steps.slice(0, index).map((_, k) => this.#setUpOf(k));
    const setUp = isBegun ? (this.#setUpOf(index) ?? before.findLast((own) => own !== undefined)) : undefined;
    if (setUp === undefined) {
      session.store.update({ playing: state.isOpen });
    } else {
      this.#awaited = new Set([0, 1]);
      const decoded = decodeSetUp(setUp, { ...lesson, ...seedOf(run, lesson) });
      session.begin({
        ...decoded,
        state: { ...decoded.state, playing: decoded.state.playing && state.isOpen },
      });
    }
    this.state$.next({ ...state, moment: setUp === undefined ? this.state$.value.moment : NOTHING });
    if (setUp === undefined) this.#judge(this.state$.value.moment);
  }

  /** That of the class, where its link has one for the step. */
  #setUpOf(index: number): string | undefined {
    const { run, lesson } = this.#parts;
    return run?.step === index + 1 ? run.query : lesson.steps[index]?.setUp;
  }

  #see(frames: FramePair, histories: HistoryPair): void {
    const isOld =
      this.#awaited.size > 0 || frames.some((frame) => frame !== undefined && this.#stale.has(frame));
    if (this.#awaited.size > 0) for (const frame of frames) if (frame !== undefined) this.#stale.add(frame);
    if (isOld) return;
    const moment = momentsOf(frames, histories);
    this.state$.next({ ...this.state$.value, moment });
    this.#keepCurve(frames, histories);
    this.#judge(moment);
  }

  #keepCurve(frames: FramePair, histories: HistoryPair): void {
    const { step, answer } = this.state$.value;
    if (step.prediction?.kind !== "curve" || answer.prediction === undefined || answer.outcome !== undefined)
      return;
    const { afterCycle = {} } = answer;
    const finished = Math.min(...histories.map(({ cycles }) => cycles.length));
    const missing = step.prediction.cycles.filter(
      (cycle) => cycle <= finished && afterCycle[cycle] === undefined,
    );
    if (missing.length === 0) return;
    const added = missing.map((cycle) => [cycle, keepable(momentsOf(frames, histories, cycle))] as const);
    this.#answer({ ...answer, afterCycle: { ...afterCycle, ...Object.fromEntries(added) } });
  }

  #judge(moment: MomentPair): void {
    const { step, answer, isOpen } = this.state$.value;
    if (!isOpen || !this.#holds(moment)) return;
    if (step.score !== undefined && !this.#counted) {
      this.#counted = true;
      const { store } = this.#parts.session;
      const result = { value: numberIn(step.score.value, moment), query: encodeState(store.state) };
      this.#answer({ ...answer, outcome: keepable(moment), best: withBest(answer.best ?? [], result) });
    } else if (answer.outcome === undefined) this.#answer({ ...answer, outcome: keepable(moment) });
  }

  #answer(answer: StepAnswer, moment = this.state$.value.moment): void {
    const { name, marks } = this.#parts;
    const { step, index } = this.state$.value;
    this.#answers = withAnswer(this.#answers, name, step.id, answer);
    keepAnswers(marks, this.#answers);
    this.state$.next({ ...this.#stateOf(index), moment });
    if (answer.outcome === undefined) this.#judge(moment);
  }

  #stateOf(index: number): PlayState {
    const { lesson, name } = this.#parts;
    const step = lesson.steps[index]!;
    const answer = this.#answers[name]?.[step.id] ?? NO_ANSWER;
    const isOpen = step.prediction === undefined || answer.prediction !== undefined;
    return { index, step, answer, isOpen, moment: NOTHING };
  }

  #within(index: number): number {
    return Math.min(Math.max(index, 0), this.#parts.lesson.steps.length - 1);
  }
}

/** The seed of a class is that of all its steps. */
function seedOf(run: ClassRun | undefined, lesson: Lesson): Pick<Lesson, "seed"> {
  return {
    seed: run === undefined ? lesson.seed : (decodeSetUp(run.query, lesson).state.seed ?? lesson.seed),
  };
}

/** `finished`: as if no more than so many cycles had been finished. */
function momentsOf(frames: FramePair, histories: HistoryPair, finished?: number): MomentPair {
  const read = (cell: 0 | 1) => {
    const frame = frames[cell];
    if (frame === undefined) return undefined;
    const { cycles } = historyUntil(histories[cell], frame.time);
    return momentOf(frame, (finished === undefined ? cycles : histories[cell].cycles).slice(0, finished));
  };
  return [read(0), read(1)];
}
