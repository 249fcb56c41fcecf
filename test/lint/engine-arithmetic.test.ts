import { expect, test } from "vitest";
import { createPluginCheck } from "./plugin-check.ts";

const passes = createPluginCheck("sim-core/**");

test("sim-core may use exact arithmetic", () => {
  expect(passes("export const f = (x: number) => Math.sqrt(Math.abs(x)) * Math.PI + x ** 2;")).toBe(true);
});

test.each([
  "export const f = (x: number) => Math.exp(x);",
  "export const f = (x: number) => Math.hypot(x, 1);",
  "export const f = [1].map(Math.log);",
  'export const f = (x: number) => Math["cbrt"](x);',
  "export const { tan } = Math;",
  "export const f = (x: number) => x ** 3;",
  "export const f = (x: number) => x ** 1.5;",
  "export const f = (x: number) => 2 ** x;",
  "export const f = (x: number) => x ** -2;",
  "export function f(x: number) { let y = x; y **= 2; return y; }",
])("sim-core may not leave digits to the engine: %s", (statement) => {
  expect(passes(statement)).toBe(false);
});
