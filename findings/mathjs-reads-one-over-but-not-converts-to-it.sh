#!/bin/sh
# mathjs 15.2.0: a unit written as "1/s" is read, but nothing can be converted to it.
#
# Expected: rates of battery parameter files are written as 1/s as often as s^-1, and math.unit(2, "1/s") takes it and
#   prints "2 s^-1". So .to("1/s") should be .to("s^-1").
# Behaviour: .to("1/s"), .toNumber("1/s") and the expression "2 / s to 1/s" throw "Cannot convert to a unit with a value", as
#   reading "1/s" leaves a unit with the value 1, where "s^-1" leaves one with none. And the text "2 1/s" is a syntax error
#   although the value and the unit apart are not, so a quantity that is split into number and unit is read
#   where the same text as a whole is refused.
# Met while reading parameters with units of a rate and of a surface per volume; such units are kept as s^-1 and um^-1, and 1/s
#   is allowed in what people write.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit mathjs@15.2.0
cat >check.mjs <<'END'
import { evaluate, unit } from "mathjs";

const told = (call) => {
  try {
    return String(call());
  } catch (error) {
    return `throws: ${error.message}`;
  }
};
const seen = {
  'unit(2, "1/s")': told(() => unit(2, "1/s")),
  'unit(2, "1/s").to("s^-1")': told(() => unit(2, "1/s").to("s^-1")),
  'unit(2, "s^-1").to("1/s")': told(() => unit(2, "s^-1").to("1/s")),
  'unit(2, "1/s").to("1/s")': told(() => unit(2, "1/s").to("1/s")),
  'evaluate("2 / s to 1/s")': told(() => evaluate("2 / s to 1/s")),
  'unit("2 1/s")': told(() => unit("2 1/s")).replace(/^(throws: Unexpected "1").*/, "$1"),
};
const expected = [
  "2 s^-1",
  "2 s^-1",
  "throws: Cannot convert to a unit with a value",
  "throws: Cannot convert to a unit with a value",
  "throws: Cannot convert to a unit with a value",
  'throws: Unexpected "1"',
];
for (const [call, result] of Object.entries(seen)) console.log(`${call}: ${result}`);
const isSame = Object.values(seen).every((result, k) => result === expected[k]);
console.log(isSame ? "as described" : "the behaviour has changed");
process.exit(isSame ? 0 : 1);
END
node check.mjs
