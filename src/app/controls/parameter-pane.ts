/**
 * The column of controls, built from the parameter table: its sliders first, then everything, folder by folder. The
 * folders are filled when they are opened for the first time.
 */
import { auditTime, Subscription } from "rxjs";
import type { FolderApi } from "tweakpane";
import { type Parameter, parameterOf, SLIDER_PARAMETERS } from "../../../sim-core/index.ts";
import { stressExplanation } from "../streams/explanations.ts";
import { type ParameterFolder, settableGroups } from "../streams/parameter-lookup.ts";
import type { Session } from "../streams/session.ts";
import { openPane } from "./open-pane.ts";
import { addNumberRow, addPlainRow, type ParameterRow } from "./parameter-row.ts";
import { isCoatingMissing } from "./row-state.ts";

export interface ParameterPane {
  dispose(): void;
}

/** Fills `container`, which stands in the document's own tree, where Tweakpane puts its style sheet. */
export function createParameterPane(container: HTMLElement, session: Session): ParameterPane {
  const { store } = session;
  const pane = openPane(container, ...createHead());
  const rows: ParameterRow[] = [];
  const subscriptions = new Subscription();
  let values: Readonly<Record<string, number | boolean | string>> = {};
  const refresh = (changed: readonly ParameterRow[]): void => {
    for (const row of changed) {
      const value = values[row.path];
      if (value !== undefined) row.show(value);
      row.enable(!isCoatingMissing(store.state, row.path));
    }
  };

  const [first, ...others] = SLIDER_PARAMETERS;
  const addSlider = (entry: (typeof SLIDER_PARAMETERS)[number]): ParameterRow =>
    addNumberRow(pane, entry, { store, range: entry.slider });
  if (first !== undefined) rows.push(addSlider(first));
  rows.push(addLinkRow(pane, store), ...others.map(addSlider));
  const more = pane.addFolder({ title: "More parameters", expanded: false });
  more.element.classList.add("lab");
  for (const group of settableGroups) {
    const folder = more.addFolder({ title: group.title, expanded: false });
    let filled = false;
    folder.on("fold", ({ expanded }) => {
      if (!expanded || filled) return;
      filled = true;
      const added = fillFolder(folder, group, session);
      explainMechanics(added);
      rows.push(...added);
      refresh(added);
    });
  }
  nameFolders(more);

  subscriptions.add(
    session.values$.pipe(auditTime(0)).subscribe((newest) => {
      values = newest;
      refresh(rows);
    }),
  );
  subscriptions.add(store.select("link").subscribe(() => refresh(rows)));
  subscriptions.add(inviteOnce(rows[0]!, session));
  return {
    dispose() {
      subscriptions.unsubscribe();
      pane.dispose();
    },
  };
}

/** Heading, what the letters at the rows mean, and what to begin with. */
function createHead(): HTMLElement[] {
  const heading = document.createElement("h2");
  heading.textContent = "Parameters";
  const tags = document.createElement("span");
  tags.className = "tags";
  tags.textContent = "Sure: H high, M medium, L low, A assumed";
  heading.append(tags);
  const hint = document.createElement("p");
  hint.textContent = "Drag C-rate to push harder: both cells follow.";
  return [heading, hint];
}

/** The switch of what the paper calls the mediator stands among the first controls, in words that say so. */
function addLinkRow(pane: FolderApi, store: Session["store"]): ParameterRow {
  const entry = parameterOf("mediator.cathodeToAnode");
  if (entry === undefined || entry.kind === "number") throw new Error("the switch of the link is missing");
  const name = "Cathode to anode link (mediator)";
  const note = `${entry.note} To see both side by side, choose what B is at the top of the page.`;
  const row = addPlainRow(pane, { ...entry, name, note }, { store });
  row.element.classList.add("in-line");
  return row;
}

/** Says beside the mode of mechanics why the two give stresses so far apart. */
function explainMechanics(rows: readonly ParameterRow[]): void {
  const mode = rows.find(({ path }) => path === "mechanics.mode");
  if (mode === undefined) return;
  const about = document.createElement("div");
  about.className = "about";
  for (const words of stressExplanation) {
    const paragraph = document.createElement("p");
    paragraph.textContent = words;
    about.append(paragraph);
  }
  mode.element.after(about);
}

/** The first control pulses until somebody has changed it. */
function inviteOnce(row: ParameterRow, session: Session): Subscription {
  return session.store.state$.subscribe(() => {
    row.element.classList.toggle("inviting", !session.store.isSet(row.path));
  });
}

function fillFolder(folder: FolderApi, group: ParameterFolder, { store }: Session): ParameterRow[] {
  return group.parameters.map((entry) => addRow(folder, entry, store));
}

function addRow(folder: FolderApi, entry: Parameter, store: Session["store"]): ParameterRow {
  if (entry.kind === "number") {
    const { minimum, maximum } = entry;
    return addNumberRow(folder, entry, { store, range: { minimum, maximum } });
  }
  return addPlainRow(folder, entry, { store });
}

/** Says to readers what a folder's button does. */
function nameFolders(root: FolderApi): void {
  for (const folder of [root, ...root.children.filter((child) => "expanded" in child)] as FolderApi[]) {
    const button = folder.element.querySelector<HTMLElement>(".tp-fldv_b");
    button?.setAttribute("aria-expanded", String(folder.expanded));
    folder.on("fold", ({ expanded }) => button?.setAttribute("aria-expanded", String(expanded)));
  }
}
