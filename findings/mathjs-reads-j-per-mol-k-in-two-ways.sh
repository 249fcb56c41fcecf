#!/bin/sh
# mathjs 15.2.0: unit() and evaluate() read the same text "1 J/mol K" as two different units.
#
# Expected: one text, one unit, or a refusal, whichever of the two readers of the library has it.
# Behaviour: unit("1 J/mol K") is (J K)/mol, evaluate("1 J/mol K") is J/(mol K): the first goes from left to right, the second binds what
#   stands side by side before it divides. The same for "2 W/m K" and "5 mol/m^2 s", as data sheets and parameter
#   tables write them. With "1 J/mol/K" and with brackets both agree.
# Found while trying units as data sheets write them: a value that is checked by one and computed with by the other changes its meaning.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit mathjs@15.2.0
cat >check.mjs <<'END'
import { evaluate, unit } from "mathjs";

const cases = [
  ["1 J/mol K", "1 (J K) / mol", "1 J / (mol K)"],
  ["2 W/m K", "2 (W K) / m", "2 W / (m K)"],
  ["5 mol/m^2 s", "5 (mol s) / m^2", "5 mol / (m^2 s)"],
  ["1 J/mol/K", "1 J / (mol K)", "1 J / (mol K)"],
  ["1 J/(mol K)", "1 J / (mol K)", "1 J / (mol K)"],
];
const seen = cases.map(([text]) => [String(unit(text)), String(evaluate(text))]);
cases.forEach(([text], k) => console.log(`${text}: unit ${seen[k][0]}, evaluate ${seen[k][1]}`));
const isSame = cases.every(([, one, other], k) => seen[k][0] === one && seen[k][1] === other);
console.log(isSame ? "as described" : "the behaviour has changed");
process.exit(isSame ? 0 : 1);
END
node check.mjs
