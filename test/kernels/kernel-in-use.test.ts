import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

async function kernelHere(): Promise<string> {
  vi.resetModules();
  const { kernelInUse } = await import("../../sim-core/kernels/wasm/module.ts");
  return kernelInUse();
}

test("names the kernels that there are", async () => {
  expect(await kernelHere()).toBe("wasm");
  vi.stubGlobal("WebAssembly", undefined);
  expect(await kernelHere()).toBe("typescript");
  vi.stubGlobal("WebAssembly", { validate: () => false });
  expect(await kernelHere()).toBe("typescript");
});
