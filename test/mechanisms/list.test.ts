/** What the records of mechanisms say of themselves. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { MECHANISMS } from "../../sim-core/mechanisms/list.ts";
import { PARAMETER_GROUPS } from "../../sim-core/scenario/parameters/parameters.ts";

it("names are told apart, parameters are groups of the table, sources are sections of the manual", () => {
  expect(new Set(MECHANISMS.map(({ name }) => name)).size).toBe(MECHANISMS.length);
  const groups = PARAMETER_GROUPS.map(({ key }) => key as string);
  const manual = readFileSync(new URL("../../docs/physics.md", import.meta.url), "utf8");
  const sections = [...manual.matchAll(/^#+ (\d+(?:\.\d+)?)\b/gm)].map(([, number]) => number);
  for (const { name, parameters, source } of MECHANISMS) {
    for (const group of parameters) expect(groups, name).toContain(group);
    const cited = source.match(/\d+(?:\.\d+)?/g) ?? [];
    expect(cited.length, name).toBeGreaterThan(0);
    for (const section of cited) expect(sections, name).toContain(section);
  }
});
