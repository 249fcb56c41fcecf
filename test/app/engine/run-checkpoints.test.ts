/** What files the page makes cells of, besides its own. */
import { describe, expect, it } from "vitest";
import { InputError } from "../../../sim-core/index.ts";
import type { CheckpointFile } from "../../../src/app/engine/messages.ts";
import { storeRuns } from "../../../src/app/engine/run-checkpoints.ts";
import { type Json, newFile } from "../../bpx/files.ts";
import { loadShipped } from "../../cell/small-cell.ts";

const { open } = storeRuns(undefined, loadShipped);

/** Of a cell that is quickly built. */
function bpxFile(electrode: Json = {}): CheckpointFile {
  const { Parameterisation: all, ...rest } = newFile({ "Thickness [m]": 40e-6, ...electrode });
  const own = { "cell.width [um]": 80, "cathode.areaFraction": 0.3, "electrolyte.thickness [um]": 30 };
  const file = { ...rest, Parameterisation: { ...(all as Json), "User-defined": { fluxtwin: own } } };
  return { name: "cell.json", bytes: new TextEncoder().encode(JSON.stringify(file)) };
}

describe("a BPX file", () => {
  it("is a cell with its electrode, whose description says what was not used", () => {
    const { scenario } = open(bpxFile());
    expect(scenario.title).toBe("A half-cell");
    expect(scenario.description).toContain("Kinetics count per area in contact");
    expect(scenario.ncm.maximumConcentration).toBe(50000);
    expect(scenario.cell.width).toBeCloseTo(80e-6, 12);
    expect(scenario.electrolyte.conductivity).toBeCloseTo(0.3, 12);
  });

  it("is refused under its own name", () => {
    const wrong = (): unknown => open(bpxFile({ "Particle radius [m]": 0 }));
    expect(wrong).toThrow(InputError);
    expect(wrong).toThrow("cell.json, Parameterisation.Positive electrode.Particle radius [m]: got 0;");
  });
});
