/** Starts the app: engines, session, page, controls; and nothing else knows all four. */
import type { FluxtwinPage } from "./components/fluxtwin-page.ts";
import { untilLive } from "./streams/first-live.ts";
import { startSession } from "./streams/start.ts";
import { themeSheet } from "./theme/theme.ts";

const sheet = new CSSStyleSheet();
sheet.replaceSync(themeSheet());
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
// Comes while the workers begin.
const components = import("./components/fluxtwin-page.ts");
const ready = document.querySelector<HTMLMetaElement>("meta[name=ready-geometry]");
const readyGeometry = ready === null ? undefined : new URL(ready.content, document.baseURI).href;
const session = startSession({ page: window, reducedMotion, readyGeometry });

await components;
const page = document.querySelector<FluxtwinPage>("fluxtwin-page")!;
page.reducedMotion = reducedMotion;
page.session = session;

const controls = document.createElement("div");
controls.slot = "controls";
page.append(controls);
// The picture comes first.
await untilLive(session);
const { createParameterPane } = await import("./controls/parameter-pane.ts");
createParameterPane(controls, session);
