/**
 * Compiles the files in assembly to WebAssembly and writes it as base64 text to kernels.ts, which git ignores: text needs
 * no fetch, no path and no server header, in Node as in a worker. Run by `npm ci` and by src/cli/install.mjs.
 */
import { renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const here = fileURLToPath(new URL(".", import.meta.url));
const options = [
  ...["assembly/index.ts", "--baseDir", here, "--outFile", "kernels.wasm"],
  ...["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd"],
  ...["--importMemory", "--noExportMemory", "--initialMemory", "1"],
];

let binary = null;
const { error, stderr } = await asc.main(options, {
  writeFile: (name, contents) => {
    if (name.endsWith(".wasm")) binary = contents;
  },
});
if (error || binary === null) {
  process.stderr.write(`${stderr.toString()}The kernels could not be compiled.\n`);
  process.exit(1);
}
const text = [
  "/** Written by build.mjs from the files in assembly: the WebAssembly module of the kernels, base64. */",
  `export const KERNELS = "${Buffer.from(binary).toString("base64")}";`,
  "",
].join("\n");
// Renamed into place, so that nobody reads half a file.
const part = `${here}kernels.${process.pid}.part`;
writeFileSync(part, text);
renameSync(part, `${here}kernels.ts`);
