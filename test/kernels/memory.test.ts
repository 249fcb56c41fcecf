import { afterEach, expect, test, vi } from "vitest";
import { openMemory, sumLengths } from "../../sim-core/kernels/wasm/memory.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const PAGE = 65536;

test("a memory has the arrays that were listed, one behind the other, and no page more", () => {
  const lengths = { a: 3, empty: 0, b: PAGE / 8 - 4 };
  expect(sumLengths(lengths)).toBe(PAGE / 8 - 1);
  const { arrays, words, buffer } = openMemory(lengths, { c: 1, d: 1 }, {})!;
  expect(buffer.byteLength).toBe(PAGE);
  const list = [arrays.a, arrays.empty, arrays.b, words.c, words.d];
  expect(list.map((array) => array.byteOffset)).toEqual([0, 24, 24, PAGE - 8, PAGE - 4]);
  expect(list.map((array) => array.length)).toEqual([3, 0, PAGE / 8 - 4, 1, 1]);
  for (const array of list) expect(array.buffer).toBe(buffer);
  expect(openMemory(lengths, { c: 1, d: 2 }, {})!.buffer.byteLength).toBe(2 * PAGE);
});

test("kernels run in TypeScript where that is asked for, or nothing else can be had", async () => {
  expect(openMemory({ a: 1 }, {}, { kernels: "typescript" })).toBeNull();
  expect(openMemory({ a: 2 ** 29 + 1 }, {}, {})).toBeNull();
  expect(() => openMemory({ a: 2 ** 29 + 1 }, {}, { kernels: "wasm" })).toThrow("can be had");
  vi.resetModules();
  vi.stubGlobal("WebAssembly", undefined);
  const bare = await import("../../sim-core/kernels/wasm/memory.ts");
  expect(bare.openMemory({ a: 1 }, {}, {})).toBeNull();
});
