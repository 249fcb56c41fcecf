import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { readServeOptions } from "../../src/cli/serve-page.ts";

describe("options of npm start", () => {
  it("are the first free port, this machine and no embedding where none is given", () => {
    expect(readServeOptions([])).toEqual({ port: undefined, host: "127.0.0.1", embedding: [] });
  });

  it("are read", () => {
    const words = [
      "--port",
      "0",
      "--host",
      "::1",
      "--allow-embedding",
      "https://a.example",
      "http://b.example:81",
    ];
    expect(readServeOptions(words)).toEqual({
      port: 0,
      host: "::1",
      embedding: ["https://a.example", "http://b.example:81"],
    });
    expect(readServeOptions(["--allow-embedding", "*"])).toMatchObject({ embedding: ["*"] });
  });

  it("are refused all at once, with what was got and what is expected", () => {
    const words = ["--port", "70000", "--allow-embedding", "a.example", "https://b.example/path"];
    expect(readServeOptions(words)).toEqual({
      status: 2,
      text:
        "--port: got 70000; expected a whole number from 0 to 65535\n" +
        "--allow-embedding: got a.example; expected an origin such as https://example.org, or *\n" +
        "--allow-embedding: got https://b.example/path; expected an origin such as https://example.org, or *\n",
    });
  });

  it.each([
    [["--prot", "1"], "command line: got unknown option '--prot'"],
    [["--port"], "command line: got option '--port <number>' argument missing"],
    [["elsewhere"], "command line: got too many arguments"],
    [["--port", "http"], "--port: got http"],
    [
      ["--allow-embedding", "https://a.example;script-src"],
      "--allow-embedding: got https://a.example;script-src",
    ],
    [["--allow-embedding", "'self'"], "--allow-embedding: got 'self'"],
  ])("%j are refused", (words, beginning) => {
    const read = readServeOptions(words);
    expect(read).toMatchObject({ status: 2 });
    expect("text" in read && read.text).toContain(beginning);
  });

  it("are explained on request", () => {
    const read = readServeOptions(["--help"]);
    expect(read).toMatchObject({ status: 0 });
    expect("text" in read && read.text).toContain("--allow-embedding");
  });
});

/** Runs what serves a folder, here one of sources, in a process of its own. */
function serve(port: number): ChildProcess {
  const module = new URL("../../src/cli/serve-page.ts", import.meta.url).href;
  const folder = new URL("../../scenarios", import.meta.url).pathname;
  const options = JSON.stringify({ port, host: "127.0.0.1", embedding: [] });
  const script = `import { servePage } from "${module}"; servePage("${folder}", ${options});`;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script]);
}

describe("serving", () => {
  it("says where, serves and ends without a fault when it is interrupted", async () => {
    const child = serve(0);
    const [said] = await once(child.stdout!, "data");
    const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(String(said))![0];
    expect((await fetch(`${address}ncm.json`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("says in a sentence that the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const child = serve(port);
    const [[said], [status]] = await Promise.all([once(child.stderr!, "data"), once(child, "exit")]);
    other.close();
    expect(String(said)).toBe(
      `Port ${port} of 127.0.0.1 is taken; choose another with --port, or --port 0 for any free one.\n`,
    );
    expect(status).toBe(1);
  });
});
