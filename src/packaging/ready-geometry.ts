/**
 * The geometry that the page opens on, built with the page: its mesh, its order of elimination and its grains follow from
 * the scenario alone, so that no visitor has to wait for them.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import type { Plugin } from "vite";
import { createGeometryCache, createRun, parseScenario } from "../../sim-core/index.ts";
import { encodeGeometry } from "../io/geometry-file.ts";
import { loaderOf } from "./load-scenario.ts";

/** Returns the bytes of the geometry of a scenario of `folder`, in a zlib stream. */
export function buildGeometry(scenario: string, folder: string): Uint8Array {
  const load = loaderOf(folder);
  const cache = createGeometryCache(1);
  createRun(parseScenario(load(scenario), { load }), undefined, cache);
  const [geometry] = cache.store();
  if (geometry === undefined) throw new Error("broken invariant: a run has a geometry");
  return deflateSync(encodeGeometry(geometry), { level: 9 });
}

/** Returns the plugin that puts the geometry of `scenario` beside the page and says there where it is. */
export function readyGeometry(scenario: string): Plugin {
  let folder: string;
  let built: { readonly fileName: string; readonly source: Uint8Array };
  return {
    name: "ready-geometry",
    apply: "build",
    configResolved({ root }) {
      folder = join(root, "scenarios");
    },
    buildStart() {
      const source = buildGeometry(scenario, folder);
      const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
      built = { fileName: `assets/geometry-${hash}.bin`, source };
    },
    generateBundle() {
      this.emitFile({ type: "asset", ...built });
    },
    transformIndexHtml: () => [
      { tag: "meta", attrs: { name: "ready-geometry", content: `./${built.fileName}` }, injectTo: "head" },
    ],
  };
}
