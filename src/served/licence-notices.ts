/**
 * The notices of every package of which the page holds a part, written beside it at each build: those that the bundles
 * of the page and of its workers name, and those whose code comes in otherwise.
 */
import { readFileSync } from "node:fs";
import type { Dependency } from "rollup-plugin-license";
import license from "rollup-plugin-license";
import type { Plugin } from "vite";

export interface LicenceNotice {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  readonly author: string | undefined;
  /** Text of the licence, and of the package's own notice where it has one. */
  readonly texts: readonly string[];
}

export const NOTICES_FILE = "THIRD-PARTY-NOTICES.txt";

/** AssemblyScript's library is compiled into the kernels; Vite and Rolldown add what loads chunks. */
const COMPILED_IN: readonly string[] = ["assemblyscript", "vite", "rolldown"];

export interface NoticesPlugins {
  /** For the page: writes the file, with what the workers' bundles have told before. */
  readonly page: () => Plugin[];
  /** For every worker. */
  readonly worker: () => Plugin[];
}

/** Returns the plugins of one build. */
export function createNoticesPlugins(): NoticesPlugins {
  const found = new Map<string, LicenceNotice>();
  const collect = (dependencies: Dependency[]): void => {
    for (const one of dependencies) add(found, noticeOf(one));
  };
  // Typed for Rollup, whose plugins Vite takes.
  const collector = (): Plugin =>
    license({ thirdParty: { multipleVersions: true, output: collect } }) as unknown as Plugin;
  const writer: Plugin = {
    name: "licence-notices",
    generateBundle: {
      order: "post",
      handler() {
        for (const name of COMPILED_IN) add(found, readInstalled(name));
        this.emitFile({ type: "asset", fileName: NOTICES_FILE, source: formatNotices([...found.values()]) });
      },
    },
  };
  return { page: () => [collector(), writer], worker: () => [collector()] };
}

function add(found: Map<string, LicenceNotice>, notice: LicenceNotice): void {
  found.set(`${notice.name}@${notice.version}`, notice);
}

function noticeOf(dependency: Dependency): LicenceNotice {
  const { name, version, license: licence, author, licenseText, noticeText } = dependency;
  if (name === null || version === null || licence === null) {
    throw new Error(`a bundled package says neither name, version nor licence: ${name ?? "unnamed"}`);
  }
  const texts = [licenseText, noticeText].filter((text) => text !== null && text !== undefined);
  return { name, version, licence, author: author?.text(), texts };
}

/** What an installed package says of itself. */
function readInstalled(name: string): LicenceNotice {
  const folder = new URL(`../../node_modules/${name}/`, import.meta.url);
  const read = (file: string): string => readFileSync(new URL(file, folder), "utf8");
  const { version, license: licence, author } = JSON.parse(read("package.json"));
  // Vite's file goes on with the licences of what its own program is made of, none of which is in the page.
  const texts = [name === "vite" ? read("LICENSE.md").split(/^# Licenses of bundled/m)[0]! : read("LICENSE")];
  if (name === "assemblyscript") texts.push(read("NOTICE"));
  return { name, version, licence, author: typeof author === "string" ? author : author?.name, texts };
}

/** Returns the file: packages by name, each with its texts; the standard text where it ships none. */
export function formatNotices(notices: readonly LicenceNotice[]): string {
  const sorted = [...notices].sort((a, b) => compare(`${a.name}@${a.version}`, `${b.name}@${b.version}`));
  const head =
    "fluxtwin holds parts of the packages below. Each is followed by its licence.\n" +
    "fluxtwin itself is licensed under Apache-2.0.\n";
  return [head, ...sorted.map(formatNotice)].join(`\n${"-".repeat(100)}\n\n`);
}

function formatNotice({ name, version, licence, author, texts }: LicenceNotice): string {
  const by = author === undefined ? "" : `\nby ${author}`;
  const body = texts.length > 0 ? texts : [standardText(licence, author)];
  const tidy = body.map((text) => text.replaceAll("\r\n", "\n").trim());
  return `${name} ${version} (${licence})${by}\n\n${tidy.join("\n\n")}\n`;
}

/** Some packages name their licence and ship no text of it. */
function standardText(licence: string, author: string | undefined): string {
  const file = new URL(`../../node_modules/spdx-license-list/licenses/${licence}.json`, import.meta.url);
  const { licenseText } = JSON.parse(readFileSync(file, "utf8"));
  return licenseText.replace("<year> <copyright holders>", author ?? "the authors");
}

/** By code units: the order of a build must not hang on the language of the machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
