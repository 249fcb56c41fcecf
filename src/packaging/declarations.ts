/** The types of the library as one file for each of its modules, which need no types of another package. */
import { join } from "node:path";
import { rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";

/** Writes a declaration file for each of `entries` (name to source) into `folder`, from the sources alone. */
export async function declare(
  root: string,
  entries: Readonly<Record<string, string>>,
  folder: string,
): Promise<void> {
  const build = await rolldown({
    cwd: root,
    input: { ...entries },
    external: /^node:/,
    // How long it took is no fault of it.
    checks: { pluginTimings: false, bundlerTimings: false },
    plugins: [dts({ emitDtsOnly: true, tsconfig: join(root, "src/library/tsconfig.public.json") })],
  });
  await build.write({ dir: folder, format: "es", chunkFileNames: "[name].d.ts" });
  await build.close();
}
