/** What people have chosen for the picture and the cells, as the picture follows it. */
import { combineLatest, type Subscription } from "rxjs";
import type { ParameterValues } from "../engine/messages.ts";
import type { Session } from "../streams/session.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { scaleChoiceOf } from "./fluxtwin-legend.ts";

/** Sends coatings, colour scales, the selected particle and whether the clock runs to the view; returns what ends that. */
export function followChoices(
  view: StageView,
  { store, conductor, viewing, hover$, engines }: Session,
): Subscription[] {
  return [
    ...engines.map((engine, cell) =>
      engine.values$.subscribe((values) => view.setCoated(cell as 0 | 1, isCoated(values))),
    ),
    combineLatest([store.select("scaleEach"), store.select("logarithmic"), store.select("locks")]).subscribe(
      ([scaleEach, logarithmic, locks]) => view.chooseScale(scaleChoiceOf({ scaleEach, logarithmic, locks })),
    ),
    combineLatest([store.select("selection"), hover$]).subscribe(([picked, hovered]) =>
      view.select(hovered ?? picked),
    ),
    combineLatest([store.select("playing"), conductor.clock$, viewing.past$]).subscribe(([playing, , past]) =>
      view.setRunning(
        playing && past === undefined && engines.some((engine) => engine.status.kind === "running"),
      ),
    ),
  ];
}

/** Whether the particles of a cell with these parameters are coated. */
export function isCoated(values: ParameterValues | undefined): boolean {
  return Number(values?.["interface.coatingThickness"] ?? 0) > 0;
}
