/**
 * Whether every engine computes the same bits: this Node, newer ones, Chromium and Firefox run the same bundle of
 * the core (test/engines), and their hashes are compared with those of this Node.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../src/cli/install.mjs";
import { runChild } from "./child.mjs";
import { chromiumMissing, findChromium } from "./chromium.mjs";
import { findFirefox, firefoxMissing } from "./firefox.mjs";
import { findNode, NODE_VERSIONS, nodeMissing } from "./node-versions.mjs";

const RUN_SECONDS = 300;
const FORMS = ["wasm", "typescript"];
const PAGE = `<!doctype html><script type="module" src="/page.mjs"></script>`;
const PREFERENCES = {
  "browser.shell.checkDefaultBrowser": false,
  "browser.aboutwelcome.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "app.update.enabled": false,
};

/** Returns `{ passed, failed, skipped, failures }`, one test per engine; an engine that cannot be had is skipped with a sentence. */
export async function compareEngines(say) {
  const folder = mkdtempSync(join(tmpdir(), "engines-"));
  try {
    await bundle(folder);
    const own = await hashesOfNode(process.execPath, folder);
    if (own.hashes === undefined) return tally([`Node ${process.versions.node}: ${own.failure}`], 0, 0);
    const failures = [];
    let passed = 0;
    let skipped = 0;
    for (const { name, find, missing, hash } of otherEngines(folder)) {
      const program = await find(say);
      if (program === null) {
        skipped++;
        say(missing);
        continue;
      }
      const { hashes, failure } = await hash(program);
      const difference = hashes === undefined ? failure : differenceOf(own.hashes, hashes);
      if (difference === "") passed++;
      else failures.push(`${name}: ${difference}`);
    }
    return tally(failures, passed, skipped);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function tally(failures, passed, skipped) {
  return { passed, failed: failures.length, skipped, failures };
}

function otherEngines(folder) {
  const nodes = NODE_VERSIONS.map((version) => ({
    name: `Node ${version}`,
    find: (say) => findNode(version, say),
    missing: nodeMissing(version),
    hash: (program) => hashesOfNode(program, folder),
  }));
  const chromium = (profile, url) => [
    ...["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"],
    ...[`--user-data-dir=${profile}`, url],
  ];
  const firefox = (profile, url) => {
    const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${value});\n`);
    writeFileSync(join(profile, "user.js"), lines.join(""));
    return ["--headless", "--no-remote", "--profile", profile, url];
  };
  return [
    ...nodes,
    {
      name: "Chromium",
      find: findChromium,
      missing: chromiumMissing(),
      hash: (program) => hashesOfBrowser(program, folder, chromium),
    },
    {
      name: "Firefox",
      find: findFirefox,
      missing: firefoxMissing(),
      hash: (program) => hashesOfBrowser(program, folder, firefox),
    },
  ];
}

/** Names the runs whose bits differ; "" where none does. */
function differenceOf(expected, found) {
  const names = Object.keys(expected).filter((name) => found[name] !== expected[name]);
  return names.map((name) => `${name} is ${found[name]}, in this Node ${expected[name]}`).join("; ");
}

/** Writes print.mjs, for Node, and page.mjs and worker.mjs, for a browser, into the folder. */
async function bundle(folder) {
  const { build } = await import("vite");
  const entry = (name) => join(projectRoot, "test", "engines", `${name}.ts`);
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: "error",
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2022",
      lib: {
        entry: { print: entry("print"), page: entry("page"), worker: entry("worker") },
        formats: ["es"],
        fileName: (_, name) => `${name}.mjs`,
      },
      rolldownOptions: { output: { chunkFileNames: "[name].mjs" } },
    },
  });
}

async function hashesOfNode(program, folder) {
  const hashes = {};
  for (const form of FORMS) {
    const script = [join(folder, "print.mjs"), form];
    const { ok, output } = await runChild(program, script, { limitSeconds: RUN_SECONDS });
    if (!ok) return { failure: output };
    Object.assign(hashes, JSON.parse(output));
  }
  return { hashes };
}

/** Opens a page that runs the workers and waits for what that sends back; `parameters` makes them of a profile and an address. */
async function hashesOfBrowser(program, folder, parameters) {
  const profile = mkdtempSync(join(folder, "profile-"));
  const ended = new AbortController();
  let answer;
  const server = createServer((request, response) => {
    if (request.method === "POST") {
      let body = "";
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () => {
        answer = JSON.parse(body);
        response.end();
        ended.abort();
      });
    } else serve(folder, request.url, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const { output } = await runChild(program, parameters(profile, url), {
    limitSeconds: RUN_SECONDS,
    env: { HOME: profile },
    signal: ended.signal,
  });
  server.closeAllConnections();
  server.close();
  if (answer === undefined) return { failure: `no answer came. ${output}` };
  return answer.failure === undefined ? { hashes: answer } : { failure: answer.failure };
}

function serve(folder, url, response) {
  const script = /^\/([\w-]+\.mjs)$/.exec(url)?.[1];
  if (script === undefined && url !== "/") {
    response.writeHead(404).end();
    return;
  }
  response.setHeader("Content-Type", script === undefined ? "text/html" : "text/javascript");
  response.end(script === undefined ? PAGE : readFileSync(join(folder, script)));
}
