#!/usr/bin/env bash
# @msgpack/msgpack 3.1.3.
# Expected: a Float64Array is either kept, refused, or becomes a list of numbers.
# Seen: encode takes any view as binary, so decode gives back a Uint8Array of 8 times the length, without a word: code that
# reads `values[0]` goes on with the low byte of the first number. Who stores numerical states needs extension types.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @msgpack/msgpack@3.1.3 >/dev/null
cat > look.mjs <<'JS'
import { decode, encode } from "@msgpack/msgpack";
const { values } = decode(encode({ values: Float64Array.of(4.2, 3.7) }));
console.log(values.constructor.name, values.length, values[0]);
process.exit(values instanceof Uint8Array && values.length === 16 ? 0 : 1);
JS
node look.mjs
