import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageHeaders } from "../../src/served/page-headers.ts";
import { createPageServer } from "../../src/served/page-server.ts";

let folder: string;
let server: Server;
let port: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "page-"));
  writeFileSync(join(folder, "outside.txt"), "outside");
  mkdirSync(join(folder, "dist", "assets"), { recursive: true });
  const files = {
    "index.html": "<title>page</title>",
    "favicon.svg": "<svg/>",
    "assets/main.js": "export {};",
    "assets/main.css": "a {}",
    "assets/kernels.wasm": "",
    "assets/picture.png": "",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "dist", name), text);
  server = createPageServer(join(folder, "dist"), pageHeaders());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** The answer to a path that is sent as it is: `fetch` would tidy it. */
function ask(path: string, method = "GET"): Promise<{ status: number; headers: object; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: "127.0.0.1", path, method }, (answer) => {
      let text = "";
      answer.on("data", (part) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode!, headers: answer.headers, text }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

const everywhere = Object.fromEntries(
  Object.entries(pageHeaders()).map(([name, value]) => [name.toLowerCase(), value]),
);

describe("the page's server", () => {
  it.each([
    ["/", "text/html;charset=utf-8"],
    ["/?mesh=draft", "text/html;charset=utf-8"],
    ["/index.html", "text/html;charset=utf-8"],
    ["/favicon.svg", "image/svg+xml"],
    ["/assets/main.js", "text/javascript"],
    ["/assets/main.css", "text/css"],
    ["/assets/kernels.wasm", "application/wasm"],
    ["/assets/picture.png", "image/png"],
  ])("answers %s with its type and the headers", async (path, type) => {
    const { status, headers } = await ask(path);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ ...everywhere, "content-type": type });
  });

  it.each([
    "/nothing",
    "/index",
    "/assets",
    "/assets/",
    "/assets/old.js",
    "/favicon.svg/",
    "/../outside.txt",
    "/%2e%2e/outside.txt",
    "/assets/..%2f..%2foutside.txt",
    "/%E0%A4%A",
    "/a%00b",
    "//elsewhere.test/",
  ])("has nothing at %s, and says so under the same headers", async (path) => {
    const { status, headers, text } = await ask(path);
    expect(status).toBe(404);
    expect(headers).toMatchObject({ ...everywhere, "content-type": "text/plain; charset=utf-8" });
    expect(text).toBe("There is nothing at this address.\n");
  });

  it("takes no other method", async () => {
    const { status, headers } = await ask("/", "POST");
    expect(status).toBe(405);
    expect(headers).toMatchObject({ ...everywhere, allow: "GET, HEAD" });
  });

  it("answers HEAD without a body", async () => {
    expect(await ask("/", "HEAD")).toMatchObject({ status: 200, text: "" });
  });
});
