/** What makes the built page installable and usable without a net: a service worker that knows all of its files. */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { Plugin } from "vite";

const FILE = "service-worker.js";
/** Not needed to use the page. */
const LEFT_OUT = /^(pictures\/|_headers$|THIRD-PARTY|.*\.map$)/;

/** Returns the plugin that puts the service worker beside the page; its list names what the build writes. */
export function offline(source: string): Plugin {
  /** Files that are put beside the page as they are. */
  let asTheyAre: readonly string[] = [];
  return {
    name: "offline",
    apply: "build",
    // After every other plugin has said what it writes.
    enforce: "post",
    configResolved({ publicDir }) {
      asTheyAre = readdirSync(publicDir, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map(({ name, parentPath }) => relative(publicDir, join(parentPath, name)).replaceAll("\\", "/"));
    },
    buildStart() {
      this.emitFile({ type: "chunk", id: join(import.meta.dirname, "../..", source), fileName: FILE });
    },
    generateBundle(_, bundle) {
      const files = [...Object.keys(bundle), ...asTheyAre]
        .filter((name) => name !== FILE && name !== "index.html" && !LEFT_OUT.test(name))
        .sort();
      const worker = bundle[FILE];
      if (worker?.type !== "chunk")
        throw new Error("broken invariant: the service worker is built with the page");
      const hash = createHash("sha256");
      for (const name of files) hash.update(name);
      const version = hash.digest("hex").slice(0, 12);
      worker.code = worker.code.replaceAll("__OFFLINE__", JSON.stringify({ version, files }));
    },
  };
}
