/** The terminal program and the library as a few files each that need no package, with the notices of what is in them. */
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig } from "vite";
import { createNoticesPlugins, NOTICES_FILE, type NoticesPlugins } from "../served/licence-notices.ts";
import { declare } from "./declarations.ts";

const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));
/** What is built, below the project's folder: `cli`, `library` and the notices of both. */
const BUILT = "lib";
const source = (path: string): string => join(ROOT, "src", path);

/** Modules of the library, under the names of the package's exports. */
const ENTRIES: Readonly<Record<string, string>> = {
  index: source("library/index.ts"),
  scenarios: source("library/scenarios.ts"),
  worker: source("library/worker.ts"),
};
/** What the modules start by its name beside them. */
const PROGRAMS: Readonly<Record<string, string>> = { "member-worker": source("library/member-worker.ts") };

/** Builds both and puts them into place at once, so that nobody reads half of one. */
export async function bundle(): Promise<void> {
  const draft = join(ROOT, `${BUILT}.${process.pid}.part`);
  const notices = createNoticesPlugins();
  try {
    // The last one writes the notices of both.
    await build(programOf(join(draft, "cli"), notices));
    const library = join(draft, "library");
    await build(libraryOf(library, notices));
    renameSync(join(library, NOTICES_FILE), join(draft, NOTICES_FILE));
    await declare(ROOT, ENTRIES, library);
    rmSync(join(ROOT, BUILT), { recursive: true, force: true });
    renameSync(draft, join(ROOT, BUILT));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const COMMON: InlineConfig = { configFile: false, root: ROOT, logLevel: "warn", publicDir: false };
const FILE_NAMES = { entryFileNames: "[name].js", chunkFileNames: "[name].js" };

/** Licences are in the notices, docstrings in the declarations. */
const COMMENTS = { legal: false, annotation: true, jsdoc: false };

/** Small, since a program is read each time that it starts. */
function programOf(outDir: string, notices: NoticesPlugins): InlineConfig {
  return {
    ...COMMON,
    plugins: notices.worker(),
    build: {
      ...{ ssr: true, outDir, target: "node20", minify: true, chunkSizeWarningLimit: 1500 },
      rolldownOptions: {
        input: { main: source("cli/main.ts"), "serve-page": source("cli/serve-page.ts"), ...PROGRAMS },
        // npm makes a command of it.
        output: { ...FILE_NAMES, banner: ({ name }) => (name === "main" ? "#!/usr/bin/env node" : "") },
      },
    },
    ssr: { noExternal: true, target: "node" },
  };
}

/** Readable, and free of Node and of any page. */
function libraryOf(outDir: string, notices: NoticesPlugins): InlineConfig {
  return {
    ...COMMON,
    plugins: [notices.page()],
    build: {
      ...{ outDir, target: "es2022", minify: false, chunkSizeWarningLimit: 3000 },
      lib: { entry: { ...ENTRIES, ...PROGRAMS }, formats: ["es"] },
      rolldownOptions: {
        // Else the paths of sources, which may be those of the machine.
        experimental: { attachDebugInfo: "none" },
        output: { ...FILE_NAMES, comments: COMMENTS },
      },
    },
  };
}
