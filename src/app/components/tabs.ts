/** Tabs of a card: how they look, what says to readers which is chosen, and the keys that go along them. */
import { css, html, type TemplateResult } from "lit";

export interface Tab {
  readonly name: string;
  readonly words: string;
  readonly isChosen: boolean;
  /** id of what it shows. */
  readonly panel: string;
  /** Whether the keyboard begins at the chosen one when its card opens. */
  readonly takesFocus?: boolean;
  readonly choose: () => void;
}

export function renderTab({ name, words, isChosen, panel, takesFocus = false, choose }: Tab): TemplateResult {
  return html`<button
    role="tab"
    id="tab-${name}"
    aria-selected=${isChosen}
    aria-controls=${panel}
    tabindex=${isChosen ? 0 : -1}
    ?autofocus=${takesFocus && isChosen}
    @click=${choose}
  >
    ${words}
  </button>`;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Returns the number of the tab that a key goes to from the one at `at`, as screen readers expect; undefined for other keys. */
export function tabAfterKey(key: string, at: number, count: number): number | undefined {
  const ends: Readonly<Record<string, number>> = { Home: 0, End: count - 1 };
  const step = STEPS[key];
  return step === undefined ? ends[key] : (at + step + count) % count;
}

export const tabStyles = css`
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    border-bottom: 1px solid var(--colour-line-strong);
  }
  .tabs button {
    border: 0;
    border-radius: 0;
    background: transparent;
    color: var(--colour-text-soft);
    border-bottom: 2px solid transparent;
  }
  .tabs button[aria-selected="true"] {
    color: var(--colour-text);
    border-bottom-color: var(--colour-focus);
  }
`;
