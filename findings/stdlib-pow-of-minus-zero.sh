#!/usr/bin/env bash
# @stdlib/math-base-special-pow 0.3.1, Node 20.
# Expected: pow(-0, 0.1) is 0, as ECMAScript and C99 have it for any positive exponent that is not an odd integer.
# Seen: a tiny positive number, about 4e-33, while pow(0, 0.1) is 0. A rate law with a fractional exponent of a current that
# rounds to -0 then gives something where nothing flows.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @stdlib/math-base-special-pow@0.3.1 >/dev/null
cat > look.mjs <<'JS'
import pow from "@stdlib/math-base-special-pow";
const seen = { plus: pow(0, 0.1), minus: pow(-0, 0.1), half: pow(-0, 0.5), engine: (-0) ** 0.1 };
console.log(JSON.stringify(seen));
process.exit(seen.plus === 0 && seen.engine === 0 && seen.minus > 0 && seen.minus < 1e-30 ? 0 : 1);
JS
node look.mjs
