#!/bin/sh
# sobol 1.1.4: points of the Sobol' sequence lie in [0, 1), but only the first 2^20 of them.
#
# Expected: the package counts with 52 bits by its source, so that 4.5e15 points lie in the unit cube.
# Behaviour: its bits are moved with <<, which knows 32 of them: 1 << 51 is 2^19. The first 2^20 points lie inside; from
#   then on coordinates are negative, by thousands, and nothing is thrown.
# Seen: point 1048575 (0.00000095, 0.9375143), point 1048576 (-2047.999999, 0.4687567); 63 more of the next 63 are outside.
# Matters to: integrals and sensitivity indices with more than a million points.
set -eu
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent sobol@1.1.4 >/dev/null 2>&1
cat >check.cjs <<'JS'
const { SobolSequenceGenerator } = require("sobol");
const sequence = new SobolSequenceGenerator(2);
const isInside = (point) => point.every((own) => own >= 0 && own < 1);
let outsideBefore = 0;
let last;
for (let k = 0; k < 2 ** 20; k++) {
  last = sequence.nextVector();
  if (!isInside(last)) outsideBefore++;
}
const next = Array.from({ length: 64 }, () => sequence.nextVector());
const outsideAfter = next.filter((point) => !isInside(point)).length;
console.log(`points 0 to 1048575: ${outsideBefore} outside, the last ${last}`);
console.log(`points 1048576 to 1048639: ${outsideAfter} outside, the first ${next[0]}`);
process.exit(outsideBefore === 0 && outsideAfter === 64 && next[0][0] < -2047 ? 0 : 1);
JS
node check.cjs
