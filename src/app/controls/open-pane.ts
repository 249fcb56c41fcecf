/** Opens a pane of Tweakpane whose styles are adopted: as elements of the page its policy would not let them through. */
import { Pane, type TpPluginBundle } from "tweakpane";
import { paneStyles } from "./pane-styles.ts";

class AdoptingPane extends Pane {
  override registerPlugin(bundle: TpPluginBundle): void {
    const { css, ...others } = bundle;
    if (css !== undefined) adoptStyles(css);
    super.registerPlugin(others);
  }
}

/** Fills `container`, which stands in the document's own tree, where Tweakpane puts its style sheet. */
export function openPane(container: HTMLElement, ...head: readonly HTMLElement[]): Pane {
  const holder = document.createElement("div");
  container.classList.add("fluxtwin-pane");
  container.append(...head, holder);
  const pane = new AdoptingPane({ container: holder });
  adoptStyles(paneStyles);
  return pane;
}

function adoptStyles(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
