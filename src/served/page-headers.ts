/**
 * The headers with which the page is served: by `npm start`, and by a static host through the `_headers` file of the
 * build. Workers take theirs from the answer that brings their script, so that all answers carry the same.
 */

export type PageHeaders = Readonly<Record<string, string>>;

/** `'wasm-unsafe-eval'` lets WebAssembly be compiled, which the kernels are, and nothing else: no text becomes script. */
const CONTENT: Readonly<Record<string, string>> = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self'",
  "connect-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
};

/**
 * Returns the headers of every answer. `embedding`: origins whose pages may show this one in a frame ("*" for all);
 * none by default. Older browsers know only X-Frame-Options, which cannot name origins and is left out for them.
 */
export function pageHeaders(embedding: readonly string[] = []): PageHeaders {
  const ancestors = embedding.length === 0 ? "'none'" : embedding.join(" ");
  const policy = Object.entries({ ...CONTENT, "frame-ancestors": ancestors });
  return {
    "Content-Security-Policy": policy.map(([name, sources]) => `${name} ${sources}`).join("; "),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    ...(embedding.length === 0 ? { "X-Frame-Options": "DENY" } : {}),
  };
}

/** Returns the text of a `_headers` file, as Netlify and Cloudflare Pages read it: these headers for every path. */
export function headersFile(headers: PageHeaders): string {
  return ["/*", ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ""].join("\n");
}
