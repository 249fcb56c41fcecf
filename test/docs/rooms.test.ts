/** The README's table of folders has every room of the core, in the order in which they may import each other. */
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { listRepository, locate, readText } from "./repository.ts";

interface FolderRules {
  readonly forbidden: readonly { readonly name: string }[];
}

const { forbidden } = createRequire(import.meta.url)(locate(".dependency-cruiser.cjs")) as FolderRules;
const readme = readText("README.md");

/** Rooms without those in them, in the order of the folder rule. */
const rooms = [
  ...new Set(forbidden.flatMap(({ name }) => /^sim-core\/([\w-]+)/.exec(name)?.[1] ?? [])),
].filter((room) => listRepository().folders.has(`sim-core/${room}`));

it("lists the rooms in their order", () => {
  const listed = Array.from(readme.matchAll(/^\| `sim-core\/([\w-]+)` \|/gm), ([, room]) => room);
  expect(listed).toEqual(rooms);
});

it("draws the same order", () => {
  const [drawn = ""] = /base \. [\s\S]*? index\.ts/.exec(readme) ?? [];
  expect(drawn.split(/\s+\.\s+/)).toEqual([...rooms, "index.ts"]);
});
