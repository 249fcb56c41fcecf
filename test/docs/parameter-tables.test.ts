/**
 * The manual's tables of parameters are those of the code. Where one is not, `npx vitest run test/docs -u` writes the
 * tables anew; the words around them are for a person to check.
 */
import { describe, expect, it } from "vitest";
import { PARAMETER_GROUPS } from "../../sim-core/scenario/parameters/parameters.ts";
import { listGroups, renewTables } from "./parameter-tables.ts";
import { locate, readText } from "./repository.ts";

const MANUALS = ["docs/physics.md", "docs/numerics.md"];

describe("the manual's parameters", () => {
  it.each(MANUALS)("%s has the values, sources and confidences of the code", async (path) => {
    await expect(renewTables(readText(path))).toMatchFileSnapshot(locate(path));
  });

  it("are all of them, each group once", () => {
    const groups = MANUALS.flatMap((path) => listGroups(readText(path)));
    expect(groups.toSorted()).toEqual(PARAMETER_GROUPS.map(({ key }) => key).toSorted());
  });
});
