#!/usr/bin/env bash
# vite 8.3.8, option build.license.
# Expected: the licence file of a build names every package whose code is in it, so also those that only a worker bundles.
# Seen: packages of `new Worker(new URL(...))` bundles are not named, though their code is shipped.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vite@8.3.8 delaunator@5.1.0 d3-dsv@3.0.2 >/dev/null
cat > index.html <<'HTML'
<!doctype html><script type="module" src="/main.js"></script>
HTML
cat > main.js <<'JS'
import { csvParse } from "d3-dsv";
console.log(csvParse("a,b\n1,2"));
new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
JS
cat > worker.js <<'JS'
import Delaunator from "delaunator";
postMessage(Delaunator.from([[0, 0], [1, 0], [0, 1]]).triangles);
JS
cat > vite.config.js <<'JS'
export default { build: { license: { fileName: "license.md" } }, worker: { format: "es" }, logLevel: "silent" };
JS
npx vite build
worker=$(grep -lE "coplanar|triangles" dist/assets/worker-*.js | head -n 1)
echo "worker bundle holds delaunator: ${worker:+yes}; licence file names d3-dsv: $(grep -c "d3-dsv" dist/license.md || true), delaunator: $(grep -c "delaunator" dist/license.md || true)"
test -n "$worker"
grep -q "d3-dsv" dist/license.md
! grep -q "delaunator" dist/license.md
