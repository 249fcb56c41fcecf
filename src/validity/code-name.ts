/** Names the code by which runs are made, so that what was kept of other code is not taken for its own. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Returns a digest of all TypeScript files below the folders and of the files, by their paths and texts. */
export function nameCode(root: string, folders: readonly string[], files: readonly string[]): string {
  const hash = createHash("sha256");
  const below = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  );
  for (const path of [...below, ...files].sort())
    hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  return hash.digest("hex").slice(0, 16);
}
