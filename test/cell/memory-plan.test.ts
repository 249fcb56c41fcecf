import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import { planCellMemory } from "../../sim-core/cell/memory-plan.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import { createCholesky } from "../../sim-core/linalg/cholesky/cholesky.ts";
import { countRoom } from "../../sim-core/potentials/conduction-system.ts";
import { smallScenario } from "./small-cell.ts";

const model = createModel(smallScenario());
const { structure, mesh, electrolyte, boundary } = model;
const { solver } = model.scenario;

describe("the memory plan of a cell", () => {
  const plan = planCellMemory(structure, [mesh, electrolyte, boundary], solver);

  it("predicts the memory of a factor to the page", () => {
    const factor = createCholesky(structure.symbolic, { kernels: "wasm", room: countRoom(structure) });
    expect(factor.panels.buffer.byteLength).toBe(Math.ceil(plan.factor / 65536) * 65536);
  });

  it("counts every array once", () => {
    const again = planCellMemory(structure, [mesh, mesh, electrolyte, boundary, { mesh }], solver);
    expect(again.arrays).toBe(plan.arrays);
    expect(plan.arrays).toBeGreaterThan(mesh.points.byteLength + structure.symbolic.rows.byteLength);
    const { arrays, matrix, factor, motion, states } = plan;
    expect(plan.total).toBe(arrays + matrix + 2 * factor + motion + states);
  });

  it("counts the reduced model's third factor and its dense responses", () => {
    const reduced = planCellMemory(structure, [mesh, electrolyte, boundary], { ...solver, model: "reduced" });
    const modes = 12 * 3 + solver.frontModes;
    const means = 12 + solver.frontModes;
    const entries = structure.pattern.rows.length;
    expect(plan.reduced).toBe(0);
    expect(reduced.total - plan.total).toBe(
      plan.factor + 16 * entries + 12 * (modes * modes + means * means),
    );
  });

  it("refuses what goes beyond the limit, in words, before a factor is made", () => {
    const tight = smallScenario({ "solver.memoryLimit": "0.0001 GB" });
    expect(() => createModel(tight)).toThrow(InputError);
    expect(() => createModel(tight)).toThrow(
      /mesh: got \d+ unknowns, which take 0\.\d+ GB.*expected at most 0\.0001 GB \(solver\.memoryLimit\)/,
    );
    expect(() => createModel(smallScenario({ "solver.memoryLimit": "0.1 GB" }))).not.toThrow();
  });
});
