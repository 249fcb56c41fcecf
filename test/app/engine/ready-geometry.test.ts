/** The geometry that is built with the page: the one that the opening cells have, to the last bit. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import {
  createGeometryCache,
  createRun,
  parseScenario,
  type StoredGeometry,
} from "../../../sim-core/index.ts";
import { fetchGeometry } from "../../../src/app/engine/ready-geometry.ts";
import { defaultState, pairs } from "../../../src/app/streams/app-state.ts";
import { buildGeometry } from "../../../src/packaging/ready-geometry.ts";
import { listDifferences } from "../../time/same-bits.ts";

const folder = fileURLToPath(new URL("../../../scenarios", import.meta.url));
const load = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
const addressOf = (bytes: Uint8Array): string =>
  `data:application/octet-stream;base64,${Buffer.from(bytes).toString("base64")}`;

let packed: Uint8Array;
let geometry: StoredGeometry | undefined;

beforeAll(async () => {
  packed = buildGeometry(pairs[defaultState.pair].scenarios[0], folder);
  geometry = await fetchGeometry(addressOf(packed));
});

describe("the geometry of the opening comparison", () => {
  it("is the same bytes at every build", () => {
    expect(Buffer.compare(buildGeometry("ncm", folder), packed)).toBe(0);
  });

  it.each(pairs[defaultState.pair].scenarios)("is all that the mesh of %s needs", (name) => {
    const shared = createGeometryCache(1);
    shared.restore(geometry!);
    const before = shared.store();
    const run = createRun(parseScenario(load(name), { load }), undefined, shared);
    expect(shared.store()).toEqual(before);
    const { mesh } = before[0]!.made as { mesh: { points: Float64Array } };
    expect(mesh.points.length).toBeGreaterThan(40_000);
    const alone = createRun(parseScenario(load(name), { load }));
    expect(listDifferences(run.state, alone.state)).toEqual([]);
    expect(listDifferences(run.mesh, alone.mesh)).toEqual([]);
    const told = [run, alone].map((one) => [
      one.advance({ maximumSteps: 3 }),
      one.state,
      one.frame({ stress: true }),
    ]);
    expect(listDifferences(told[0], told[1])).toEqual([]);
  });
});

describe("a geometry that does not come", () => {
  it.each([
    ["nobody answers", "http://127.0.0.1:1/geometry.bin"],
    ["another file answers", addressOf(new TextEncoder().encode("<!doctype html>"))],
    ["half of it answers", "half"],
  ])("is done without: %s", async (_, address) => {
    const at = address === "half" ? addressOf(packed.subarray(0, packed.length >> 1)) : address;
    expect(await fetchGeometry(at)).toBeUndefined();
  });
});
