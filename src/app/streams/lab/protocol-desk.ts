/**
 * The protocol that is edited: one text, its blocks as another view of it, and what the reader of scenarios says of both. A
 * run begins with it when that is asked for.
 */
import {
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  map,
  type Observable,
  Subscription,
  skip,
} from "rxjs";
import {
  describeProblem,
  type InputProblem,
  type ProtocolOutline,
  type StepOutline,
} from "../../../../sim-core/index.ts";
import type { ProtocolCheck } from "../../engine/messages.ts";
import type { Notices } from "../notices.ts";
import { fitsLink } from "../protocol-state.ts";
import type { Store } from "../store.ts";
import { isJsonText, writeDraft } from "./protocol-draft.ts";

/** ms that nobody types before the text is judged. */
const PATIENCE = 250;

export const protocolTargets = ["both", "A", "B"] as const;
export type ProtocolTarget = (typeof protocolTargets)[number];

export interface DeskState {
  /** Whom it is for. */
  readonly target: ProtocolTarget;
  readonly text: string;
  /** What the cells run with; of A where they differ. */
  readonly running: string;
  /** That of the scenario. */
  readonly own: string;
  /** The text, taken apart; as it was last where the text cannot be. */
  readonly draft: ProtocolOutline | undefined;
  /** Where the steps of the text stand, as problems name them. */
  readonly places: ProtocolOutline | undefined;
  readonly problems: readonly InputProblem[];
  readonly warnings: readonly InputProblem[];
  readonly cycles: number | undefined;
  /** Not judged yet. */
  readonly isWaiting: boolean;
}

const EMPTY: DeskState = {
  ...{ target: "both", text: "", running: "", own: "", draft: undefined, places: undefined },
  ...{ problems: [], warnings: [], cycles: undefined, isWaiting: true },
};

export interface DeskParts {
  readonly store: Store;
  readonly notices$: Notices;
  readonly checks: { ask(cell: 0 | 1, text: string | undefined): Promise<ProtocolCheck> };
}

export class ProtocolDesk {
  readonly subscription = new Subscription();
  readonly #parts: DeskParts;
  readonly #state$ = new BehaviorSubject<DeskState>(EMPTY);
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    const { store } = parts;
    void this.#load();
    this.subscription.add(
      combineLatest([store.select("protocols"), store.select("pair"), store.select("link")])
        .pipe(
          map((own) => JSON.stringify(own)),
          distinctUntilChanged(),
          skip(1),
        )
        .subscribe(() => void this.#follow()),
    );
    this.subscription.add(() => clearTimeout(this.#timer));
  }

  get state$(): Observable<DeskState> {
    return this.#state$;
  }

  get state(): DeskState {
    return this.#state$.value;
  }

  /** Another text, which is taken apart once nobody types. */
  type(text: string): void {
    this.#set({ text, isWaiting: true });
    this.#judgeSoon((check) => check.outline ?? this.state.draft);
  }

  /** Other blocks; the text follows. */
  edit(change: (draft: ProtocolOutline) => ProtocolOutline): void {
    const { draft, text } = this.state;
    if (draft === undefined) return;
    const changed = change(draft);
    this.#set({ draft: changed, text: writeDraft(changed, isJsonText(text)), isWaiting: true });
    this.#judgeSoon(({ outline }) => takeParts(this.state.draft, outline));
  }

  choose(target: ProtocolTarget): void {
    this.#set({ target });
    void this.#load();
  }

  /** The text of the scenario again, which is not begun with yet. */
  takeOwn(): void {
    this.type(this.state.own);
  }

  /** Begins a run with the text; the one before stays as a ghost. */
  apply(): void {
    const { text, own, target, problems, isWaiting } = this.state;
    if (isWaiting || problems.length > 0) return;
    const { store, notices$ } = this.#parts;
    const written = text === own ? undefined : text;
    const [a, b] = store.state.protocols;
    const protocols = [target === "B" ? a : written, target === "A" ? b : written] as const;
    this.#set({ running: text });
    store.update({ protocols });
    if (fitsLink(protocols)) return;
    const words = `The protocol has ${text.length} characters, too many for a link: save it as a file, or save the experiment, to keep it.`;
    notices$.next({ words, lasting: true });
  }

  /** Takes what the cells run with, unless something else is being written. */
  async #follow(): Promise<void> {
    if (this.state.text === this.state.running) await this.#load();
  }

  async #load(): Promise<void> {
    const { target } = this.state;
    const cell = target === "B" ? 1 : 0;
    const asked = ++this.#asked;
    this.#set({ isWaiting: true });
    const own = await this.#parts.checks.ask(cell, undefined);
    if (asked !== this.#asked) return;
    const running = this.#parts.store.state.protocols[cell] ?? own.text;
    this.#set({ own: own.text, running, text: running });
    await this.#judge((check) => check.outline);
  }

  #judgeSoon(draftOf: (check: ProtocolCheck) => ProtocolOutline | undefined): void {
    clearTimeout(this.#timer);
    // An answer that is still to come is of another text.
    this.#asked += 1;
    this.#timer = setTimeout(() => void this.#judge(draftOf), PATIENCE);
  }

  async #judge(draftOf: (check: ProtocolCheck) => ProtocolOutline | undefined): Promise<void> {
    const { text, target } = this.state;
    const asked = ++this.#asked;
    const cells = target === "both" ? ([0, 1] as const) : ([target === "A" ? 0 : 1] as const);
    const answers = await Promise.all(cells.map((cell) => this.#parts.checks.ask(cell, text)));
    const [first] = answers;
    if (asked !== this.#asked || first === undefined) return;
    this.#set({
      draft: draftOf(first),
      places: first.outline,
      problems: withoutDoubles(answers.flatMap(({ problems }) => problems)),
      warnings: withoutDoubles(answers.flatMap(({ warnings }) => warnings)),
      cycles: first.cycles,
      isWaiting: false,
    });
  }

  #set(patch: Partial<DeskState>): void {
    this.#state$.next({ ...this.state, ...patch });
  }
}

/** What can be taken apart now; what cannot stays in the fields that it was written in. */
function takeParts(
  draft: ProtocolOutline | undefined,
  read: ProtocolOutline | undefined,
): ProtocolOutline | undefined {
  if (draft === undefined || read === undefined) return draft;
  const take = (own: readonly StepOutline[], other: readonly StepOutline[] = []): readonly StepOutline[] =>
    own.map((step, k) => ({ ...step, parts: other[k]?.parts ?? step.parts }));
  const blocks = draft.blocks.map((own, k) => {
    const other = read.blocks[k];
    const check = own.check && { ...own.check, steps: take(own.check.steps, other?.check?.steps) };
    return { ...own, steps: take(own.steps, other?.steps), check };
  });
  return { ...draft, blocks };
}

function withoutDoubles(problems: readonly InputProblem[]): readonly InputProblem[] {
  return [...new Map(problems.map((own) => [describeProblem(own), own])).values()];
}
