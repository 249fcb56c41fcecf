import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { headersFile, pageHeaders } from "../../src/served/page-headers.ts";

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self'; " +
  "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

describe("headers of the page", () => {
  it("are these", () => {
    expect(pageHeaders()).toEqual({
      "Content-Security-Policy": POLICY,
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "X-Frame-Options": "DENY",
    });
  });

  it("name the origins that may embed it, which the older header cannot", () => {
    const headers = pageHeaders(["https://a.example", "https://b.example:8443"]);
    expect(headers["Content-Security-Policy"]).toBe(
      POLICY.replace("frame-ancestors 'none'", "frame-ancestors https://a.example https://b.example:8443"),
    );
    expect(headers).not.toHaveProperty("X-Frame-Options");
  });

  it("stand for every path in the file of static hosts", () => {
    expect(headersFile({ "X-A": "1", "X-B": "2; 3" })).toBe("/*\n  X-A: 1\n  X-B: 2; 3\n");
  });

  it.each(Object.entries(pageHeaders()))("%s stands in both recipes of docs/hosting.md", (name, value) => {
    const recipes = readFileSync(new URL("../../docs/hosting.md", import.meta.url), "utf8");
    expect(recipes).toContain(`add_header ${name} "${value}" always;`);
    expect(recipes).toContain(`    ${name} "${value}"\n`);
  });
});
