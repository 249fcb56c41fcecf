#!/bin/sh
# mathjs 15.2.0: a temperature in degC is shifted when it is converted, and not when it is multiplied; a difference of two is shifted.
#
# Expected: R T at 25 degC is 8.314 J/(mol K) * 298.15 K = 2478.8 J/mol, or is refused; 25 degC less 20 degC is 5 K.
# Behaviour: "8.314 J/(mol K) * 25 degC to J/mol" gives 207.85 J/mol without a word, while "8.314 J/(mol K) * (25 degC to K)" gives
#   2478.8: in a product the 25 counts as a difference. And the difference "25 degC - 20 degC" is called 5 degC, a temperature,
#   so that it becomes 278.15 K. An Arrhenius or Nernst factor written with units is wrong by a factor of 12 at room temperature.
# Found while looking at what the units of scenario files could be read with beyond single conversions.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit mathjs@15.2.0
cat >check.mjs <<'END'
import { evaluate } from "mathjs";

const cases = [
  ["8.314 J/(mol K) * 25 degC to J/mol", "207.85 J / mol"],
  ["8.314 J/(mol K) * (25 degC to K) to J/mol", "2478.8190999999997 J / mol"],
  ["25 degC to K", "298.15 K"],
  ["25 degC - 20 degC to K", "278.15 K"],
];
const seen = cases.map(([text]) => String(evaluate(text)));
cases.forEach(([text], k) => console.log(`${text}: ${seen[k]}`));
const isSame = cases.every(([, result], k) => seen[k] === result);
console.log(isSame ? "as described" : "the behaviour has changed");
process.exit(isSame ? 0 : 1);
END
node check.mjs
