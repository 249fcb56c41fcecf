#!/usr/bin/env bash
# Two shipped scenarios through the package of the format (bpx 1.1.1 from PyPI) and back: the same first cycle. Not part of npm test.
set -eu
cd "$(dirname "$0")/../../.."
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install bpx==1.1.1
fluxtwin() { npm run -s fluxtwin -- "$@"; }
for name in ncm random-lzp-ncm; do
  fluxtwin bpx export "$name" --out "$folder/$name.json"
  "$folder/venv/bin/python" test/reference/bpx/round-trip.py "$folder/$name.json" "$folder/$name-read.json"
  fluxtwin bpx import "$folder/$name-read.json" --extends ncm --out "$folder/$name-back.json" >"$folder/taken.txt"
  head -n 1 "$folder/taken.txt"
  for scenario in "$name" "$folder/$name-back.json"; do
    fluxtwin run "$scenario" --cycles 1 --seed 1 --mesh draft --model reduced --force --out "$folder/run" 2>/dev/null >/dev/null
    echo "$(basename "$scenario" .json): $(tail -n 1 "$folder/run/cycles.csv" | cut -d, -f6,7) mAh/cm2 in and out"
  done
done
