/** Serves the built page: what is in its folder and nothing else, with the headers of every answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import sirv from "sirv";
import type { PageHeaders } from "./page-headers.ts";

const PLAIN = "text/plain; charset=utf-8";

/** Returns a server of `folder` that does not listen yet. The folder is read anew at every request. */
export function createPageServer(folder: string, headers: PageHeaders): Server {
  // No extensions: an address names a file as it is.
  const files = sirv(folder, { dev: true, etag: true, extensions: [] });
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      answer(response, { status: 405, text: "Only GET and HEAD are answered here." });
      return;
    }
    const path = pathOf(request);
    const missing = (): void => answer(response, { status: 404, text: "There is nothing at this address." });
    if (path === "/") request.url = "/index.html";
    // The library would take a file's name with a slash behind it for the file, and a zero byte for a fault of its own.
    if ((path !== "/" && path.endsWith("/")) || /%00/i.test(path)) missing();
    else files(request, response, missing);
  });
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0]!;
}

function answer(response: ServerResponse, { status, text }: { status: number; text: string }): void {
  response.writeHead(status, { "Content-Type": PLAIN, "Cache-Control": "no-store" });
  response.end(`${text}\n`);
}
