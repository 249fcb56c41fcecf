/** Starts the app: engines, session, page, controls; and nothing else knows all four. */
import type { FluxtwinPage } from "./components/fluxtwin-page.ts";
import type { ChosenParameters } from "./controls/chosen-pane.ts";
import type { ParameterPane } from "./controls/parameter-pane.ts";
import { builtAddress } from "./streams/built-address.ts";
import { untilLive, untilPage } from "./streams/first-live.ts";
import { handsIn } from "./streams/lessons/answer-fragment.ts";
import { decodeLook, keepTheme, keptTheme } from "./streams/look.ts";
import { parameterBounds } from "./streams/parameter-lookup.ts";
import type { Session } from "./streams/session.ts";
import { startSession } from "./streams/start.ts";
import { browserMarks, opensStory } from "./streams/story/opening.ts";
import { fetchStory, storyAddress } from "./streams/story/recording.ts";
import { decodeState } from "./streams/url-state.ts";
import { chooseTheme, type ThemeName, themeSheet } from "./theme/theme.ts";

// The address is another one soon.
const { hash, href } = location;
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const bounds = parameterBounds();
const marks = browserMarks();
const look = decodeLook(location.search, { kept: keptTheme(marks), paths: bounds });
const { shell } = look.look;
/** What a lesson shows of the controls; all of them where undefined. */
let chosen: ChosenParameters | undefined;
let pane: ParameterPane | undefined;
let isFilled = false;
dress(look.look.theme);

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
// Comes while the workers begin.
const components = Promise.all([import("./components/fluxtwin-page.ts"), loadShell()]);
const readyGeometry = builtAddress("ready-geometry");
const address = shell === "page" && opensStory(location.search, marks) ? storyAddress() : undefined;
const story = address === undefined ? undefined : fetchStory(address);
const page = document.querySelector<FluxtwinPage>("fluxtwin-page")!;
const told =
  story === undefined
    ? undefined
    : new Promise<void>((resolve) => page.addEventListener("told", () => resolve(), { once: true }));
if (story !== undefined) {
  // All that the first picture needs comes at once.
  void import("./views/cross-section-view.ts");
  await import("./components/fluxtwin-story.ts");
}
const session = startSession({
  ...{ page: window, told, readyGeometry, look },
  standing: reducedMotion || story !== undefined,
});

addEventListener("fluxtwin-controls", (event) => {
  chosen = (event as CustomEvent<ChosenParameters | null>).detail ?? undefined;
  if (isFilled) void showControls(controls, session);
});
const controls = document.createElement("div");
controls.slot = "controls";

await components;
page.reducedMotion = reducedMotion;
page.story = story;
session.look$.subscribe((newest) => {
  // What the address asked for is no choice, and the projector has colours of its own.
  if (newest !== look.look && newest.shell === "page") keepTheme(marks, newest.theme);
  dress(newest.theme);
  page.look = newest;
});
page.session = session;
if (shell === "embed") await answerParent(session);

page.append(controls);
// The picture comes first.
await untilLive(session);
if (shell === "embed") await fillFrame(controls, session);
else {
  // A projector has none until it is left for the page.
  await untilPage(session);
  await fillControls(controls, session);
}
const { watchPrinting } = await import("./components/page-print.ts");
watchPrinting(session, page);
const { idle } = look.look;
if (idle !== undefined) {
  const { watchVisitors } = await import("./components/idle-reset.ts");
  watchVisitors(idle, href);
}
if (handsIn(hash)) {
  const { openClassAnswers } = await import("./components/fluxtwin-class-answers.ts");
  await openClassAnswers(hash);
}

// Only what was built can be kept; the picture and the controls have been fetched by now.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  // Without it the page works as well, but with a net only: private windows and plain addresses do not allow one.
  navigator.serviceWorker.register("./service-worker.js").catch(() => undefined);
}

function dress(theme: ThemeName): void {
  chooseTheme(theme);
  sheet.replaceSync(themeSheet());
}

function loadShell(): Promise<unknown> | undefined {
  if (shell === "embed") return import("./components/fluxtwin-embed.ts");
  if (shell === "projector") return import("./components/fluxtwin-projector.ts");
  return undefined;
}

async function answerParent(of: Session): Promise<void> {
  const { talkToParent } = await import("./embed/talk.ts");
  const { partner, locks } = look.look;
  talkToParent({
    ...{ page: window, session: of, partner, locks },
    decode: (query) => decodeState(query, bounds),
  });
}

async function fillFrame(container: HTMLElement, of: Session): Promise<void> {
  const open = await loadChosen(look.look);
  open(container, of);
}

async function fillControls(container: HTMLElement, of: Session): Promise<void> {
  await showControls(container, of);
  isFilled = true;
}

/** All controls, or those that a lesson has chosen. */
async function showControls(container: HTMLElement, of: Session): Promise<void> {
  const wanted = chosen;
  const open = wanted === undefined ? await loadAll() : await loadChosen(wanted);
  // Another step has come meanwhile.
  if (wanted !== chosen) return showControls(container, of);
  pane?.dispose();
  pane = open(container, of);
}

type OpenPane = (container: HTMLElement, of: Session) => ParameterPane;

async function loadAll(): Promise<OpenPane> {
  const { createParameterPane } = await import("./controls/parameter-pane.ts");
  return createParameterPane;
}

async function loadChosen(parameters: ChosenParameters): Promise<OpenPane> {
  const { createChosenPane } = await import("./controls/chosen-pane.ts");
  return (container, of) => createChosenPane(container, of, parameters);
}
