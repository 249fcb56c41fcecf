/** Starts the app: engines, session, page, controls; and nothing else knows all four. */
import type { FluxtwinPage } from "./components/fluxtwin-page.ts";
import { builtAddress } from "./streams/built-address.ts";
import { untilLive } from "./streams/first-live.ts";
import { startSession } from "./streams/start.ts";
import { browserMarks, opensStory } from "./streams/story/opening.ts";
import { fetchStory, storyAddress } from "./streams/story/recording.ts";
import { themeSheet } from "./theme/theme.ts";

const sheet = new CSSStyleSheet();
sheet.replaceSync(themeSheet());
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
// Comes while the workers begin.
const components = import("./components/fluxtwin-page.ts");
const readyGeometry = builtAddress("ready-geometry");
const address = opensStory(location.search, browserMarks()) ? storyAddress() : undefined;
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
  ...{ page: window, told, readyGeometry },
  standing: reducedMotion || story !== undefined,
});

await components;
page.reducedMotion = reducedMotion;
page.story = story;
page.session = session;

const controls = document.createElement("div");
controls.slot = "controls";
page.append(controls);
// The picture comes first.
await untilLive(session);
const { createParameterPane } = await import("./controls/parameter-pane.ts");
createParameterPane(controls, session);

// Only what was built can be kept; the picture and the controls have been fetched by now.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  // Without it the page works as well, but with a net only: private windows and plain addresses do not allow one.
  navigator.serviceWorker.register("./service-worker.js").catch(() => undefined);
}
