import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createCholesky } from "../../sim-core/factorisation/cholesky.ts";
import { multiplySymmetric } from "../../sim-core/linalg/sparse.ts";
import { smallScenario } from "../cell/small-cell.ts";
import { createConductionCase } from "./conduction-case.ts";
import { readMatrix, type SymmetricMatrix, writeMatrix } from "./matrix-market.ts";

const { structure, values, boundary, electrolyte } = createConductionCase(smallScenario(), "draft");
const { pattern } = structure;

function writtenAndRead(matrix: SymmetricMatrix): { text: string; matrix: SymmetricMatrix } {
  const folder = mkdtempSync(join(tmpdir(), "fluxtwin-"));
  const path = join(folder, "matrix.mtx");
  writeMatrix(path, matrix, "S/m");
  const text = readFileSync(path, "utf8");
  rmSync(folder, { recursive: true });
  return { text, matrix: readMatrix(text) };
}

describe("a dumped conduction matrix", () => {
  const { text, matrix } = writtenAndRead({ pattern, values });

  it("is a symmetric matrix in coordinates, lower triangle", () => {
    const [head, comment, sizes, first] = text.split("\n");
    expect(head).toBe("%%MatrixMarket matrix coordinate real symmetric");
    expect(comment).toBe("% S/m");
    expect(sizes).toBe(`${pattern.size} ${pattern.size} ${pattern.rows.length}`);
    expect(first).toBe(`1 1 ${values[0]}`);
    expect(text.endsWith(`\n${pattern.size} ${pattern.size} ${values.at(-1)}\n`)).toBe(true);
  });

  it("multiplies like the original to the last bit once it is read back", () => {
    const x = Float64Array.from({ length: pattern.size }, (_, i) => Math.sin(i));
    const [one, other] = [new Float64Array(pattern.size), new Float64Array(pattern.size)];
    multiplySymmetric(pattern, values, x, one);
    multiplySymmetric(matrix.pattern, matrix.values, x, other);
    expect(other).toEqual(one);
  });

  it("has the interfaces in it: positive pivots, and row sums that are the ties to lithium and voltage", () => {
    expect(createCholesky(structure.symbolic).factor(values).ok).toBe(true);
    const sums = new Float64Array(pattern.size);
    multiplySymmetric(pattern, values, new Float64Array(pattern.size).fill(1), sums);
    const tied = new Set(boundary.nodes.subarray(boundary.frontStart));
    const scale = Math.max(...values);
    sums.forEach((sum, i) => {
      if (tied.has(i) || i >= electrolyte.nodeCount) expect(sum).toBeGreaterThan(0);
      else expect(Math.abs(sum)).toBeLessThan(1e-13 * scale);
    });
  });

  it("is refused where the text is cut off or of another kind", () => {
    expect(() => readMatrix(text.slice(0, text.length / 2))).toThrow(/entries/);
    expect(() => readMatrix(text.replace("symmetric", "general"))).toThrow(/expected "%%MatrixMarket/);
  });
});
