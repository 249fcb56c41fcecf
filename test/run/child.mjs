/** Child processes that cannot hang: output is collected, and a time limit ends the whole process group. */
import { spawn } from "node:child_process";
import { projectRoot } from "../../src/cli/install.mjs";

const GRACE_MS = 5000;
const ownGroup = process.platform !== "win32";

/**
 * Runs a program in the project's folder. Resolves to `{ ok, output }` with stdout and stderr as one text;
 * a time-out and a program that cannot start are failures with a sentence at the end of the output. `signal`, an
 * AbortSignal, ends it.
 */
export function runChild(command, parameters, { limitSeconds, env = {}, signal }) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: ownGroup,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        output += text;
      });
    }
    const stop = (signal) => kill(child, signal);
    const timer = setTimeout(() => {
      output += `\nStopped after the limit of ${limitSeconds} s.\n`;
      stop("SIGINT");
      setTimeout(() => stop("SIGKILL"), GRACE_MS).unref();
    }, limitSeconds * 1000);
    signal?.addEventListener("abort", () => stop("SIGKILL"), { once: true });
    const onInterrupt = () => {
      stop("SIGKILL");
      process.exit(130);
    };
    process.once("SIGINT", onInterrupt);
    process.once("SIGTERM", onInterrupt);
    const finish = (ok) => {
      clearTimeout(timer);
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onInterrupt);
      // What a killed program left running may hold the pipes open.
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ ok, output });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      finish(false);
    });
    child.on("exit", (code) => setTimeout(() => finish(code === 0), 50));
  });
}

/** Runs a package's own program with this Node, which is the same on every system. */
export function runNode(script, parameters, options) {
  return runChild(process.execPath, [script, ...parameters], options);
}

function kill(child, signal) {
  try {
    if (ownGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // The group is gone already.
  }
}
