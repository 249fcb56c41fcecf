/// <reference types="vitest/config" />
import { defineConfig, type Plugin } from "vite";
import { offline } from "./src/packaging/offline.ts";
import { readyGeometry } from "./src/packaging/ready-geometry.ts";
import { storyRecording } from "./src/packaging/story-recording.ts";
import { createNoticesPlugins } from "./src/served/licence-notices.ts";
import { headersFile, pageHeaders } from "./src/served/page-headers.ts";

const notices = createNoticesPlugins();

/** The headers in the form in which static hosts read them. */
const headers: Plugin = {
  name: "page-headers",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "_headers", source: headersFile(pageHeaders()) });
  },
};

export default defineConfig({
  base: "./",
  plugins: [
    notices.page(),
    headers,
    readyGeometry("random-ncm"),
    storyRecording(),
    offline("src/app/offline/service-worker.ts"),
  ],
  build: {
    outDir: "dist",
    target: "es2022",
    chunkSizeWarningLimit: 900,
    // Nothing as a data: address, which the content security policy does not load.
    assetsInlineLimit: 0,
    // How long the recording of the story took is no fault of it.
    rolldownOptions: { checks: { pluginTimings: false, bundlerTimings: false } },
  },
  worker: { format: "es", plugins: notices.worker },
  server: { host: "127.0.0.1" },
  test: {
    include: ["test/**/*.test.ts"],
    // The examples and the package are tested as they are built.
    globalSetup: "test/run/built.mjs",
    environment: "node",
    testTimeout: 120_000,
    pool: "forks",
    // Files share a process, so that the core is loaded twice and not once for each of them.
    isolate: false,
    maxWorkers: 2,
  },
});
