#!/bin/sh
# papaparse 5.7.1: with dynamicTyping a number with a plus sign stays text, its negative neighbour becomes a number.
#
# Expected: a column of currents written with their signs, "+1.5" while charging and "-1.5" while discharging, comes as numbers.
# Behaviour: -1.5 is a number, "+1.5" a string, also "+1.5E-3"; a sum over the column then joins texts, and a filter for numbers
#   drops every charge and leaves every discharge. Nothing is reported in `errors`.
# Found while choosing a reader for cycler files; a signed column has to be read as text and converted by oneself.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit papaparse@5.7.1
cat >check.mjs <<'END'
import Papa from "papaparse";

const text = "time/s,current/mA\n0,+1.5\n60,+1.5E-3\n120,0\n180,-1.5\n240,-1.5E-3\n";
const { data, errors } = Papa.parse(text, { header: true, dynamicTyping: true, skipEmptyLines: true });
const seen = data.map((row) => row["current/mA"]);
console.log(JSON.stringify(seen), `errors: ${errors.length}`);
const isSame = JSON.stringify(seen) === '["+1.5","+1.5E-3",0,-1.5,-0.0015]' && errors.length === 0;
console.log(isSame ? "as described" : "the behaviour has changed");
process.exit(isSame ? 0 : 1);
END
node check.mjs
