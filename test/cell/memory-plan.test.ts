import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import { planCellMemory } from "../../sim-core/cell/memory-plan.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import { createCholesky } from "../../sim-core/factorisation/cholesky.ts";
import {
  countReactionNumbers,
  createInterfaceReactions,
} from "../../sim-core/kernels/interface-reactions.ts";
import { smallScenario } from "./small-cell.ts";

const model = createModel(smallScenario());
const { structure, mesh, electrolyte, boundary } = model;
const { solver } = model.scenario;

describe("the memory plan of a cell", () => {
  const plan = planCellMemory(structure, [mesh, electrolyte, boundary], solver);

  it("predicts the memory of a factor to the page", () => {
    const factor = createCholesky(structure.symbolic, { kernels: "wasm" });
    expect(factor.panels.buffer.byteLength).toBe(Math.ceil(plan.factor / 65536) * 65536);
  });

  it("knows what charge transfer and corrections keep", () => {
    const { count, frontStart, particleStart, arcLength } = boundary;
    const reactions = createInterfaceReactions({ start: particleStart, count }, arcLength);
    const kept = Object.values(reactions).filter((value) => value instanceof Float64Array);
    const numbers = kept.reduce((sum, array) => sum + array.length, 0);
    expect(numbers).toBe(countReactionNumbers(count, frontStart, 12));
    // Six vectors and the image of the corrections' space, and what they are combined with.
    const [size, rings] = [count + 12, 12];
    const correction = 6 * (size + count) + size + 6 * size + 4 * count + count + 2 * rings;
    expect(plan.vectors).toBe(8 * (numbers + correction));
  });

  it("counts every array once", () => {
    const again = planCellMemory(structure, [mesh, mesh, electrolyte, boundary, { mesh }], solver);
    expect(again.arrays).toBe(plan.arrays);
    expect(plan.arrays).toBeGreaterThan(mesh.points.byteLength + structure.symbolic.rows.byteLength);
    const { arrays, matrix, factor, vectors, motion, states } = plan;
    expect(plan.total).toBe(arrays + matrix + 2 * factor + vectors + motion + states);
  });

  it("counts the reduced model's third factor and its dense responses", () => {
    const reduced = planCellMemory(structure, [mesh, electrolyte, boundary], { ...solver, model: "reduced" });
    const modes = 12 * 3 + solver.frontModes;
    const means = 12 + solver.frontModes;
    const entries = structure.pattern.rows.length;
    const reactions = countReactionNumbers(boundary.count, boundary.frontStart, 12);
    expect(plan.reduced).toBe(0);
    expect(reduced.total - plan.total).toBe(
      plan.factor + 16 * entries + 12 * (modes * modes + means * means) + 3 * 8 * reactions,
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
