/** `npm start`'s second half: reads the options and serves the built page until it is interrupted. */
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { pageHeaders } from "../served/page-headers.ts";
import { createPageServer } from "../served/page-server.ts";
import { EXIT_BAD_INPUT, EXIT_DONE, EXIT_STOPPED } from "./surroundings.ts";

const FIRST_PORT = 4173;
/** So many ports are tried where none was asked for. */
const TRIES = 20;

export interface ServeOptions {
  /** Undefined: the first free one from FIRST_PORT on. 0: any. */
  readonly port: number | undefined;
  readonly host: string;
  readonly embedding: readonly string[];
}

/** Reads the words after `npm start --`: the options, or the exit status with which to end, and what is wrong. */
export function readServeOptions(
  words: readonly string[],
): ServeOptions | { readonly status: number; readonly text: string } {
  let text = "";
  const write = (part: string): void => {
    text += part;
  };
  const command = new Command("npm start --")
    .description("Builds the page when its sources have changed, and serves it.")
    .option(
      "--port <number>",
      `port to listen on, 0 for any free one (default: the first free from ${FIRST_PORT})`,
    )
    .option("--host <address>", "address to listen on; 0.0.0.0 lets other machines in", "127.0.0.1")
    .option(
      "--allow-embedding <origin...>",
      'sites that may show the page in a frame: "https://example.org", or "*" for all (default: none)',
    )
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write, outputError: () => {} });
  try {
    command.parse(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { status: EXIT_DONE, text };
    const got = error.message.replace(/^error: /, "");
    return { status: EXIT_BAD_INPUT, text: `command line: got ${got}; expected what --help lists\n` };
  }
  const given = command.opts<{ port?: string; host: string; allowEmbedding?: string[] }>();
  const problems: string[] = [];
  if (given.port !== undefined && !(/^\d{1,5}$/.test(given.port) && Number(given.port) <= 65535)) {
    problems.push(`--port: got ${given.port}; expected a whole number from 0 to 65535`);
  }
  for (const origin of given.allowEmbedding ?? []) {
    if (origin === "*" || isOrigin(origin)) continue;
    problems.push(`--allow-embedding: got ${origin}; expected an origin such as https://example.org, or *`);
  }
  for (const word of command.args) problems.push(`command line: got ${word}; expected what --help lists`);
  if (problems.length > 0) return { status: EXIT_BAD_INPUT, text: `${problems.join("\n")}\n` };
  const port = given.port === undefined ? undefined : Number(given.port);
  return { port, host: given.host, embedding: given.allowEmbedding ?? [] };
}

/** Letters of a host's name alone: a semicolon would begin a directive of its own in the policy. */
function isOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(text) && URL.canParse(text);
}

/** Serves the folder; says where, or why not and sets the exit status. */
export function servePage(folder: string, { port, host, embedding }: ServeOptions): void {
  const server = createPageServer(folder, pageHeaders(embedding));
  let tried = port ?? FIRST_PORT;
  server.on("error", (error: NodeJS.ErrnoException) => {
    if (port === undefined && error.code === "EADDRINUSE" && tried < FIRST_PORT + TRIES - 1) {
      tried += 1;
      server.listen(tried, host);
      return;
    }
    process.stderr.write(`${describeRefusal(error, tried, host)}\n`);
    process.exitCode = EXIT_STOPPED;
  });
  server.on("listening", () => {
    const { address, family, port: taken } = server.address() as AddressInfo;
    const shown = family === "IPv6" ? `[${address}]` : address;
    process.stdout.write(`fluxtwin: http://${shown}:${taken}/ (Ctrl+C ends it)\n`);
  });
  server.listen(tried, host);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}

function describeRefusal(error: NodeJS.ErrnoException, port: number, host: string): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} of ${host} is taken; choose another with --port, or --port 0 for any free one.`;
    case "EACCES":
      return `Port ${port} may not be listened on without further rights; choose one above 1023 with --port.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `This machine has no address ${host}; choose another with --host.`;
    default:
      return `The page cannot be served: ${error.message}`;
  }
}

/** Folder of the built page. */
export const builtPage: string = fileURLToPath(new URL("../../dist", import.meta.url));
