/**
 * `npm start`: installs what is missing, builds the page when its sources are newer than the last build, and serves
 * it. Options follow two dashes, such as `-- --port 8080`; `-- --help` lists them.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isCheckout, newest, pageServer, prepare, projectRoot } from "./install.mjs";

const SOURCES = [
  "index.html",
  "package-lock.json",
  "public",
  "scenarios",
  "sim-core",
  "src",
  "tsconfig.base.json",
  "vite.config.ts",
];

prepare();
const { builtPage, readServeOptions, servePage } = await import(pathToFileURL(pageServer).href);
const options = readServeOptions(process.argv.slice(2));
if ("status" in options) {
  (options.status === 0 ? process.stdout : process.stderr).write(options.text);
  process.exit(options.status);
}
if (isCheckout && newest(SOURCES.map((name) => join(projectRoot, name))) > newest([builtPage])) {
  process.stdout.write("Building the app ...\n");
  const vite = join(projectRoot, "node_modules", "vite", "bin", "vite.js");
  const built = spawnSync(process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: projectRoot,
    stdio: "inherit",
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}
servePage(builtPage, options);
