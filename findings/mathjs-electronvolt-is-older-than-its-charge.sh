#!/bin/sh
# mathjs 15.2.0: an electronvolt is not the elementary charge times a volt.
#
# Expected: since 2019 both are exact by definition: 1 eV = 1.602176634e-19 J, the constant elementaryCharge times 1 V.
# Behaviour: the constant is 1.602176634e-19 C, and faraday / avogadro agrees with it to the last digits, but the unit eV is 1.602176565e-19 J,
#   the value of 2010: 4e-8 less. A balance of electrochemical work that goes through both does not close below that.
# Found on reading which units and constants the library has, beside each other.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit mathjs@15.2.0
cat >check.mjs <<'END'
import { evaluate } from "mathjs";

const volt = evaluate("1 eV").toNumber("J");
const product = evaluate("elementaryCharge * 1 V").toNumber("J");
const ratio = evaluate("faraday / avogadro * 1 V").toNumber("J");
console.log(`1 eV: ${volt} J; elementaryCharge * 1 V: ${product} J; faraday / avogadro * 1 V: ${ratio} J`);
const isSame = volt === 1.602176565e-19 && product === 1.602176634e-19 && Math.abs(ratio / product - 1) < 1e-12;
console.log(isSame ? "as described" : "the behaviour has changed");
process.exit(isSame ? 0 : 1);
END
node check.mjs
