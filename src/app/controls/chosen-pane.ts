/** The controls of a frame: rows for the chosen parameters alone, some of them held. */
import { auditTime, Subscription } from "rxjs";
import { parameterOf, SLIDER_PARAMETERS } from "../../../sim-core/index.ts";
import type { Session } from "../streams/session.ts";
import { openPane } from "./open-pane.ts";
import type { ParameterPane } from "./parameter-pane.ts";
import { addNumberRow, addPlainRow } from "./parameter-row.ts";
import { isCoatingMissing } from "./row-state.ts";

export interface ChosenParameters {
  /** Paths, in the order of their rows. */
  readonly controls: readonly string[];
  /** Paths of those that are shown but cannot be changed. */
  readonly locks: readonly string[];
}

/** Fills `container`, which stands in the document's own tree. */
export function createChosenPane(
  container: HTMLElement,
  session: Session,
  { controls, locks }: ChosenParameters,
): ParameterPane {
  const { store } = session;
  const pane = openPane(container);
  const rows = controls.flatMap((path) => {
    const entry = parameterOf(path);
    if (entry === undefined) return [];
    if (entry.kind !== "number") return [addPlainRow(pane, entry, { store })];
    const { slider } = SLIDER_PARAMETERS.find((one) => one.path === path) ?? { slider: entry };
    return [addNumberRow(pane, entry, { store, range: slider })];
  });
  const subscription = new Subscription();
  subscription.add(
    session.values$.pipe(auditTime(0)).subscribe((values) => {
      for (const row of rows) {
        const value = values[row.path];
        if (value !== undefined) row.show(value);
        row.enable(!locks.includes(row.path) && !isCoatingMissing(store.state, row.path));
      }
    }),
  );
  return {
    dispose() {
      subscription.unsubscribe();
      pane.dispose();
    },
  };
}
