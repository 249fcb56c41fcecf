/** A page of an exhibition begins anew once its visitor has gone: as it was opened, with nothing predicted. */
import { fromEvent, merge } from "rxjs";
import { forgetAnswers } from "../../lessons/answers.ts";
import { whenLeft } from "../streams/idle.ts";
import { browserMarks } from "../streams/story/opening.ts";

const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];

/** Opens `address` again after so many s without a touch. */
export function watchVisitors(seconds: number, address: string): void {
  const touches = TOUCHES.map((name) => fromEvent(window, name, { capture: true, passive: true }));
  whenLeft(merge(...touches), seconds).subscribe(() => {
    forgetAnswers(browserMarks());
    const opened = new URL(address);
    // A fragment alone would open nothing.
    opened.hash = "";
    if (opened.href === location.href) location.reload();
    else location.replace(opened);
  });
}
