/** The package as npm makes and installs it, in a folder that has nothing else. */
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

export interface Packed {
  /** Paths within the package. */
  readonly files: readonly string[];
  /** Bytes of the archive, and of what it holds. */
  readonly size: number;
  readonly unpackedSize: number;
}

/** Packs what is built and installs it in `folder`, without a registry; `others` are lent from the project's packages. */
export function installPacked(folder: string, others: readonly string[] = []): Packed {
  mkdirSync(folder, { recursive: true });
  const words = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const told = JSON.parse(execFileSync("npm", words, { cwd: ROOT, encoding: "utf8", stdio: "pipe" }));
  // A list, or by name: npm has changed its mind.
  const [packed] = Array.isArray(told) ? told : Object.values(told);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const install = ["install", "--offline", "--no-audit", "--no-fund", `./${packed.filename}`];
  execFileSync("npm", install, { cwd: folder, stdio: "pipe" });
  for (const name of others) {
    const place = join(folder, "node_modules", name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), place);
  }
  const files = packed.files.map(({ path }: { path: string }) => path);
  return { files, size: packed.size, unpackedSize: packed.unpackedSize };
}
