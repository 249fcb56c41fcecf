#!/bin/sh
# d3-dsv 3.0.2: a quote that is never closed makes all the rest of the file one cell, and nothing is thrown.
#
# Expected: `csvParse` throws at the end of the text, as the quote has no partner, or takes the line as it stands.
# Behaviour: a remark such as `"5 um film` in one row swallows every later row into that cell: 1000 rows become 4, without an error;
#   all numbers that are left are right, so that nothing but the count of rows shows it. A quote within a cell does no harm.
# Found while letting operators' remarks through the reader of measured files; such a cell is refused by its lines.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit d3-dsv@3.0.2
cat >check.mjs <<'END'
import { csvParse } from "d3-dsv";

const read = (remark) => {
  const rows = Array.from({ length: 1000 }, (_, k) => `${k},3.5,${k === 3 ? remark : ""}`);
  try {
    return csvParse(`time,voltage,remark\n${rows.join("\n")}\n`).length;
  } catch (error) {
    return error.message;
  }
};
const seen = [read('"5 um film'), read('5" film'), read('"5 um film"')];
console.log(JSON.stringify(seen));
const isSame = JSON.stringify(seen) === "[4,1000,1000]";
console.log(isSame ? "as described" : "the behaviour has changed");
process.exit(isSame ? 0 : 1);
END
node check.mjs
