/**
 * `npm start`: installs what is missing, builds the app when its sources are newer than the last build, and
 * serves it; Vite prints the address. Further arguments go to `vite preview`, such as `-- --port 8080`.
 */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { newest, prepare, projectRoot } from "./install.mjs";

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
const vite = join(projectRoot, "node_modules", "vite", "bin", "vite.js");
if (newest(SOURCES.map((name) => join(projectRoot, name))) > newest([join(projectRoot, "dist")])) {
  process.stdout.write("Building the app ...\n");
  const built = spawnSync(process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: projectRoot,
    stdio: "inherit",
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}
const server = spawn(process.execPath, [vite, "preview", ...process.argv.slice(2)], {
  cwd: projectRoot,
  stdio: "inherit",
});
// The terminal sends an interrupt to the server too; what is left is to wait for its end.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => process.exit(code ?? 0));
